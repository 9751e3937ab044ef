import { afterAll, describe, expect, test } from 'bun:test'
import { findTasks, lockUser, putTasks, type StoredTask, takeNumbers, titlesOf } from '../../src/task/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

const WHOLE: StoredTask = {
  id: 7,
  title: 'Tax “return” \\ $1',
  description: 'two\nlines',
  status: 'completed',
  priority: 'medium',
  due_on: '2028-02-29',
  due_time: '23:59',
  repeat: 'FREQ=YEARLY',
  tags: ['a"b', 'c\\d', 'NULL', '{x}'],
  created_at: '2026-01-01T00:00:00.001Z',
  updated_at: '2026-01-02T00:00:00.020Z',
  completed_at: '2026-01-03T00:00:00.300Z',
  next_id: 9,
}
const BARE: StoredTask = {
  ...WHOLE,
  description: null,
  status: 'pending',
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  completed_at: null,
  next_id: null,
}

describe('putTasks', () => {
  test('writes every part and reads it back, also over what is there', async () => {
    const { user_id } = await person(db, 'ada')
    for (const state of [WHOLE, BARE, WHOLE]) {
      await db.write((sql) => putTasks(sql, user_id, [state]))
      expect(await db.read((sql) => findTasks(sql, user_id, [7]))).toEqual([state])
    }
  })

  test('writes nothing when there is nothing', async () => {
    const { user_id } = await person(db, 'ada')
    await db.write((sql) => putTasks(sql, user_id, []))
    expect(await db.read((sql) => findTasks(sql, user_id, [1]))).toEqual([])
  })
})

describe('titlesOf', () => {
  test('names those that exist and are the user’s, by id', async () => {
    const [ada, luz] = [await person(db, 'ada'), await person(db, 'luz')]
    for (const title of ['one', 'two', 'three']) await task.add(ada, { title })
    await task.add(luz, { title: 'hers' })
    const names = (ids: number[]) => db.read((sql) => titlesOf(sql, ada.user_id, ids))
    expect(await names([3, 1, 99])).toEqual([
      { id: 1, title: 'one' },
      { id: 3, title: 'three' },
    ])
    expect(await names([])).toEqual([])
  })
})

describe('takeNumbers', () => {
  test('gives each number once, also in parallel', async () => {
    const { user_id } = await person(db, 'ada')
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => db.write((sql) => takeNumbers(sql, user_id, { task: 2, change: 3 }))),
    )
    const last = taken.map((numbers) => numbers?.task ?? 0).sort((a, b) => a - b)
    expect(last).toEqual(Array.from({ length: 20 }, (_, at) => 2 * (at + 1)))
    expect(Math.max(...taken.map((numbers) => numbers?.change ?? 0))).toBe(60)
  })

  test('a user who is gone has none', async () => {
    const nobody = crypto.randomUUID()
    expect(await db.write((sql) => takeNumbers(sql, nobody, { task: 1, change: 1 }))).toBeUndefined()
    expect(await db.transaction((sql) => lockUser(sql, nobody))).toBe(false)
  })
})
