import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { encodeCursor } from '../../src/lib/cursor.ts'
import type { NewTask, TaskFilters } from '../../src/task/schema.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { codeOf, failureOf, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)
const ADA: Caller = await person(db, 'ada')

const LIST: NewTask[] = [
  { title: 'Undated' }, // 1
  { title: 'Buy MILK', due_on: '2026-11-22', tags: ['shop', 'home'] }, // 2
  { title: 'Call mum', due_on: '2026-11-21', due_time: '18:00', priority: 'high' }, // 3
  { title: 'Standup', due_on: '2026-11-21', due_time: '09:00', tags: ['work'] }, // 4
  { title: 'Some time that day', due_on: '2026-11-21', description: 'buy bread too' }, // 5
  { title: 'Done, early', due_on: '2026-11-01', priority: 'high' }, // 6
  { title: '100% of_it \\ now', tags: ['Home'] }, // 7
  { title: 'Done, undated', tags: ['home'] }, // 8
  { title: 'Été à Paris 🦊', due_on: '2027-07-01' }, // 9
]
beforeAll(async () => {
  for (const one of LIST) await task.add(ADA, one)
  for (const id of [6, 8]) await task.flip(ADA, id)
  const other = await person(db, 'luz')
  for (const title of ['Buy milk', 'not hers']) await task.add(other, { title, tags: ['home'] })
})

const ids = async (filters: TaskFilters = {}, limit = 100) =>
  (await task.list(ADA, { ...filters, limit })).data.map(({ id }) => id)

const ORDER = [4, 3, 5, 2, 9, 1, 7, 6, 8]

describe('the order', () => {
  test('is open first, then due day and time, none last, then id', async () => {
    expect(await ids()).toEqual(ORDER)
  })

  test.each([[1], [2], [3], [5], [9]])('is the same in pages of %i', async (limit) => {
    const seen: number[] = []
    let after: string | undefined
    do {
      const page = await task.list(ADA, { limit, ...(after !== undefined && { after }) })
      seen.push(...page.data.map(({ id }) => id))
      expect(page.data.length).toBeLessThanOrEqual(limit)
      expect(page.has_more).toBe(page.after !== undefined)
      expect(page.total).toBe(9)
      after = page.after
    } while (after)
    expect(seen).toEqual(ORDER)
  })

  test('a page goes on where it was, whatever changed meanwhile', async () => {
    const page = await task.list(ADA, { limit: 3 })
    const { id } = await task.add(ADA, { title: 'first of all', due_on: '2000-01-01' })
    const rest = await task.list(ADA, { limit: 100, ...(page.after !== undefined && { after: page.after }) })
    expect(rest.data.map((one) => one.id)).toEqual(ORDER.slice(3))
    await task.takeBack(ADA)
    expect(await codeOf(task.show(ADA, id))).toBe('not_found')
  })
})

describe('filters', () => {
  const rows: [TaskFilters, number[]][] = [
    [{ status: 'pending' }, [4, 3, 5, 2, 9, 1, 7]],
    [{ status: 'completed' }, [6, 8]],
    [{ priority: 'high' }, [3, 6]],
    [{ priority: 'none' }, [4, 5, 2, 9, 1, 7, 8]],
    [{ priority: 'medium' }, []],
    [{ tag: 'home' }, [2, 8]],
    [{ tag: 'Home' }, [7]],
    [{ tag: 'hom' }, []],
    [{ due_before: '2026-11-21' }, [4, 3, 5, 6]],
    [{ due_after: '2026-11-21' }, [4, 3, 5, 2, 9]],
    [{ due_after: '2026-11-21', due_before: '2026-11-21' }, [4, 3, 5]],
    [{ due_after: '2026-11-22', due_before: '2026-11-21' }, []],
    [{ status: 'completed', tag: 'home' }, [8]],
    [{ q: 'milk' }, [2]],
    [{ q: ' MILK buy ' }, [2]],
    [{ q: 'buy' }, [5, 2]],
    [{ q: 'buy nothing' }, []],
    [{ q: 'work' }, [4]],
    [{ q: 'home' }, [2, 7, 8]],
    [{ q: 'bread' }, [5]],
    [{ q: '%' }, [7]],
    [{ q: '_' }, [7]],
    [{ q: '\\' }, [7]],
    [{ q: '🦊' }, [9]],
    [{ q: 'paris été' }, [9]],
    [{ q: "' or 1=1 --" }, []],
    [{ q: "'; select pg_sleep(9); --" }, []],
    [{ tag: "'or'1'='1" }, []],
    [{ tag: '{home}' }, []],
  ]
  test.each(rows)('%j finds %j', async (filters, expected) => {
    expect(await ids(filters)).toEqual(expected)
    expect((await task.list(ADA, { ...filters, limit: 1 })).total).toBe(expected.length)
  })

  const bad: [object, string][] = [
    [{ status: 'bogus' }, '/status'],
    [{ priority: 'urgent' }, '/priority'],
    [{ due_before: '2026-02-30' }, '/due_before'],
    [{ due_after: 'yesterday' }, '/due_after'],
    [{ q: '  ' }, '/q'],
    [{ q: 'a'.repeat(201) }, '/q'],
    [{ q: 'a\0' }, '/q'],
    [{ tag: 'two words' }, '/tag'],
    [{ order: 'id; drop table tasks' }, '/order'],
    [{ user_id: 'somebody' }, '/user_id'],
  ]
  test.each(bad)('%j is refused', async (filters, path) => {
    const failure = await failureOf(task.list(ADA, { limit: 20, ...filters }))
    expect([failure.code, failure.details]).toEqual(['validation_error', [{ path, message: expect.any(String) }]])
  })
})

describe('a cursor that is not ours', () => {
  const key = (...parts: (string | number)[]) => encodeCursor(parts)
  test.each([
    ['nonsense'],
    ['*'],
    ['a'.repeat(600)],
    [key('pending', '2026-11-20', '10:00')],
    [key('bogus', '2026-11-20', '10:00', 1)],
    [key('pending', '2026-02-30', '10:00', 1)],
    [key('pending', '+275760-09-13', '10:00', 1)],
    [key('pending', "'x", '10:00', 1)],
    [key('pending', '2026-11-20', '25:00', 1)],
    [key('pending', '2026-11-20', '10:00', 1.5)],
    [key('pending', '2026-11-20', '10:00', 2 ** 40)],
    [key('pending', '2026-11-20', '10:00', '1')],
  ])('%s is told so', async (after) => {
    expect(await codeOf(task.list(ADA, { limit: 20, after }))).toBe('bad_cursor')
  })
})

test('what is open is counted by day and by tag, of this person alone', async () => {
  const { tags, ...counts } = await task.overview(ADA)
  expect(counts).toEqual({ open: 7, overdue: 0, today: 0, upcoming: 5, undated: 2 })
  expect(tags).toEqual([
    { tag: 'Home', open: 1 },
    { tag: 'home', open: 1 },
    { tag: 'shop', open: 1 },
    { tag: 'work', open: 1 },
  ])
  const nobody = await person(db, 'nobody')
  expect(await task.overview(nobody)).toEqual({ open: 0, overdue: 0, today: 0, upcoming: 0, undated: 0, tags: [] })
})
