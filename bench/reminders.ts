/**
 * What reminders cost: statements a minute while nothing is due, and so many due in the same minute, each told to a webhook:
 * how far they are spread, how long the loop of the engine's process is held at most (CPU of its thread), what memory it
 * takes. On Postgres with DATABASE_URL, else on the embedded database in a folder, its commits waiting for the disk.
 * `bun bench/reminders.ts [--count 20000] [--idle 60] [--each 10] [--told N]`: N of them have a webhook, all when it is not said
 */
import { parseArgs } from 'node:util'
import type { Database } from '../src/db/database.ts'
import { migrateUp } from '../src/db/migrate.ts'
import { openEmbedded } from '../src/db/pglite/embedded.ts'
import { newId } from '../src/lib/id.ts'
import { createLog } from '../src/log.ts'
import { seal } from '../src/push/vapid.ts'
import { createEngine } from '../src/reminder/engine.ts'
import { createWebhookChannel } from '../src/webhook/channel.ts'
import { newWebhookSecret } from '../src/webhook/sign.ts'
import { cpu } from '../test/cost/hold.ts'
import { RELEASE, SERVER_URL, testDatabase } from '../test/support/database.ts'
import { Places } from './drills/place.ts'
import { startPeer } from './lib/process.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    idle: { type: 'string', default: '60' },
    each: { type: 'string', default: '10' },
    told: { type: 'string' },
  },
})
const [COUNT, IDLE_SECONDS, EACH] = [Number(values.count), Number(values.idle), Number(values.each)]
/** Reminders of people who have a webhook; the others' ring on pages only. */
const TOLD = Math.min(COUNT, Math.ceil(Number(values.told ?? COUNT) / EACH) * EACH)
const SECRETS = ['a secret of the bench, long enough to be one'] as const
/** So that all is written before it is due. */
const AHEAD_SECONDS = 60
/** People of one statement. */
const SLICE = 100
const HOLD_MAX_MS = 50
const LOOK_MS = 500
const PATIENCE_MS = 20 * 60_000
const MB = 1_000_000

const places = new Places()

const open = async (): Promise<Database> => {
  if (SERVER_URL) {
    const db = await testDatabase()
    places.later(() => db.close())
    return db
  }
  const db = await openEmbedded(`${await places.folder()}/postgres`, { log: createLog('silent') })
  places.later(() => db.close())
  await migrateUp(db, { release: RELEASE })
  return db
}

/** The same database, which counts what it is asked. */
const counted = (db: Database) => {
  const asked = { calls: 0 }
  const counting = <T extends unknown[], R>(work: (...args: T) => R) => {
    return (...args: T): R => {
      asked.calls += 1
      return work(...args)
    }
  }
  const { query, execute, transaction } = db
  return {
    asked,
    db: { ...db, query: counting(query), execute: counting(execute), transaction: counting(transaction) } as Database,
  }
}

const TRIES_MAX = 30
/** A machine that is at its limit refuses now and then; all of it may be done twice. */
const patiently = async (work: () => Promise<unknown>) => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES_MAX) throw error
    }
  }
}

/** Everybody has a webhook, and EACH reminders at one instant. */
const fill = async (db: Database, hook_url: string) => {
  const people = Math.ceil(COUNT / EACH)
  const secret = seal(SECRETS[0], Buffer.from(newWebhookSecret())).toString('base64')
  const all: string[][] = []
  for (let from = 0; from < people; from += SLICE) {
    const ids = Array.from({ length: Math.min(SLICE, people - from) }, newId)
    await patiently(() =>
      db.transaction(async (sql) => {
        await sql`insert into users (id, email, name) select id, id || '@example.org', 'Ada' from unnest(${ids}::uuid[]) as id`
        await sql`insert into webhooks (user_id, id, url, events, secret)
        select id, gen_random_uuid(), ${hook_url}, '{reminder.due}', ${secret}
        from unnest(${ids.slice(0, Math.max(0, TOLD / EACH - from))}::uuid[]) as id`
        await sql`insert into tasks (user_id, id, title, remind_at)
        select id, n, 'Water the plants', '2026-11-20 09:00' from unnest(${ids}::uuid[]) as id, generate_series(1, ${EACH}::int) n`
        await sql`insert into reminders (user_id, task_id, id, remind_at, at)
        select id, n, gen_random_uuid(), '2026-11-20 09:00', now() + interval '1 day'
        from unnest(${ids}::uuid[]) as id, generate_series(1, ${EACH}::int) n`
      }),
    )
    all.push(ids)
  }
  return all
}

/** Between two turns of the loop, the longest CPU time of this thread; and the most memory of the process. */
const watch = () => {
  const seen = { hold_ms: 0, memory: process.memoryUsage.rss(), over: 0 }
  let [since, watching] = [cpu(), true]
  const turn = () => {
    const at = cpu()
    if (at - since > HOLD_MAX_MS) seen.over += 1
    seen.hold_ms = Math.max(seen.hold_ms, at - since)
    since = at
    if (watching) setImmediate(turn)
  }
  setImmediate(turn)
  const timer = setInterval(() => {
    seen.memory = Math.max(seen.memory, process.memoryUsage.rss())
  }, LOOK_MS)
  return {
    seen,
    stop: () => {
      watching = false
      clearInterval(timer)
    },
  }
}

interface Told {
  count: number
  distinct: number
  /** When the first, half, 95 % and the last had come, in ms since the epoch. */
  at: number[]
}
const toldBy = async (url: string) => (await (await fetch(`${url}/told`)).json()) as Told

const main = async (): Promise<string[]> => {
  const { url } = await startPeer({ places }, 'clients/receiver.ts')
  const opened = await open()
  const people = await fill(opened, `${url}/hook`)
  const { db, asked } = counted(opened)
  const rung = { first_ms: 0, last_ms: 0, seen: new Set<string>() }
  const note = (user_id: string) => {
    rung.seen.add(user_id)
    rung.last_ms = Date.now()
    rung.first_ms ||= rung.last_ms
  }
  const channel = createWebhookChannel({ db, secrets: SECRETS, allow_private: true })
  const engine = createEngine({ db, log: createLog('warn'), channels: [channel], owner: newId(), note })
  engine.start()
  await Bun.sleep(IDLE_SECONDS * 1000)
  const idle = asked.calls
  Bun.gc(true)
  const before = process.memoryUsage.rss()
  const due_ms = Date.now() + AHEAD_SECONDS * 1000
  for (const ids of people)
    await patiently(() =>
      opened.execute((sql) => sql`update reminders set at = ${new Date(due_ms)} where user_id = any(${ids}::uuid[])`),
    )
  engine.wake(new Date(due_ms))
  asked.calls = 0
  const watcher = watch()
  const began = performance.now()
  let told = await toldBy(url)
  while ((told.distinct < TOLD || rung.seen.size < COUNT / EACH) && performance.now() - began < PATIENCE_MS) {
    await Bun.sleep(LOOK_MS)
    told = await toldBy(url)
  }
  watcher.stop()
  const calls = asked.calls
  await engine.stop()
  const { hold_ms, memory, over } = watcher.seen
  const after = (ms = 0) => `${((ms - due_ms) / 1000).toFixed(1)} s`
  console.log(
    [
      `${SERVER_URL ? 'Postgres' : 'embedded'}, ${COUNT} at once, ${EACH} of each person, ${TOLD} of them told to webhooks`,
      `idle: ${((idle * 60) / IDLE_SECONDS).toFixed(1)} statements a minute`,
      `rung from ${after(rung.first_ms)} to ${after(rung.last_ms)} after they were due`,
      `told: first ${after(told.at[0])}, half ${after(told.at[1])}, 95 % ${after(told.at[2])}, last ${after(told.at[3])}; ${told.count} posts`,
      `calls of the database: ${calls}, ${(calls / COUNT).toFixed(2)} for each`,
      `longest hold of the loop: ${hold_ms.toFixed(1)} ms of CPU (${over} over ${HOLD_MAX_MS})`,
      `memory: ${(before / MB).toFixed(0)} MB before, ${(memory / MB).toFixed(0)} MB at most`,
    ].join('\n'),
  )
  return [
    ...(told.distinct < TOLD ? [`only ${told.distinct} were told`] : []),
    ...(told.count > told.distinct ? [`${told.count - told.distinct} were told again`] : []),
    ...(hold_ms > HOLD_MAX_MS ? [`the loop was held for ${hold_ms.toFixed(1)} ms`] : []),
  ]
}

const faults = await main().finally(() => places.leave())
console.log(faults.length === 0 ? 'held' : `NOT HELD: ${faults.join('; ')}`)
process.exit(faults.length === 0 ? 0 : 1)
