/** Connections to a Postgres server. */
import postgres from 'postgres'
import type { Database } from './database.ts'
import { type Client, guard, type Limits, type Source } from './guard.ts'
import { listenOn } from './listen.ts'
import type { DatabaseLog } from './log.ts'
import { VALUE_TYPES } from './value.ts'

export interface ServerOptions {
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

/** Libpq parameters that the server would refuse as settings (Neon's addresses carry the first). */
const FOREIGN_PARAMETERS = ['channel_binding', 'pgbouncer', 'schema', 'connection_limit', 'pool_timeout']

const withoutForeign = (address: string) => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url) return address
  for (const name of FOREIGN_PARAMETERS) url.searchParams.delete(name)
  return url.href
}

/** `?prepare=false` in the address says that a transaction pooler stands between. */
const isPooled = (address: string) => URL.canParse(address) && new URL(address).searchParams.get('prepare') === 'false'

const connect = (address: string, pool_max: number): Client =>
  postgres(withoutForeign(address), {
    max: pool_max,
    // A statement sent behind a slow one waits although other connections are free. Less than 1 breaks `begin`.
    ...({ max_pipeline: 1 } as object),
    connect_timeout: 5,
    idle_timeout: 30,
    max_lifetime: 1800,
    fetch_types: false,
    types: VALUE_TYPES,
    backoff: ((retries: number) => Math.min(BACKOFF_MAX_S, 0.05 * 2 ** retries) * (0.5 + Math.random() / 2)) as never,
    connection: { application_name: 'todochat', ...(isPooled(address) ? {} : SESSION) } as never,
    onnotice: () => undefined,
  }) as unknown as Client

const serverSource = (address: string, { pool_max, log }: ServerOptions): Source => {
  let current = connect(address, pool_max)
  const replace = (client: Client, grace_s: number) => {
    if (client !== current) return
    log?.warn({}, 'database connections replaced')
    current = connect(address, pool_max)
    void client.end({ timeout: grace_s })
  }
  return {
    embedded: false,
    calls_max: pool_max,
    client: () => current,
    failed: (error) => error,
    broken: (client) => replace(client, BROKEN_POOL_GRACE_S),
    // Packets vanish: TCP alone would notice after a quarter of an hour.
    stuck: (client) => replace(client, REPLACED_POOL_GRACE_S),
    close: () => current.end({ timeout: REPLACED_POOL_GRACE_S }),
  }
}

export const openPostgres = (address: string, options: ServerOptions): Database => ({
  ...guard(serverSource(address, options), options.limits),
  // Through a transaction pooler LISTEN succeeds and delivers nothing.
  ...(!isPooled(address) && { listen: listenOn(withoutForeign(address), options.log) }),
})
