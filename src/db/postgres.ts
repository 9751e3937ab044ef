/** Connections to a Postgres server. */
import postgres from 'postgres'
import { type Client, createClient, type Limits, type Source } from './client.ts'
import type { Database } from './database.ts'
import { isHostGone, unavailable } from './failure.ts'
import { listenOn } from './listen.ts'
import type { DatabaseLog } from './log.ts'
import { isTransactionPooler } from './pooler.ts'
import { type Connect, createPools } from './pools.ts'
import { addressesOf, hostsOf, isPooled, urlOf, withParameters } from './server/address.ts'
import { findPrimary } from './server/primary.ts'
import { VALUE_TYPES } from './types.ts'

interface ServerOptions {
  /** Where to hear notices when `address` is a pooler’s. */
  listen_address?: string | undefined
  pool_max: number
  log?: DatabaseLog
  limits?: Limits
}

/** Seconds a replaced pool gives its healthy connections to finish. */
const REPLACED_POOL_GRACE_S = 5
/** After a break it is short: what hangs in the old pool is tried again in the new one as soon as this is over. */
const BROKEN_POOL_GRACE_S = 0.5
/** Reconnecting waits at most this long, so that the end of an outage is noticed at once. */
const BACKOFF_MAX_S = 1

/** PgBouncer refuses these at the start of a session; behind a pooler they belong to the role. */
const SESSION = {
  statement_timeout: 10_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 10_000,
  TimeZone: 'UTC',
}

const connectTo =
  (address: string): Connect =>
  (options) =>
    postgres(address, {
      ...options,
      // A statement sent behind a slow one waits although other connections are free. Less than 1 breaks `begin`.
      ...({ max_pipeline: 1 } as object),
      connect_timeout: 5,
      max_lifetime: 1800,
      fetch_types: false,
      types: VALUE_TYPES,
      backoff: ((retries: number) => Math.min(BACKOFF_MAX_S, 0.05 * 2 ** retries) * (0.5 + Math.random() / 2)) as never,
      connection: { application_name: 'todochat', ...(isPooled(address) ? {} : SESSION) } as never,
      onnotice: () => undefined,
    }) as unknown as Client

/** Looks for the primary this often while no host is one. */
const SEARCH_MS = 500

/** Several hosts: which of them is used now. With one host there is nothing to search. */
const createSearch = (addresses: string[], moved: (address: string) => void) => {
  let [at, searching, over, nowhere] = [addresses[0], false, addresses.length < 2, false]
  const look = async () => {
    const found = await findPrimary(addresses)
    nowhere = found === undefined
    if (found === undefined || over) return
    searching = false
    if (found !== at) moved(found)
    at = found
  }
  return {
    async begin() {
      if (searching || over) return
      searching = true
      while (searching && !over) {
        await look()
        if (searching) await Bun.sleep(SEARCH_MS)
      }
    },
    /** No host is a primary: there is no use in asking. */
    nowhere: () => nowhere,
    end: () => {
      over = true
    },
  }
}

const serverSource = (address: string, { pool_max, log }: ServerOptions): Source => {
  const addresses = addressesOf(address)
  let used = addresses[0] ?? address
  let current = createPools(connectTo(used), pool_max)
  const replaceAll = (grace_s: number) => {
    log?.warn({}, 'database connections replaced')
    void current.end(grace_s)
    current = createPools(connectTo(used), pool_max)
  }
  const replace = (client: Client, grace_s: number) => {
    if (current.has(client)) replaceAll(grace_s)
  }
  const search = createSearch(addresses, (found) => {
    log?.warn({ host: hostsOf(found) }, 'another host is the primary now')
    used = found
    replaceAll(BROKEN_POOL_GRACE_S)
  })
  return {
    embedded: false,
    ...(log && { log }),
    calls_max: pool_max,
    client: () => {
      if (search.nowhere()) throw unavailable(new Error('no host is the primary'))
      return current.lend()
    },
    returned: (client) => current.giveBack(client),
    failed: (error) => {
      if (isHostGone(error)) void search.begin()
      return error
    },
    broken: (client) => replace(client, BROKEN_POOL_GRACE_S),
    // Packets vanish: TCP alone would notice after a quarter of an hour.
    stuck: (client) => {
      replace(client, REPLACED_POOL_GRACE_S)
      void search.begin()
    },
    close: () => {
      search.end()
      return current.end(REPLACED_POOL_GRACE_S)
    },
  }
}

export const openPostgres = (address: string, options: ServerOptions): Database => {
  // Through a transaction pooler LISTEN succeeds and delivers nothing.
  const direct = options.listen_address ?? (isPooled(address) ? undefined : address)
  return {
    ...createClient(serverSource(address, options), options.limits),
    pooled: isPooled(address),
    ...(direct !== undefined && { listen: listenOn(listened(direct), options.log) }),
  }
}

/** On one connection the package may look for the primary by itself. */
const listened = (address: string) => {
  const one = addressesOf(address)[0] ?? address
  if (addressesOf(address).length < 2) return one
  const whole = one.replace(hostsOf(one), hostsOf(address))
  return withParameters(whole, (parameters) => parameters.set('target_session_attrs', 'primary'))
}

/** The same address, the host that is the primary now in front. */
export const primaryFirst = async (address: string): Promise<string> => {
  const addresses = addressesOf(address)
  const found = addresses.length < 2 ? undefined : await findPrimary(addresses)
  if (found === undefined) return address
  const others = hostsOf(address)
    .split(',')
    .filter((host) => host !== hostsOf(found))
  return address.replace(hostsOf(address), [hostsOf(found), ...others].join(','))
}

/**
 * The address with the mark of a transaction pooler when one is found there. A server that cannot be reached now is taken
 * for what the address says.
 */
export const recognised = async (address: string, log?: DatabaseLog): Promise<string> => {
  if (urlOf(address)?.searchParams.has('prepare') !== false) return address
  const pooled = await isTransactionPooler(addressesOf(address)[0] ?? address).catch(() => false)
  if (!pooled) return address
  log?.info({}, 'transaction pooler recognised: no prepared statements, no settings of the session')
  return withParameters(address, (parameters) => parameters.set('prepare', 'false'))
}
