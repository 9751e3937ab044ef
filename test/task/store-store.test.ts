import { afterAll, describe, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { renderMetrics } from '../../src/metrics.ts'
import { addIn, changeIn, removeIn } from '../../src/task/mutations.ts'
import type { Origin } from '../../src/task/schema.ts'
import { changedInRun, pruneChanges } from '../../src/task/store.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'
import { BY_API, MAX_OPEN, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

const rowsOf = (user_id: string) =>
  db.query(
    (sql) => sql`
      select id, group_id, task_id, change, actor, run_id, before, after, undone_at is not null as undone
      from task_changes where user_id = ${user_id} order by id`,
  )

describe('the history', () => {
  test('holds who did what, before and after', async () => {
    const who = await person(db, 'ada')
    const run_id = newId()
    const made = await task.add(who, { title: 'Milk' })
    await task.change(who, 1, { title: 'Bread' }, { actor: 'person' })
    await db.transaction((sql) => changeIn(sql, who, [1], { status: 'completed' }, { actor: 'assistant', run_id }))
    await task.remove(who, 1, { actor: 'mcp' })
    const rows = await rowsOf(who.user_id)
    expect(rows.map(({ id, change, actor, run_id }) => [id, change, actor, run_id])).toEqual([
      [1, 'added', 'api', null],
      [2, 'changed', 'person', null],
      [3, 'completed', 'assistant', run_id],
      [4, 'deleted', 'mcp', null],
    ])
    expect(rows[0]).toMatchObject({ before: null, after: { ...made, next_id: null } })
    expect(rows[1]).toMatchObject({ before: { title: 'Milk' }, after: { title: 'Bread' } })
    expect(rows[3]).toMatchObject({ before: { title: 'Bread', status: 'completed' }, after: null })
  })

  test('keeps a batch, and a completion with what it made, together', async () => {
    const who = await person(db, 'ada')
    await db.transaction((sql) =>
      addIn(sql, who, [{ title: 'a' }, { title: 'b', repeat: 'FREQ=DAILY' }], { ...BY_API, max_open: MAX_OPEN }),
    )
    await task.flip(who, 2)
    const groups = (await rowsOf(who.user_id)).map(({ group_id, change }) => [group_id, change])
    expect(groups.map(([, change]) => change)).toEqual(['added', 'added', 'completed', 'added'])
    expect(new Set(groups.map(([group]) => group)).size).toBe(2)
    expect(groups[2]?.[0]).toBe(groups[3]?.[0])
  })

  test('an undo is written too, and marks what it took back', async () => {
    const who = await person(db, 'ada')
    await task.add(who, { title: 'a' })
    await task.takeBack(who)
    const rows = await rowsOf(who.user_id)
    expect(rows.map(({ change, undone }) => [change, undone])).toEqual([
      ['added', true],
      ['undone', false],
    ])
    expect(rows[1]).toMatchObject({ before: { title: 'a' }, after: null })
  })

  test('is rolled back with its act', async () => {
    const who = await person(db, 'ada')
    await task.add(who, { title: 'a' })
    const failing = db.transaction(async (sql) => {
      await removeIn(sql, who, [1], BY_API)
      throw new Error('later')
    })
    expect(await errorOf(failing)).toBeInstanceOf(Error)
    expect(await rowsOf(who.user_id)).toHaveLength(1)
    expect(await task.all(who)).toHaveLength(1)
  })

  test('is counted', async () => {
    const who = await person(db, 'ada')
    await task.create(who, { title: 'counted' }, { actor: 'mcp' })
    expect((await renderMetrics()).text).toMatch(/task_operations_total\{operation="added",actor="mcp"\} [1-9]/)
  })
})

describe('what a run has changed', () => {
  test('counts each task once, and not what the run itself added', async () => {
    const who = await person(db, 'ada')
    const origin: Origin = { actor: 'assistant', run_id: newId() }
    for (const title of ['a', 'b', 'c']) await task.add(who, { title })
    const changed = await db.transaction(async (sql) => {
      const [mine] = await addIn(sql, who, [{ title: 'mine' }], { ...origin, max_open: MAX_OPEN })
      await changeIn(sql, who, [1, mine?.id ?? 0], { priority: 'high' }, origin)
      await changeIn(sql, who, [1], { priority: 'low' }, origin)
      await removeIn(sql, who, [2], origin)
      return changedInRun(sql, who.user_id, origin.run_id ?? '')
    })
    expect([...changed].sort()).toEqual([1, 2])
    const other = await person(db, 'luz')
    expect((await db.query((sql) => changedInRun(sql, other.user_id, origin.run_id ?? ''))).size).toBe(0)
    expect((await db.query((sql) => changedInRun(sql, who.user_id, newId()))).size).toBe(0)
  })
})

describe('prune', () => {
  test('forgets what is older than 30 days, a bounded number at once', async () => {
    const who = await person(db, 'ada')
    for (const title of ['a', 'b', 'c', 'd']) await task.add(who, { title })
    await db.execute(
      (sql) => sql`
        update task_changes set created_at = now() - make_interval(days => 31)
        where user_id = ${who.user_id} and id <= 3`,
    )
    expect(await db.execute((sql) => pruneChanges(sql, 2))).toBe(2)
    expect(await db.execute((sql) => pruneChanges(sql, 2))).toBe(1)
    expect(await db.execute((sql) => pruneChanges(sql))).toBe(0)
    expect((await rowsOf(who.user_id)).map(({ id }) => id)).toEqual([4])
    expect(await task.all(who)).toHaveLength(4)
  })
})
