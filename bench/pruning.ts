/**
 * Logs of runs written as fast as told while pruning goes on beside, on a table without the server's autovacuum: how old the
 * oldest row of an ended run gets, and whether the table's size stays. DATABASE_URL names the server.
 * `bun bench/pruning.ts [--rate 20000] [--seconds 600] [--aged]`; `--aged` writes rows that are due ten seconds after, so
 * that what is written and what is pruned are in balance soon; without it nothing is due in the first ten minutes.
 */
import { parseArgs } from 'node:util'
import { untilDone } from '../src/db/batches.ts'
import { newId } from '../src/lib/id.ts'
import { pruneLogs, reclaimLogs } from '../src/run/log/store.ts'
import { testDatabase } from '../test/support/database.ts'
import { person } from '../test/support/people.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '600' },
    aged: { type: 'boolean', default: false },
  },
})
const [rate, seconds] = [Number(values.rate), Number(values.seconds)]
/** So that rows are due soon: they say that they were written so long ago. */
const AGE_SECONDS = values.aged ? 590 : 0
const PRUNE_MS = values.aged ? 5_000 : 60_000
const RUNS_PER_BATCH = 10
const ROWS_PER_RUN = 200
const LOOK_MS = 5_000
const WRITERS = 4
const OLDEST_MAX_SECONDS = 12 * 60
/** Of the rate that was asked for; a machine that writes less shows nothing. */
const RATE_MIN = 0.95

const db = await testDatabase()
const { user_id } = await person(db, 'ada')
const thread_id = newId()
await db.execute((sql) => sql`insert into threads (user_id, id) values (${user_id}, ${thread_id})`)
await db.execute((sql) => sql`alter table run_events set (autovacuum_enabled = false)`)
await db.execute((sql) => sql`alter table runs set (autovacuum_enabled = false)`)

/** Runs that ended just now, with their whole logs. */
const write = () => {
  const ids = Array.from({ length: RUNS_PER_BATCH }, () => newId())
  return db.execute(
    (sql) => sql`
      with ended as (
        insert into runs (user_id, id, thread_id, message_id, status, finished_at)
        select ${user_id}, id, ${thread_id}, id, 'completed', now() - make_interval(secs => ${AGE_SECONDS})
        from unnest(${ids}::uuid[]) as id returning id
      )
      insert into run_events (user_id, run_id, first_seq, last_seq, events, created_at)
      select ${user_id}, id, n, n, ${'[{"type":"thread.item.updated","delta":"some words"}]'}::text::json,
        now() - make_interval(secs => ${AGE_SECONDS})
      from unnest(${ids}::uuid[]) as id, generate_series(1, ${ROWS_PER_RUN}) as n`,
  )
}

const began = performance.now()
const elapsed = () => (performance.now() - began) / 1000
let written = 0
let pruned = 0
let refused = 0
let oldest = 0
const sizes: number[] = []

const writer = async () => {
  while (elapsed() < seconds) {
    if (written > rate * elapsed()) await Bun.sleep(5)
    else {
      written += RUNS_PER_BATCH * ROWS_PER_RUN
      await write().catch(() => {
        refused += 1
      })
    }
  }
}
const pruner = async () => {
  while (elapsed() < seconds) {
    await Bun.sleep(PRUNE_MS)
    const count = await untilDone(db, async (sql) => {
      const rows = await pruneLogs(sql).catch(() => 1)
      pruned += rows
      return elapsed() < seconds ? rows : 0
    })
    if (count > 0) await reclaimLogs(db).catch((error) => console.log(`  ${error}`))
  }
}
const watcher = async () => {
  while (elapsed() < seconds) {
    await Bun.sleep(LOOK_MS)
    const [row] = await db.query(
      (sql) => sql`
        select pg_total_relation_size('run_events')::float8 as bytes,
          coalesce(extract(epoch from now() - (select min(created_at) from run_events)), 0)::float8 as oldest`,
    )
    sizes.push(row?.bytes)
    oldest = Math.max(oldest, row?.oldest)
    const [mb, per_second] = [(row?.bytes / 1e6).toFixed(0), (written / elapsed()).toFixed(0)]
    console.log(
      `${elapsed().toFixed(0)} s: ${per_second} rows/s, ${pruned} pruned, ${mb} MB, oldest ${row?.oldest.toFixed(0)} s`,
    )
  }
}

await Promise.all([...Array.from({ length: WRITERS }, writer), pruner(), watcher()])
const reached = written / elapsed()
const [middle = 0, last = 0] = [sizes[Math.floor(sizes.length / 2)], sizes.at(-1)]
const faults = [
  ...(reached < rate * RATE_MIN ? [`only ${reached.toFixed(0)} rows/s were written`] : []),
  ...(oldest > OLDEST_MAX_SECONDS ? [`a row was ${oldest.toFixed(0)} s old`] : []),
  ...(values.aged && last > middle * 1.5 ? [`the table grew from ${middle} to ${last} bytes`] : []),
]
const facts = `${reached.toFixed(0)} rows/s for ${seconds} s, oldest ${oldest.toFixed(0)} s, ${(last / 1e6).toFixed(0)} MB`
console.log(`${faults.length === 0 ? 'held' : `NOT HELD: ${faults.join('; ')}`} (${facts}, ${refused} writes refused)`)
await db.close()
process.exit(faults.length === 0 ? 0 : 1)
