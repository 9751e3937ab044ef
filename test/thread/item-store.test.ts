import { afterAll, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { hiddenNote, toRow, userMessage } from '../../src/thread/item.ts'
import { newestItems, positionAfter, positionOf } from '../../src/thread/item-store.ts'
import { appendItems, insertThread } from '../../src/thread/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

const db = await testDatabase()
afterAll(() => db.close())

test('a window lies between two places and counts what is visible', async () => {
  const { user_id } = await person(db, 'ada')
  const thread_id = newId()
  const rows = Array.from({ length: 6 }, (_, n) =>
    n === 2 ? hiddenNote(newId(), 'psst') : toRow(userMessage(thread_id, String(n)), newId()),
  )
  await db.transaction(async (sql) => {
    await insertThread(sql, user_id, thread_id, 'x', 10)
    await appendItems(sql, user_id, thread_id, rows)
  })
  const at = (window: object) =>
    db.query(async (sql) =>
      (await newestItems(sql, user_id, thread_id, { limit: 9, ...window })).map(
        ({ id }) => rows.findIndex((row) => row.id === id) + 1,
      ),
    )
  expect(await at({})).toEqual([6, 5, 4, 2, 1])
  expect(await at({ limit: 2, before: 6 })).toEqual([5, 4])
  expect(await at({ from: 2, before: 5 })).toEqual([4, 2])
  const place = (id: string) => db.query((sql) => positionOf(sql, user_id, thread_id, id))
  expect(await place(rows[4]?.id ?? '')).toBe(5)
  expect(await place(newId())).toBeUndefined()
  expect(await db.query((sql) => positionAfter(sql, user_id, thread_id, 2, 2))).toBe(5)
  expect(await db.query((sql) => positionAfter(sql, user_id, thread_id, 2, 20))).toBeUndefined()
})
