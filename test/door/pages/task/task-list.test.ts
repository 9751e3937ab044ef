import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../../../src/account/schema.ts'
import { filtersOf, listsOf, taskListOf } from '../../../../src/door/pages/task/task-list.ts'
import { isAppError } from '../../../../src/errors.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { person } from '../../../support/people.ts'

const BY = { actor: 'person' } as const
const at = (query = '') => new URL(`http://page/tasks${query}`)

describe('the address', () => {
  test('is filters, place and rows; what is empty or was said is none of it', () => {
    expect(filtersOf(at('?said=added&q=&status=pending&overdue=true&after=x&limit=100'))).toEqual({
      filters: { status: 'pending', overdue: true },
      after: 'x',
      limit: 100,
    })
    expect(filtersOf(at())).toEqual({ filters: {} })
  })
  test.each(['?limit=0', '?limit=501', '?limit=-1', '?limit=1e2', '?overdue=yes', '?unknown=1'])(
    '%s is refused',
    (query) => {
      let refused: unknown
      try {
        filtersOf(at(query))
      } catch (error) {
        refused = error
      }
      expect(isAppError(refused, 'validation_error')).toBe(true)
    },
  )
})

describe('the list', () => {
  let it: TestApp
  let ada: Caller
  beforeAll(async () => {
    it = await testApp()
    ada = await person(it.db, 'ada')
    for (let n = 1; n <= 230; n++) await it.core.task.create(ada, { title: `Task ${n}`, tags: ['all'] }, BY)
  })
  afterAll(() => it.close())
  const asking = () => ({ core: it.core, caller: ada })

  test('holds as many rows as asked for, each once', async () => {
    for (const [query, rows] of [
      ['', 50],
      ['?limit=100', 100],
      ['?limit=230', 230],
      ['?limit=500', 230],
    ] as const) {
      const { tasks, total, after } = await taskListOf(asking(), at(query))
      expect([query, new Set(tasks.map(({ id }) => id)).size, total, after !== undefined]).toEqual([
        query,
        rows,
        230,
        rows < 230,
      ])
    }
  })

  test('lets a row wait only for a page that is looked at, and only under filters that it fits', async () => {
    const { value: just } = await it.core.task.toggle(ada, 7, BY)
    const waits = async (query: string, options?: Parameters<typeof taskListOf>[2]) =>
      [...(await taskListOf(asking(), at(query), options)).waiting].join()
    expect(await waits('')).toBe('')
    expect(await waits('', { wait: true, just })).toBe('7')
    expect(await waits('?status=pending&tag=all', { wait: true, just })).toBe('7')
    for (const query of ['?status=completed', '?tag=other', '?sort=title', '?q=nothing'])
      expect([query, await waits(query, { wait: true, just })]).toEqual([query, ''])
  })

  test('a row that was completed long ago waits no more', async () => {
    const long_ago = { ...BY, now: new Date(Date.now() - 60_000) }
    await it.core.task.toggle(ada, 8, long_ago)
    expect((await taskListOf(asking(), at(), { wait: true })).waiting.has(8)).toBe(false)
  })

  test('the lists know their filters and what is open', async () => {
    const lists = await listsOf(asking(), { tag: 'all' })
    expect(lists.filters).toEqual({ tag: 'all' })
    expect(lists.tags).toEqual([{ tag: 'all', open: lists.open }])
  })
})
