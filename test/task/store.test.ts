import { afterAll, describe, expect, test } from 'bun:test'
import { selectChanges } from '../../src/task/change-store.ts'
import type { StoredTask } from '../../src/task/schema.ts'
import { findTasks, insertChanges, lockUser, takeNumbers } from '../../src/task/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

const db = await testDatabase()
afterAll(() => db.close())

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
  remind_at: null,
  remind_from: null,
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

/** Writes the task as the only change of an act. */
const put = (user_id: string, after: StoredTask | null, id: number) =>
  db.execute((sql) =>
    insertChanges(
      sql,
      user_id,
      { actor: 'person', group_id: crypto.randomUUID(), token_id: null },
      [{ task_id: 7, change: 'changed', before: WHOLE, after }],
      id,
    ),
  )

describe('insertChanges', () => {
  test('writes every part of a task and reads it back, also over what is there', async () => {
    const { user_id } = await person(db, 'ada')
    for (const [at, state] of [WHOLE, BARE, WHOLE].entries()) {
      await put(user_id, state, at + 1)
      expect(await db.query((sql) => findTasks(sql, user_id, [7]))).toEqual([state])
    }
    const kept = await db.query((sql) => selectChanges(sql, user_id, { limit: 9 }))
    expect(kept.map(({ id, before, after }) => ({ id, before, after }))).toEqual([
      { id: 3, before: WHOLE, after: WHOLE },
      { id: 2, before: WHOLE, after: BARE },
      { id: 1, before: WHOLE, after: WHOLE },
    ])
  })

  test('leaves tasks that are gone to others', async () => {
    const { user_id } = await person(db, 'ada')
    await put(user_id, WHOLE, 1)
    await put(user_id, null, 2)
    expect(await db.query((sql) => findTasks(sql, user_id, [7]))).toEqual([WHOLE])
    expect((await db.query((sql) => selectChanges(sql, user_id, { limit: 1 })))[0]?.after).toBeNull()
  })
})

describe('takeNumbers', () => {
  test('gives each number once, also in parallel', async () => {
    const { user_id } = await person(db, 'ada')
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => db.execute((sql) => takeNumbers(sql, user_id, { task: 2, change: 3 }))),
    )
    const last = taken.map((numbers) => numbers?.task ?? 0).sort((a, b) => a - b)
    expect(last).toEqual(Array.from({ length: 20 }, (_, at) => 2 * (at + 1)))
    expect(Math.max(...taken.map((numbers) => numbers?.change ?? 0))).toBe(60)
  })

  test('a user who is gone has none', async () => {
    const nobody = crypto.randomUUID()
    expect(await db.execute((sql) => takeNumbers(sql, nobody, { task: 1, change: 1 }))).toBeUndefined()
    expect(await db.transaction((sql) => lockUser(sql, nobody))).toBeUndefined()
  })
})
