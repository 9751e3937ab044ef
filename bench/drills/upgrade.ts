/** The data of the release before: upgraded, served, taken back, and compared row by row with what it was. */
import { join } from 'node:path'
import {
  beginSnapshot,
  listTables,
  prepareSession,
  sumTables,
  type Table,
  type TableSum,
} from '../../src/backup/store.ts'
import type { Database } from '../../src/db/database.ts'
import { SILENT } from '../../src/db/log.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { Client } from './client.ts'
import type { DatabaseKind, Drill, Order, Row } from './drill.ts'
import { cluster } from './postgres.ts'
import { Instance, mistakesIn } from './process.ts'
import { emailOf, makeOld, OLD_VERSION, PASSWORD } from './upgrade-data.ts'

const DEADLINE_MS = 600_000
/** An upgrade of much data takes its time before it is ready. */
const READY_MAX_MS = 600_000

type Sums = Record<string, TableSum>
interface Past {
  tables: Table[]
  sums: Sums
}

/** Hashes over the given columns; all of them when none are given. */
const look = (db: Database, wanted?: Table[]): Promise<Past> =>
  db.transaction(
    async (sql) => {
      await beginSnapshot(sql)
      await prepareSession(sql)
      const tables = wanted ?? (await listTables(sql))
      return { tables, sums: await sumTables(sql, tables) }
    },
    { deadline_ms: DEADLINE_MS },
  )

const differences = (before: Sums, after: Sums, when: string) =>
  Object.entries(before)
    .filter(([name, { sum, rows }]) => after[name]?.sum !== sum || after[name]?.rows !== rows)
    .map(([name, { rows }]) => `${when}: table ${name} is not what it was (${rows} rows, now ${after[name]?.rows})`)

/** Somebody of the release before finds everything; a newcomer uses the new one and leaves again. */
const useIt = async (url: string, faults: string[]) => {
  const old = new Client(url)
  const { access_token } = await old.json<{ access_token: string }>('POST', '/api/v1/auth/signin', {
    body: { email: emailOf(7), password: PASSWORD },
  })
  old.token = access_token
  const { sessions } = await old.json<{ sessions: { id: string }[] }>('GET', '/api/v1/chatkit/sessions')
  const { tasks } = await old.json<{ tasks: unknown[] }>('GET', '/api/v1/tasks?limit=100')
  const { messages } = await old.json<{ messages: unknown[] }>('GET', `/api/v1/chatkit/sessions/${sessions[0]?.id}`)
  const found = `${sessions.length} ${tasks.length} ${messages.length}`
  if (found !== '3 5 2') faults.push(`a person found ${found} instead of 3 sessions, 5 tasks, 2 messages`)
  const newcomer = await new Client(url).signUp()
  await newcomer.json('POST', '/api/v1/tasks', { body: { title: 'Bread', due_on: '2026-12-24' } })
  const gone = await newcomer.ask('DELETE', '/api/v1/auth/me', { body: { password: 'correct horse battery' } })
  if (!gone.ok) faults.push(`a newcomer could not leave: ${gone.status}`)
  faults.push(...old.faults, ...newcomer.faults)
}

/** Runs another command of the program on the instance's database. */
const command = async ({ command: program }: Order, args: string[], env: Record<string, string>) => {
  const began = performance.now()
  const child = Bun.spawn([...program, ...args], {
    cwd: join(import.meta.dir, '../..'),
    env: { PATH: process.env.PATH ?? '', ...env },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) !== 0) throw new Error(`${args.join(' ')} failed: ${said}`)
  return performance.now() - began
}

const seconds = (ms: number) => (ms / 1000).toFixed(1)

const upgradeOn = async (order: Order, kind: DatabaseKind): Promise<Row> => {
  const { places, n, say } = order
  const address = kind === 'postgres' ? await (await cluster(places)).database() : undefined
  const env: Record<string, string> = address ? { DATABASE_URL: address } : { EMBEDDED_SYNC: 'off' }
  const instance = await Instance.make({ command: order.command, places, env })
  const data = join(instance.folder, 'data')
  const withDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    const db = address
      ? openPostgres(address, { pool_max: 2 })
      : await openEmbedded(join(data, 'postgres'), { log: SILENT, sync: false })
    return work(db).finally(() => db.close())
  }
  const past = await withDatabase(async (db) => {
    await makeOld(db, n)
    return look(db)
  })
  const faults: string[] = []
  const serve = async () => {
    const began = performance.now()
    instance.launch()
    await instance.ready(READY_MAX_MS)
    return performance.now() - began
  }
  const up_ms = await serve()
  say(`upgrade, ${kind}: ready after ${seconds(up_ms)} s`)
  await useIt(instance.url, faults)
  await instance.stop('SIGTERM')
  faults.push(...differences(past.sums, (await withDatabase((db) => look(db, past.tables))).sums, 'upgraded'))
  const down_ms = await command(order, ['migrate', 'down', `${OLD_VERSION}`, '--yes'], { DATA_DIR: data, ...env })
  const back = await withDatabase(look)
  faults.push(...differences(past.sums, back.sums, 'taken back'))
  if (JSON.stringify(back.tables) !== JSON.stringify(past.tables)) faults.push('taken back: the columns are others')
  const again_ms = await serve()
  await useIt(instance.url, faults)
  await instance.stop('SIGTERM')
  const rows = Object.values(past.sums).reduce((all, one) => all + one.rows, 0)
  const facts = { people: n, rows, 'up s': seconds(up_ms), 'down s': seconds(down_ms), 'up again s': seconds(again_ms) }
  return { what: kind, heard: [], facts, faults: [...faults, ...mistakesIn([instance])] }
}

export const upgrade: Drill = {
  name: 'upgrade',
  about: 'the data of the release before upgraded, served, taken back and upgraded again',
  usual: { full: 10_000, short: 200 },
  async run(order) {
    const rows: Row[] = []
    for (const kind of order.databases) rows.push(await upgradeOn(order, kind))
    return rows
  },
}
