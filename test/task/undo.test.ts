import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { addIn, changeIn, removeIn } from '../../src/task/mutations.ts'
import { redoIn, undoIn } from '../../src/task/undo.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { BY_API, codeOf, failureOf, MAX_OPEN, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

/** Somebody with the tasks 1, 2 and 3. */
const withThree = async () => {
  const who = await person(db, 'ada')
  await task.add(who, { title: 'Milk', due_on: '2026-11-21', tags: ['shop'] })
  await task.add(who, { title: 'Mum', priority: 'high' })
  await task.add(who, { title: 'Plants', due_on: '2026-11-20', repeat: 'FREQ=DAILY' })
  return who
}

describe('undo takes back', () => {
  const acts: [string, (who: Caller) => Promise<unknown>, string, number | null][] = [
    ['a deletion', (who) => task.remove(who, 1, BY_API), 'deleted “Milk”', 1],
    ['a change', (who) => task.change(who, 1, { title: 'Bread', tags: [] }, BY_API), 'changed “Milk”', 1],
    ['a completion', (who) => task.flip(who, 2), 'completed “Mum”', 2],
    ['a completion by change', (who) => task.change(who, 2, { status: 'completed' }, BY_API), 'completed “Mum”', 2],
    ['a completion with its next occurrence', (who) => task.flip(who, 3), 'completed “Plants”', 3],
    ['an addition', (who) => task.add(who, { title: 'Rent' }), 'added “Rent”', null],
    [
      'a batch of additions',
      (who) =>
        db.transaction((sql) => addIn(sql, who, [{ title: 'a' }, { title: 'b' }], { ...BY_API, max_open: MAX_OPEN })),
      'added 2 tasks',
      null,
    ],
    [
      'a batch of changes',
      (who) => db.transaction((sql) => changeIn(sql, who, [1, 2, 3], { status: 'completed' }, BY_API)),
      'completed 3 tasks',
      1,
    ],
    [
      'a batch of deletions',
      (who) => db.transaction((sql) => removeIn(sql, who, [3, 1], BY_API)),
      'deleted 2 tasks',
      3,
    ],
  ]
  test.each(acts)('%s, as if it had never been', async (_, act, undone, id) => {
    const who = await withThree()
    const before = await task.all(who)
    await act(who)
    expect(await task.all(who)).not.toEqual(before)
    const taken = await task.takeBack(who)
    expect(taken.undone).toBe(undone)
    expect(taken.task?.id ?? null).toBe(id)
    expect(await task.all(who)).toEqual(before)
    if (id) expect(taken.task).toEqual(await task.show(who, id))
  })
})

describe('undo after undo', () => {
  test('goes further back, to the very beginning', async () => {
    const who = await withThree()
    const states = [await task.all(who)]
    const acts = [
      () => task.flip(who, 3),
      () => task.flip(who, 3),
      () => task.change(who, 1, { title: 'Oat milk' }, BY_API),
      () => task.remove(who, 2, BY_API),
      () => task.flip(who, 4),
      () => task.remove(who, 3, BY_API),
    ]
    for (const act of acts) {
      await act()
      states.push(await task.all(who))
    }
    while (states.pop() && states.length > 0) {
      await task.takeBack(who)
      expect(await task.all(who)).toEqual(states.at(-1) as never)
    }
    for (const title of ['Plants', 'Mum', 'Milk']) expect((await task.takeBack(who)).undone).toContain(title)
    expect(await task.all(who)).toEqual([])
    const end = await failureOf(task.undo(who, BY_API))
    expect([end.code, end.message]).toEqual(['nothing_to_undo', 'There is nothing to undo.'])
  })

  test('a new act comes before the old ones', async () => {
    const who = await withThree()
    await task.remove(who, 1, BY_API)
    await task.takeBack(who)
    await task.flip(who, 2)
    expect((await task.takeBack(who)).undone).toContain('completed “')
    expect((await task.takeBack(who)).undone).toContain('added “')
  })

  test('an undone completion can be made again, with its next occurrence', async () => {
    const who = await withThree()
    await task.flip(who, 3)
    await task.takeBack(who)
    expect(await codeOf(task.show(who, 4))).toBe('not_found')
    await task.flip(who, 3)
    expect(await task.show(who, 5)).toMatchObject({ title: 'Plants', due_on: '2026-11-21' })
  })

  test('parallel undos take one act each', async () => {
    const who = await withThree()
    const taken = await Promise.all([1, 2, 3].map(() => task.takeBack(who)))
    expect(new Set(taken.map(({ undone }) => undone)).size).toBe(3)
    expect(await task.all(who)).toEqual([])
  })

  test('with a key it happens once', async () => {
    const who = await withThree()
    const claim = { route: 'undo', key: 'k', body: {} }
    const all = [await task.undo(who, BY_API, claim), await task.undo(who, BY_API, claim)]
    expect(all.map(({ replayed }) => replayed)).toEqual([false, true])
    expect(all[1]?.value).toEqual(all[0]?.value as never)
    expect(await task.all(who)).toHaveLength(2)
  })
})

describe('undo never', () => {
  test('touches another’s tasks', async () => {
    const [ada, luz] = [await withThree(), await withThree()]
    const before = await task.all(ada)
    await task.remove(luz, 1, BY_API)
    for (let at = 0; at < 4; at++) await task.takeBack(luz)
    expect(await codeOf(task.undo(luz, BY_API))).toBe('nothing_to_undo')
    expect(await task.all(ada)).toEqual(before)
  })

  test('reaches back more than 30 days', async () => {
    const who = await withThree()
    await task.remove(who, 1, BY_API)
    await task.flip(who, 2)
    await db.execute(
      (sql) => sql`
        update task_changes set created_at = now() - interval '30 days 1 minute'
        where user_id = ${who.user_id} and change <> 'completed'`,
    )
    expect((await task.takeBack(who)).undone).toContain('completed')
    expect(await codeOf(task.undo(who, BY_API))).toBe('nothing_to_undo')
  })
})

describe('an answer', () => {
  const answer = async (who: Caller, run_id = newId()) => {
    const origin = { actor: 'assistant', run_id } as const
    await db.transaction(async (sql) => {
      await addIn(sql, who, [{ title: 'New' }], { ...origin, max_open: 100 })
      await changeIn(sql, who, [1], { title: 'Bread' }, origin)
      await changeIn(sql, who, [1, 4], { priority: 'high' }, origin)
      await removeIn(sql, who, [2], origin)
    })
    return run_id
  }
  const undoRun = (who: Caller, run_id: string) => task.undo(who, BY_API, undefined, { run_id })

  test('is one act, whatever number of calls it made', async () => {
    const who = await withThree()
    const before = await task.all(who)
    await answer(who)
    const taken = await task.takeBack(who)
    expect(taken.undone).toBe('added “New”, changed “Milk”, deleted “Mum”')
    expect(taken.tasks.map(({ id }) => id)).toEqual([1, 2])
    expect(await task.all(who)).toEqual(before)
  })

  test('is taken back by itself, also when it is not the newest act', async () => {
    const who = await withThree()
    const run_id = await answer(who)
    await task.add(who, { title: 'Later' })
    const { value } = await undoRun(who, run_id)
    expect(value.changes).toEqual([
      { task_id: 4, title: 'New', change: 'added' },
      { task_id: 1, title: 'Milk', change: 'changed' },
      { task_id: 2, title: 'Mum', change: 'deleted' },
    ])
    expect((await task.all(who)).map(({ title }) => title).sort()).toEqual(['Later', 'Milk', 'Mum', 'Plants'])
    expect(await codeOf(undoRun(who, run_id))).toBe('nothing_to_undo')
  })

  test('leaves what somebody has changed since', async () => {
    const who = await withThree()
    const run_id = await answer(who)
    await task.change(who, 1, { title: 'Rye bread' }, BY_API)
    const { value } = await undoRun(who, run_id)
    expect(value.changes.map(({ task_id }) => task_id)).toEqual([4, 2])
    expect((await task.show(who, 1)).title).toBe('Rye bread')
  })

  test('of somebody else is none', async () => {
    const who = await withThree()
    const run_id = await answer(who)
    const luz = await person(db, 'luz')
    expect(await codeOf(undoRun(luz, run_id))).toBe('nothing_to_undo')
  })

  test('requests of other agents are acts of their own, within a minute too', async () => {
    const who = await withThree()
    const origin = { actor: 'mcp', run_id: newId() } as const
    for (const id of [1, 2]) await db.transaction((sql) => changeIn(sql, who, [id], { priority: 'low' }, origin))
    expect((await task.takeBack(who)).undone).toBe('changed “Mum”')
  })
})

describe('redo', () => {
  const redo = async (who: Caller) => (await task.redo(who, BY_API)).value

  test('takes back an undo, and can itself be undone', async () => {
    const who = await withThree()
    await task.remove(who, 1, BY_API)
    const after = await task.all(who)
    const before = await task.takeBack(who).then(() => task.all(who))
    for (let round = 0; round < 2; round++) {
      expect((await redo(who)).undone).toBe('deleted “Milk”')
      expect(await task.all(who)).toEqual(after)
      await task.takeBack(who)
      expect(await task.all(who)).toEqual(before)
    }
  })

  test('goes forward through several undos, in their order', async () => {
    const who = await withThree()
    await task.change(who, 1, { title: 'A' }, BY_API)
    await task.change(who, 1, { title: 'B' }, BY_API)
    await task.takeBack(who)
    await task.takeBack(who)
    expect((await task.show(who, 1)).title).toBe('Milk')
    await redo(who)
    expect((await task.show(who, 1)).title).toBe('A')
    await redo(who)
    expect((await task.show(who, 1)).title).toBe('B')
    expect(await codeOf(task.redo(who, BY_API))).toBe('nothing_to_redo')
  })

  test('leaves what somebody has changed since', async () => {
    const who = await withThree()
    await task.change(who, 1, { title: 'A' }, BY_API)
    await task.takeBack(who)
    await task.change(who, 1, { title: 'Mine' }, BY_API)
    expect(await codeOf(task.redo(who, BY_API))).toBe('nothing_to_redo')
    expect((await task.show(who, 1)).title).toBe('Mine')
  })

  test('an answer that was done again can be taken back again', async () => {
    const who = await withThree()
    const origin = { actor: 'assistant', run_id: newId() } as const
    await db.transaction((sql) => removeIn(sql, who, [1, 2], origin))
    await db.transaction((sql) => undoIn(sql, who, BY_API, origin))
    await db.transaction((sql) => redoIn(sql, who, BY_API))
    expect(await task.all(who)).toHaveLength(1)
    await db.transaction((sql) => undoIn(sql, who, BY_API, origin))
    expect(await task.all(who)).toHaveLength(3)
  })

  test('touches no other’s tasks', async () => {
    const who = await withThree()
    await task.remove(who, 1, BY_API)
    await task.takeBack(who)
    expect(await codeOf(task.redo(await person(db, 'luz'), BY_API))).toBe('nothing_to_redo')
  })
})
