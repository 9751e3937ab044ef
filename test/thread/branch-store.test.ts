import { afterAll, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { findPlace, listForks, setAside, takeUp } from '../../src/thread/branch-store.ts'
import { hiddenNote, toRow, userMessage } from '../../src/thread/item.ts'
import { newestItems } from '../../src/thread/item-store.ts'
import { appendItems, findThread, insertThread } from '../../src/thread/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

const db = await testDatabase()
afterAll(() => db.close())

/** A thread with the messages 1 to 4 and a hidden note at its end. */
const scene = async () => {
  const { user_id } = await person(db, 'ada')
  const thread_id = newId()
  const rows = [1, 2, 3, 4].map((n) => toRow(userMessage(thread_id, String(n)), newId()))
  await db.transaction(async (sql) => {
    await insertThread(sql, user_id, thread_id, 'x', 10)
    await appendItems(sql, user_id, thread_id, [...rows, hiddenNote(newId(), 'psst')])
  })
  const branch = (id = newId()) => ({ user_id, thread_id, id })
  const seen = () =>
    db.query(async (sql) => ({
      ids: (await newestItems(sql, user_id, thread_id, { limit: 9 })).map(({ id }) => id).reverse(),
      count: (await findThread(sql, user_id, thread_id))?.message_count,
      forks: await listForks(sql, user_id, thread_id),
    }))
  return { user_id, thread_id, ids: rows.map(({ id }) => id), branch, seen }
}

test('what is set aside is not seen and not counted until it is taken up again', async () => {
  const { ids, branch, seen } = await scene()
  const aside = branch()
  await db.transaction((sql) => setAside(sql, aside, 3))
  expect(await seen()).toMatchObject({
    ids: ids.slice(0, 2),
    count: 2,
    forks: [{ id: aside.id, after_position: 2, position: 3, item_id: null }],
  })
  await db.transaction((sql) => takeUp(sql, aside))
  expect(await seen()).toEqual({ ids, count: 4, forks: [] })
})

test('from the beginning there is no item before it', async () => {
  const { branch, seen, user_id, thread_id } = await scene()
  await db.transaction((sql) => setAside(sql, branch(), 1))
  expect(await seen()).toMatchObject({ ids: [], count: 0, forks: [{ after_position: 0, position: 1 }] })
  await db.transaction((sql) => appendItems(sql, user_id, thread_id, [toRow(userMessage(thread_id, 'new'), newId())]))
  const { ids, forks } = await seen()
  expect(forks[0]).toMatchObject({ item_id: ids[0], item_position: 6 })
})

test('hidden notes alone make no branch, and other people’s threads stay as they are', async () => {
  const { user_id, thread_id, ids, branch, seen } = await scene()
  await db.transaction((sql) => setAside(sql, branch(), 5))
  expect((await seen()).forks).toEqual([])
  const bob = await person(db, 'bob')
  await db.transaction((sql) => setAside(sql, { ...branch(), user_id: bob.user_id }, 1))
  expect((await seen()).ids).toEqual(ids)
  const place = (who: string) => db.query((sql) => findPlace(sql, who, thread_id, ids[1] ?? ''))
  expect(await place(user_id)).toMatchObject({ position: 2, type: 'user_message', locale: null })
  expect(await place(bob.user_id)).toBeUndefined()
})
