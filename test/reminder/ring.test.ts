/** That a ring and its messages are one: both or neither. */
import { expect, test } from 'bun:test'
import { ringBatch } from '../../src/reminder/ring.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'
import { keeping, outboxOf, remindIn, stateOf } from './support.ts'

test('a reminder stays due when one of the channels cannot say whom it reaches', async () => {
  const db = await testDatabase()
  const { user_id } = await person(db, 'ada')
  await remindIn(db, { user_id, task_id: 1, in_minutes: -1 })
  const broken = keeping({
    name: 'broken',
    targets: async () => {
      throw new Error('no')
    },
  })
  await errorOf(db.transaction((sql) => ringBatch(sql, [keeping(), broken])))
  expect(await outboxOf(db)).toHaveLength(0)
  expect(await stateOf(db, user_id, 1)).toBe('waiting')
  const { count, user_ids } = await db.transaction((sql) => ringBatch(sql, [keeping()]))
  expect([count, [...user_ids]]).toEqual([1, [user_id]])
  expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', kind: 'reminder.due' }])
  await db.close()
})
