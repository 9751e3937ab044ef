/** A Postgres primary with a synchronous standby, and the watcher that promotes it when the primary is gone. */
import { join } from 'node:path'
import { freshServerDatabase } from '../../../test/support/database.ts'
import { freePort, type Places, until } from '../place.ts'
import { giveToPostgres, runAsPostgres, toolsFolder } from '../postgres.ts'

const LOOK_MS = 500
/** So many looks in vain are an outage. */
const MISSES = 3
const STREAMING_MAX_MS = 20_000

export interface Replicated {
  /** A new database; its address names both servers. */
  database(): Promise<string>
  /** How many standbys the primary waits for before it answers a commit. */
  synchronous(): Promise<number>
  /** Like a power switch. */
  killPrimary(): Promise<void>
  /** When the standby had become the primary, in milliseconds since the epoch. */
  promoted: Promise<number>
  /** How long people wait here for a commit of the primary alone and of both, in milliseconds: the medians. */
  commitTimes(): Promise<{ alone: number; both: number }>
}

interface Server {
  port: number
  address: string
  control(...words: string[]): Promise<void>
}

const serverAt = (bin: string, folder: string): Server => {
  const port = freePort()
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300`
  const control = (...words: string[]) =>
    runAsPostgres([
      join(bin, 'pg_ctl'),
      '-D',
      join(folder, 'server'),
      '-w',
      '-l',
      join(folder, 'server/log'),
      '-o',
      options,
      ...words,
    ])
  return { port, address: `postgres://postgres@127.0.0.1:${port}/postgres`, control }
}

const ask = async <T>(address: string, statement: string): Promise<T[]> => {
  const sql = new Bun.SQL(address, { max: 1 })
  try {
    return await sql.unsafe(statement)
  } finally {
    await sql.close()
  }
}

/** Looks at the primary as a program of fail-over does, and promotes the standby once it is away. */
const watch = (places: Places, primary: Server, standby: Server): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let [misses, over] = [0, false]
  places.later(() => {
    over = true
  })
  const look = async () => {
    while (!over && misses < MISSES) {
      await Bun.sleep(LOOK_MS)
      const socket = await Bun.connect({ hostname: '127.0.0.1', port: primary.port, socket: { data() {} } }).catch(
        () => undefined,
      )
      socket?.end()
      misses = socket ? 0 : misses + 1
    }
    if (over) return
    await standby.control('promote')
    resolve(Date.now())
  }
  look().catch(reject)
  return promise
}

const COMMITS = 100

const commitMedian = async (address: string) => {
  const sql = new Bun.SQL(address, { max: 1 })
  const took: number[] = []
  for (let at = 0; at < COMMITS; at++) {
    const began = performance.now()
    await sql`insert into drill_commits values (${at})`
    took.push(performance.now() - began)
  }
  await sql.close()
  return took.toSorted((a, b) => a - b)[COMMITS / 2] ?? 0
}

export const openReplicated = async (places: Places): Promise<Replicated> => {
  const bin = await toolsFolder()
  const [first, second] = [await places.folder(), await places.folder()]
  const [primary, standby] = [serverAt(bin, first), serverAt(bin, second)]
  for (const folder of [first, second]) {
    await Bun.$`mkdir ${join(folder, 'server')} && chmod 700 ${join(folder, 'server')}`.quiet()
    await giveToPostgres(folder, join(folder, 'server'))
  }
  await runAsPostgres([
    join(bin, 'initdb'),
    '-D',
    join(first, 'server'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-sync',
  ])
  await primary.control('start')
  let primary_up = true
  places.later(() => primary_up && primary.control('-m', 'immediate', 'stop'))
  const source = `host=127.0.0.1 port=${primary.port} user=postgres application_name=standby`
  await runAsPostgres([
    join(bin, 'pg_basebackup'),
    '-D',
    join(second, 'server'),
    '-d',
    source,
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
    '--no-sync',
  ])
  await standby.control('start')
  places.later(() => standby.control('-m', 'immediate', 'stop'))
  const synchronous = async () =>
    (await ask<object>(primary.address, "select 1 from pg_stat_replication where sync_state = 'sync'")).length
  await ask(primary.address, 'create table drill_commits (n int)')
  const alone = await commitMedian(primary.address)
  await ask(primary.address, "alter system set synchronous_standby_names = 'standby'")
  await ask(primary.address, 'select pg_reload_conf()')
  await until('the standby is synchronous', STREAMING_MAX_MS, async () => (await synchronous()) === 1)
  return {
    synchronous,
    database: async () => {
      const { url } = await freshServerDatabase(primary.address)
      return url.replace(`127.0.0.1:${primary.port}`, `127.0.0.1:${primary.port},127.0.0.1:${standby.port}`)
    },
    killPrimary: async () => {
      primary_up = false
      await primary.control('-m', 'immediate', 'stop')
    },
    promoted: watch(places, primary, standby),
    commitTimes: async () => ({ alone, both: await commitMedian(primary.address) }),
  }
}
