/** What rang and what was sent is forgotten after a week; what waits is kept. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { setAlarm } from '../../src/lib/alarm.ts'
import { newId } from '../../src/lib/id.ts'
import { createLog } from '../../src/log.ts'
import { createReminders, pruneRung } from '../../src/reminder/reminder.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { engineOn, keeping, outboxOf, remindIn, stateOf } from './support.ts'

let db: Database
beforeEach(async () => {
  db = await testDatabase()
})
afterEach(() => db.close())

test('pruning takes what is old and settled', async () => {
  const { user_id } = await person(db, 'ada')
  for (const [task_id, in_minutes] of [
    [1, -1],
    [2, -1],
    [3, 60],
  ] as const)
    await remindIn(db, { user_id, task_id, in_minutes })
  const engine = engineOn(db, [keeping()])
  await engine.lookOnce()
  await engine.stop()
  await pruneRung(db)
  expect(await outboxOf(db)).toHaveLength(2)
  await db.execute((sql) => sql`update reminders set rung_at = now() - interval '8 days' where task_id = 1`)
  await db.execute((sql) => sql`update outbox set created_at = now() - interval '8 days' where task_ids = '{1}'`)
  await pruneRung(db)
  expect(await outboxOf(db)).toMatchObject([{ task_ids: [2] }])
  expect([await stateOf(db, user_id, 1), await stateOf(db, user_id, 2), await stateOf(db, user_id, 3)]).toEqual([
    undefined,
    'rung',
    'waiting',
  ])
})

test('once started it rings what comes due, and stops', async () => {
  const { user_id } = await person(db, 'ada')
  const rang = Promise.withResolvers<void>()
  const send = async () => {
    rang.resolve()
    return undefined
  }
  const log = createLog('silent')
  const stop = createReminders({
    db,
    log,
    channels: [keeping({ send })],
    owner: newId(),
    note: () => undefined,
  }).start()
  await remindIn(db, { user_id, task_id: 1, in_minutes: 0 })
  setAlarm(new Date())
  await rang.promise
  await stop()
})
