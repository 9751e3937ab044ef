import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { listActsIn } from '../../src/task/changes.ts'
import { addIn, changeIn } from '../../src/task/mutations.ts'
import type { Origin } from '../../src/task/schema.ts'
import { undoIn } from '../../src/task/undo.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { BY_API, codeOf, MAX_OPEN, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

const acts = async (who: Caller, query = {}) =>
  (await db.query((sql) => listActsIn(sql, who, { limit: 100, ...query }))).data
const adds = (who: Caller, origin: Origin, ...titles: string[]) =>
  db.transaction((sql) =>
    addIn(
      sql,
      who,
      titles.map((title) => ({ title })),
      { ...origin, max_open: MAX_OPEN },
    ),
  )
const short = async (who: Caller) =>
  (await acts(who)).map(({ changes, holds }) => [changes.map(({ title, holds }) => `${title} ${holds}`), holds])

describe('the record as acts', () => {
  test('joins what was done together, newest first; a way back is an act of its own', async () => {
    const who = await person(db, 'ada')
    const burst = newId()
    await adds(who, BY_API, 'a', 'b')
    await adds(who, { actor: 'mcp', run_id: burst }, 'c')
    await adds(who, { actor: 'mcp', run_id: burst }, 'd')
    await adds(who, { actor: 'person' }, 'e')
    await task.takeBack(who)
    expect(await short(who)).toEqual([
      [['e false'], false],
      [['e false'], false],
      [['d true', 'c true'], true],
      [['b true', 'a true'], true],
    ])
  })

  test('says what can still be taken back', async () => {
    const who = await person(db, 'ada')
    await adds(who, BY_API, 'a', 'b')
    await db.transaction((sql) => changeIn(sql, who, [1], { title: 'A' }, BY_API))
    expect(await short(who)).toEqual([
      [['A true'], true],
      [['b true', 'a false'], true],
    ])
  })

  test('gives a range, and refuses cursors that are none', async () => {
    const who = await person(db, 'ada')
    await adds(who, BY_API, 'a')
    await adds(who, BY_API, 'b')
    await adds(who, BY_API, 'c')
    const titles = async (query: object) => (await acts(who, query)).map(({ changes: [{ title }] }) => title)
    expect(await titles({ from: 2 })).toEqual(['c', 'b'])
    expect(await titles({ from: 2, until: 2 })).toEqual(['b'])
    const page = await db.query((sql) => listActsIn(sql, who, { limit: 2 }))
    expect(await titles({ after: page.after })).toEqual(['a'])
    expect(await codeOf(acts(who, { after: 'x' }))).toBe('bad_cursor')
    expect(await acts(await person(db, 'bob'))).toEqual([])
  })
})

describe('of an act can be taken back', () => {
  test('one change alone, and then the others', async () => {
    const who = await person(db, 'ada')
    await adds(who, BY_API, 'a', 'b', 'c')
    const undo = (change_id: number, reach?: 'row' | 'burst') =>
      db.transaction((sql) => undoIn(sql, who, BY_API, { change_id, ...(reach && { reach }) }))
    expect((await undo(2, 'row')).undone).toBe('added “b”')
    expect(await codeOf(undo(2, 'row'))).toBe('nothing_to_undo')
    expect((await undo(1)).undone).toBe('added 2 tasks')
    expect(await codeOf(undo(99, 'row'))).toBe('not_found')
  })

  test('a completion alone, with the occurrence it made', async () => {
    const who = await person(db, 'ada')
    await task.add(who, { title: 'Plants', due_on: '2026-11-20', repeat: 'FREQ=DAILY' })
    const before = await task.all(who)
    await task.flip(who, 1)
    const [act] = await acts(who)
    expect(act?.changes.map(({ follows }) => follows)).toEqual([true, false])
    const id = act?.changes.find(({ change }) => change === 'completed')?.id
    await db.transaction((sql) => undoIn(sql, who, BY_API, { change_id: id ?? 0, reach: 'row' }))
    expect(await task.all(who)).toEqual(before)
  })

  test('all that an agent did within a minute, or one request of it', async () => {
    const who = await person(db, 'ada')
    const by = { actor: 'mcp', run_id: newId() } as const
    for (const title of ['a', 'b', 'c']) await adds(who, by, title)
    const undo = (reach?: 'burst') =>
      db.transaction((sql) => undoIn(sql, who, BY_API, { change_id: 3, ...(reach && { reach }) }))
    expect((await undo()).undone).toBe('added “c”')
    expect((await undo('burst')).undone).toBe('added 2 tasks')
  })
})
