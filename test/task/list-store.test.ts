/** Orders of a list, page by page, and the filters that need the person's own day. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { encodeCursor } from '../../src/lib/cursor.ts'
import { selectTasks } from '../../src/task/list-store.ts'
import type { NewTask, TaskFilters, TaskSort } from '../../src/task/schema.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { explained } from '../support/plan.ts'
import { codeOf, failureOf, NOON, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)
/** Noon in UTC is already the next day there. */
const LUZ: Caller = { ...(await person(db, 'luz')), time_zone: 'Pacific/Kiritimati' }
const ADA: Caller = await person(db, 'ada')

const LIST: NewTask[] = [
  { title: 'banana', priority: 'low' }, // 1
  { title: 'Apple', due_on: '2026-11-21', priority: 'high' }, // 2
  { title: 'cherry', due_on: '2026-11-19', due_time: '18:00' }, // 3
  { title: 'Date', due_on: '2026-11-19', due_time: '09:00', priority: 'high' }, // 4
  { title: 'apple', due_on: '2026-11-20', repeat: 'FREQ=DAILY' }, // 5
  { title: `é${'🦊'.repeat(60)}1`, priority: 'medium' }, // 6
  { title: `é${'🦊'.repeat(60)}0`, due_on: '2026-11-19' }, // 7
]
beforeAll(async () => {
  for (const one of LIST) await task.add(ADA, one)
  for (const [id, at] of [
    [7, '2026-11-19T23:59:59Z'],
    [1, '2026-11-20T00:00:00Z'],
  ] as const)
    await task.toggle(ADA, id, { actor: 'api', now: new Date(at) })
  task.now.set(NOON)
  for (const title of ['not hers', 'banana']) await task.add(LUZ, { title, due_on: '2026-11-20' })
})

const pagesOf = async (filters: TaskFilters, limit: number) => {
  const seen: number[] = []
  let after: string | undefined
  do {
    const page = await task.list(ADA, { ...filters, limit, ...(after !== undefined && { after }) })
    seen.push(...page.data.map(({ id }) => id))
    expect(page.total).toBe(LIST.length)
    after = page.after
  } while (after)
  return seen
}

const ORDERS: [NonNullable<TaskFilters['sort']>, number[]][] = [
  ['due', [4, 3, 7, 5, 2, 1, 6]],
  ['priority', [4, 2, 6, 1, 3, 7, 5]],
  ['title', [2, 5, 1, 3, 4, 6, 7]],
  ['created', [1, 2, 3, 4, 5, 6, 7]],
  ['completed', [7, 1, 2, 3, 4, 5, 6]],
]

describe.each(ORDERS)('sorted by %s', (sort, expected) => {
  test.each([[1], [2], [3], [100]])('in pages of %i', async (limit) => {
    expect(await pagesOf({ sort }, limit)).toEqual(expected)
    expect(await pagesOf({ sort: `-${sort}` as TaskFilters['sort'] }, limit)).toEqual(expected.toReversed())
  })

  test('a cursor of another order is none of this one', async () => {
    const { after = '' } = await task.list(ADA, { limit: 2, sort })
    const others = [undefined, ...ORDERS.flatMap(([one]) => [one, `-${one}`])].filter((one) => one !== sort)
    const answers = await Promise.all(
      others.map((other) =>
        codeOf(task.list(ADA, { limit: 2, after, ...(other && { sort: other as TaskFilters['sort'] }) })),
      ),
    )
    expect(answers).toEqual(others.map(() => 'bad_cursor'))
    const plain = await task.list(ADA, { limit: 2 })
    expect(await codeOf(task.list(ADA, { limit: 2, sort, after: plain.after ?? '' }))).toBe('bad_cursor')
  })

  test('a page goes on where it was, whatever changed meanwhile', async () => {
    const page = await task.list(ADA, { limit: 3, sort })
    const last = expected[2] ?? 0
    await task.remove(ADA, last, { actor: 'api' })
    const rest = await task.list(ADA, { limit: 100, sort, after: page.after ?? '' })
    await task.takeBack(ADA)
    expect(rest.data.map(({ id }) => id)).toEqual(expected.slice(3))
  })
})

test.each([
  ['due', '', '2026-11-20'],
  ['due', 'x', '2026-02-30'],
  ['priority', 'urgent', '2026-11-20'],
  ['title', 'a\0', '2026-11-20'],
  ['title', '\ud800', '2026-11-20'],
  ['created', 'infinity', '2026-11-20'],
  ['created', 'yesterday', '2026-11-20'],
  ['completed', '2026-13-01T00:00:00.000Z', '2026-11-20'],
])('a forged cursor of %s is refused: %j %s', async (sort, value, due_on) => {
  const time = sort === 'due' ? '25:00' : '09:00'
  const after = encodeCursor([sort, value, due_on, time, 1])
  expect(await codeOf(task.list(ADA, { limit: 2, sort: sort as TaskFilters['sort'], after }))).toBe('bad_cursor')
})

const ids = async (filters: TaskFilters, who = ADA) => {
  task.now.set(NOON)
  return (await task.list(who, { ...filters, sort: 'created', limit: 100 })).data.map(({ id }) => id)
}

describe('filters', () => {
  test.each<[TaskFilters, number[]]>([
    [{ overdue: true }, [3, 4]],
    [{ overdue: true, status: 'completed' }, []],
    [{ overdue: false }, [1, 2, 3, 4, 5, 6, 7]],
    [{ undated: true }, [1, 6]],
    [{ repeats: true }, [5]],
    [{ due_before: 'today' }, [3, 4, 5, 7]],
    [{ due_after: 'today', due_before: 'tomorrow' }, [2, 5]],
    [{ due_after: 'tomorrow' }, [2]],
    [{ completed_before: '2026-11-19' }, [7]],
    [{ completed_after: 'today' }, [1]],
    [{ completed_after: '2026-11-19', completed_before: 'today' }, [1, 7]],
    [{ completed_after: 'tomorrow' }, []],
    [{ completed_before: '0001-01-01' }, []],
    [{ completed_before: '9999-12-31' }, [1, 7]],
    [{ q: 'a b c d e f g h a A B' }, []],
    [{ q: 'APPLE apple aPPle' }, [2, 5]],
  ])('%j finds %j', async (filters, expected) => {
    expect(await ids(filters)).toEqual(expected)
  })

  test('days are those of the person', async () => {
    expect(await ids({ overdue: true }, LUZ)).toEqual([1, 2])
    expect(await ids({ due_after: 'today' }, LUZ)).toEqual([])
    const there: Caller = { ...ADA, time_zone: 'America/New_York' }
    expect(await ids({ completed_before: '2026-11-19' }, there)).toEqual([1, 7])
    expect(await ids({ completed_after: 'today' }, there)).toEqual([])
  })

  test.each<[object, string]>([
    [{ q: 'a b c d e f g h i' }, '/q'],
    [{ due_before: 'yesterday' }, '/due_before'],
    [{ completed_after: '2026-02-30' }, '/completed_after'],
    [{ overdue: 'yes' }, '/overdue'],
    [{ sort: 'id' }, '/sort'],
    [{ sort: '--due' }, '/sort'],
  ])('%j is refused', async (filters, path) => {
    const failure = await failureOf(task.list(ADA, { limit: 20, ...filters }))
    expect([failure.code, failure.details]).toEqual(['validation_error', [{ path, message: expect.any(String) }]])
  })
})

/** Small tables are read whole because that is cheap; what counts is whether the index gives the order. */
const forLarge: typeof db = {
  ...db,
  transaction: (work, options) =>
    db.transaction(async (sql) => {
      await sql`select set_config(name, 'off', true) from unnest('{enable_seqscan,enable_bitmapscan}'::text[]) as name`
      return work(sql)
    }, options),
}

const INDEXED = Object.entries({
  due: ['tasks_by_day', undefined],
  priority: ['tasks_by_priority', 'low'],
  title: ['tasks_by_title', 'banana'],
  created: ['tasks_by_age', '2031-05-01T10:00:00Z'],
  completed: ['tasks_by_end', 'infinity'],
} satisfies Record<TaskSort, [string, string | undefined]>) as [TaskSort, [string, string | undefined]][]

test.each(INDEXED)(
  'a list by %s is read in the order of its index, both ways, also from a place on',
  async (sort, at) => {
    const [index, value] = at
    const place = { ...(value !== undefined && { value }), due_on: 'infinity', due_time: '24:00', id: 1 }
    for (const reverse of [false, true])
      for (const after of [undefined, place]) {
        const page = { limit: 21, ...(after && { after }) }
        const plan = await explained(forLarge, (sql) =>
          selectTasks(sql, LUZ.user_id, { order: { sort, reverse } }, page),
        )
        expect(plan).toContain(index)
        expect(plan).not.toContain('Sort')
      }
  },
)
