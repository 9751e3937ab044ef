/** MAX_TASKS_PER_USER: how many open tasks a person may have, and what is never refused for it. */
import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { isAppError } from '../../src/errors.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { BY_API, codeOf, NOON, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())

type On = ReturnType<typeof tasksOn>
const all = async (it: On, who: Caller) => (await it.list(who, { limit: 100 })).data
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'added',
    (error) => (isAppError(error) ? error.code : String(error)),
  )

/** A person with as many open tasks as three allow. */
const full = async () => {
  const who = await person(db, 'ada')
  const it = tasksOn(db, NOON, 3)
  for (const title of ['a', 'b', 'c']) await it.add(who, { title })
  return { who, it }
}

describe('at the limit', () => {
  test('adding is refused, and nothing is kept', async () => {
    const { who, it } = await full()
    expect(await codeOf(it.add(who, { title: 'd' }))).toBe('task_limit_reached')
    expect((await all(it, who)).map(({ title }) => title)).toEqual(['a', 'b', 'c'])
  })

  test('a completed or deleted task makes room', async () => {
    const { who, it } = await full()
    await it.toggle(who, 1, BY_API)
    await it.add(who, { title: 'd' })
    expect(await codeOf(it.add(who, { title: 'e' }))).toBe('task_limit_reached')
    await it.remove(who, 2, BY_API)
    await it.add(who, { title: 'e' })
  })

  test('completing a repeating task, reopening and undo are never refused', async () => {
    const { who, it } = await full()
    await it.change(who, 1, { repeat: 'FREQ=DAILY', due_on: '2026-11-20' }, BY_API)
    await it.toggle(who, 1, BY_API)
    await it.toggle(who, 1, BY_API)
    await it.remove(who, 2, BY_API)
    expect(await codeOf(it.add(who, { title: 'x' }))).toBe('task_limit_reached')
    await it.undo(who, BY_API)
    expect((await all(it, who)).filter(({ status }) => status === 'pending').length).toBeGreaterThanOrEqual(3)
  })

  test('ten who add at once get no more than there is room for', async () => {
    const who = await person(db, 'bob')
    const it = tasksOn(db, NOON, 5)
    const codes = await Promise.all(Array.from({ length: 10 }, (_, n) => outcome(it.add(who, { title: `t${n}` }))))
    expect(codes.filter((code) => code === 'task_limit_reached')).toHaveLength(5)
    expect(await all(it, who)).toHaveLength(5)
  })
})
