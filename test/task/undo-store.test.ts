import { afterAll, describe, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { addIn, changeIn } from '../../src/task/mutations.ts'
import { isLargeAct, lastChangeOf, newestAct, newestAnswer, newestUndo } from '../../src/task/undo-store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { BY_API, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

describe('the newest act', () => {
  test('is none of an empty list', async () => {
    const { user_id } = await person(db, 'ada')
    expect(await db.query((sql) => newestAct(sql, user_id))).toEqual([])
    expect(await db.query((sql) => newestUndo(sql, user_id))).toEqual([])
    expect(await db.query((sql) => newestAnswer(sql, user_id, newId()))).toBeUndefined()
  })

  test('is all of an answer, oldest change first', async () => {
    const who = await person(db, 'ada')
    const origin = { actor: 'assistant', run_id: newId() } as const
    await db.transaction((sql) => addIn(sql, who, [{ title: 'a' }], { ...origin, max_open: 100 }))
    await db.transaction((sql) => changeIn(sql, who, [1], { title: 'b' }, origin))
    const act = await db.query((sql) => newestAct(sql, who.user_id))
    expect(act.map(({ id, change }) => [id, change])).toEqual([
      [1, 'added'],
      [2, 'changed'],
    ])
  })
})

test('the last change of a task leaves out what was undone, and for an undo the undos', async () => {
  const who = await person(db, 'ada')
  await task.add(who, { title: 'a' })
  await task.change(who, 1, { title: 'b' }, BY_API)
  await task.takeBack(who)
  const last = (undos: boolean) => db.query((sql) => lastChangeOf(sql, who.user_id, [1], { undos }))
  expect([(await last(false)).get(1), (await last(true)).get(1)]).toEqual([1, 3])
})

test('a large act is known as one', async () => {
  const bob = await person(db, 'bob')
  const large = (change_id?: number, undos = false) => db.query((sql) => isLargeAct(sql, bob.user_id, change_id, undos))
  expect(await large()).toBe(false)
  await task.importFile(bob, { format: 'todotxt', text: 'x a\n'.repeat(501) }, BY_API)
  expect([await large(), await large(7), await large(undefined, true)]).toEqual([true, true, false])
  await task.undo(bob, BY_API)
  expect(await large(undefined, true)).toBe(true)
  await task.add(bob, { title: 'Tea' })
  expect(await large()).toBe(false)
})
