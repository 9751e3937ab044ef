/** Pruning of event logs: whole runs, in bounded batches, faster than they can grow. */
import { afterAll, expect, test } from 'bun:test'
import { untilDone } from '../../../src/db/batches.ts'
import { newId } from '../../../src/lib/id.ts'
import { keptLogs, pruneLogs, reclaimLogs } from '../../../src/run/log/store.ts'
import { testDatabase } from '../../support/database.ts'
import { person } from '../../support/people.ts'

const db = await testDatabase()
afterAll(() => db.close())

/** Finished or live runs with logs of so many rows, all of them of so many minutes ago. */
const runs = async (user_id: string, many: number, status: string, rows: number, minutes: number) => {
  for (let n = 0; n < many; n++) {
    const [thread_id, id] = [newId(), newId()]
    await db.transaction(async (sql) => {
      await sql`insert into threads (user_id, id) values (${user_id}, ${thread_id})`
      await sql`
        insert into runs (user_id, id, thread_id, message_id, status, finished_at)
        values (${user_id}, ${id}, ${thread_id}, ${newId()}, ${status},
          case when ${status} = 'completed' then now() - make_interval(mins => ${minutes}) end)`
      await sql`
        insert into run_events (user_id, run_id, first_seq, last_seq, events, created_at)
        select ${user_id}, ${id}, n, n, '[{}]', now() - make_interval(mins => ${minutes}) from generate_series(1, ${rows}) n`
    })
  }
}

test('everything that is due goes in one go, run by run; the rest stays', async () => {
  const { user_id } = await person(db, 'ada')
  await runs(user_id, 30, 'completed', 400, 11)
  await runs(user_id, 2, 'completed', 10, 5)
  await runs(user_id, 1, 'running', 10, 30)
  expect((await db.query(keptLogs)).rows).toBe(12_030)
  const first = await db.execute(pruneLogs)
  expect(first % 400).toBe(0)
  expect(first).toBeGreaterThan(0)
  expect(first + (await untilDone(db, pruneLogs))).toBe(12_000)
  const kept = await db.query(keptLogs)
  expect(kept.rows).toBe(30)
  expect(Math.round(kept.age_seconds / 60)).toBe(30)
})

test('the room of what is pruned is used again, without the server’s own cleaner', async () => {
  const { user_id } = await person(db, 'bob')
  await db.execute((sql) => sql`alter table run_events set (autovacuum_enabled = false)`)
  const size = async () => {
    const [row] = await db.query((sql) => sql`select pg_relation_size('run_events')::float8 as bytes`)
    return row?.bytes as number
  }
  const sizes: number[] = []
  for (let round = 0; round < 4; round++) {
    await runs(user_id, 10, 'completed', 500, 11)
    await untilDone(db, pruneLogs)
    await reclaimLogs(db)
    sizes.push(await size())
  }
  expect(sizes.at(-1)).toBeLessThanOrEqual((sizes[1] ?? 0) * 1.1)
})

test('the key of a log row is found by the key of its run, also where nobody else counts the rows', async () => {
  const { user_id } = await person(db, 'cleo')
  await runs(user_id, 3, 'completed', 1, 11)
  await reclaimLogs(db)
  const [row] = await db.query(
    (sql) =>
      sql`select reltuples::integer as counted, (select count(*)::integer from runs) as rows from pg_class where relname = 'runs'`,
  )
  expect(row?.counted).toBe(row?.rows)
})
