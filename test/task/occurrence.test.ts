import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { NewTask } from '../../src/task/schema.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { BY_API, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

describe('a repeating task', () => {
  const titles = async (who: Caller) =>
    (await task.all(who)).map(({ id, status, due_on, due_time }) => [id, status, due_on, due_time])

  test('makes its next occurrence when it is done, whole', async () => {
    const bob = await person(db, 'bob')
    const input: NewTask = {
      title: 'Water plants',
      description: 'all of them',
      priority: 'medium',
      tags: ['home'],
      due_on: '2026-11-20',
      due_time: '09:00',
      repeat: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
    }
    const first = await task.add(bob, input)
    expect(await task.flip(bob, first.id)).toMatchObject({ status: 'completed', repeat: input.repeat })
    expect(await task.show(bob, first.id + 1)).toMatchObject({
      ...input,
      status: 'pending',
      due_on: '2026-11-23',
      repeat: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2',
      completed_at: null,
    })
  })

  test('makes it once, however often it is reopened and done again', async () => {
    const bob = await person(db, 'bob')
    await task.add(bob, { title: 'x', due_on: '2026-11-20', repeat: 'FREQ=DAILY' })
    for (let round = 0; round < 5; round++) await task.flip(bob, 1)
    await task.change(bob, 1, { status: 'completed' }, BY_API)
    expect(await titles(bob)).toEqual([
      [2, 'pending', '2026-11-21', null],
      [1, 'completed', '2026-11-20', null],
    ])
  })

  test('makes it once under parallel completions', async () => {
    const bob = await person(db, 'bob')
    await task.add(bob, { title: 'x', due_on: '2026-11-20', repeat: 'FREQ=DAILY' })
    // Opens the connections first; else they would come one after the other, and so would the completions.
    await Promise.all(Array.from({ length: 10 }, () => task.all(bob)))
    await Promise.all(Array.from({ length: 10 }, () => task.change(bob, 1, { status: 'completed' }, BY_API)))
    expect(await task.all(bob)).toHaveLength(2)
  })

  test('goes on until its rule ends', async () => {
    const bob = await person(db, 'bob')
    await task.add(bob, { title: 'x', due_on: '2026-11-20', repeat: 'FREQ=DAILY;COUNT=3' })
    for (const id of [1, 2, 3]) await task.flip(bob, id)
    expect((await titles(bob)).map(([id, , due_on]) => [id, due_on])).toEqual([
      [1, '2026-11-20'],
      [2, '2026-11-21'],
      [3, '2026-11-22'],
    ])
  })

  test('keeps its wall-clock time when the clocks change', async () => {
    const berlin = await person(db, 'bob', 'Europe/Berlin')
    const spring = tasksOn(db, new Date('2026-03-28T22:30:00Z'))
    await spring.add(berlin, { title: 'x', due_on: '2026-03-28', due_time: '02:30', repeat: 'FREQ=DAILY' })
    await spring.flip(berlin, 1)
    spring.now.set(new Date('2026-03-29T01:30:00Z'))
    await spring.flip(berlin, 2)
    expect((await titles(berlin)).map(([, , due_on, due_time]) => `${due_on} ${due_time}`).sort()).toEqual([
      '2026-03-28 02:30',
      '2026-03-29 02:30',
      '2026-03-30 02:30',
    ])
  })

  test('uses the parts it is completed with', async () => {
    const bob = await person(db, 'bob')
    await task.add(bob, { title: 'x', due_on: '2026-11-20', repeat: 'FREQ=DAILY' })
    await task.change(bob, 1, { title: 'y', repeat: 'FREQ=WEEKLY', status: 'completed' }, BY_API)
    expect(await task.show(bob, 2)).toMatchObject({ title: 'y', due_on: '2026-11-27', repeat: 'FREQ=WEEKLY' })
  })
})
