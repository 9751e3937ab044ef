import { afterAll, expect, test } from 'bun:test'
import { findChange, selectChanges } from '../../src/task/change-store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

test('changes come newest first, of one user, of one task, behind a place', async () => {
  const [ada, bob] = [await person(db, 'ada'), await person(db, 'bob')]
  await task.add(ada, { title: 'milk' })
  await task.add(ada, { title: 'bread' })
  const read = async (user_id: string, filter: { task_id?: number; before_id?: number } = {}) =>
    (await db.query((sql) => selectChanges(sql, user_id, { ...filter, limit: 5 }))).map(({ id }) => id)
  expect(await read(ada.user_id)).toEqual([2, 1])
  expect(await read(ada.user_id, { task_id: 2 })).toEqual([2])
  expect(await read(ada.user_id, { before_id: 2 })).toEqual([1])
  expect(await read(bob.user_id)).toEqual([])
})

test('one change is found by its number and user', async () => {
  const [ada, bob] = [await person(db, 'ada'), await person(db, 'bob')]
  await task.add(ada, { title: 'milk' })
  const find = (user_id: string) => db.query((sql) => findChange(sql, user_id, 1))
  expect([(await find(ada.user_id))?.task_id, await find(bob.user_id)]).toEqual([1, undefined])
})
