/** What an idle look asks. */
import { expect, test } from 'bun:test'
import { peekDue } from '../../src/reminder/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { putDigest, remindIn } from './support.ts'

test('the next reminder and the next message, in milliseconds from now', async () => {
  const db = await testDatabase()
  expect(await db.query(peekDue)).toEqual({ ring_ms: undefined, send_ms: undefined })
  const { user_id } = await person(db, 'ada')
  await remindIn(db, { user_id, task_id: 1, in_minutes: 60 })
  await remindIn(db, { user_id, task_id: 2, in_minutes: -60 })
  await putDigest(db, { user_id })
  const { ring_ms, send_ms } = await db.query(peekDue)
  expect(ring_ms).toBeLessThanOrEqual(-3_600_000)
  expect(send_ms).toBeLessThanOrEqual(0)
  await db.close()
})
