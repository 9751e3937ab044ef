import { expect, test } from 'bun:test'
import { type ImportedParts, importedTask, importIn, openIn } from '../../../src/task/import/act.ts'
import { testDatabase } from '../../support/database.ts'
import { errorOf } from '../../support/failure.ts'
import { person } from '../../support/people.ts'

const NOW = '2026-11-21T12:00:00.000Z'
const part = (title: string, completed_at: string | null = null): ImportedParts => ({
  title,
  description: null,
  priority: 'none',
  due_on: null,
  due_time: null,
  repeat: null,
  tags: [],
  remind_at: null,
  created_at: '2026-11-01T00:00:00.000Z',
  completed_at,
})

test('a task that says when it was done is done', () => {
  expect(importedTask(part('Tea', '2026-11-02T00:00:00.000Z'), 7, NOW)).toMatchObject({
    id: 7,
    status: 'completed',
    completed_at: '2026-11-02T00:00:00.000Z',
    created_at: '2026-11-01T00:00:00.000Z',
    updated_at: NOW,
    next_id: null,
  })
  expect(importedTask(part('Tea'), 7, NOW)).toMatchObject({ status: 'pending', completed_at: null })
  expect(openIn([part('a'), part('b', NOW)])).toBe(1)
})

test('many tasks are one act, in their order, and one too many adds none', async () => {
  const db = await testDatabase()
  const ada = await person(db, 'ada')
  const parts = Array.from({ length: 601 }, (_, at) => part(`Task ${at}`))
  const origin = { actor: 'api', now: new Date(NOW) } as const
  const add = (max_open: number) => db.transaction((sql) => importIn(sql, ada, parts, { ...origin, max_open }))
  expect(await errorOf(add(600))).toMatchObject({ code: 'task_limit_reached' })
  const tasks = await add(601)
  expect(tasks.map(({ id, title }) => [id, title])).toEqual(parts.map(({ title }, at) => [at + 1, title]))
  const [made] = await db.query(
    (sql) => sql`
      select count(*)::int as changes, count(distinct group_id)::int as acts, max(id) - min(id) as span
      from task_changes where user_id = ${ada.user_id}`,
  )
  expect(made).toMatchObject({ changes: 601, acts: 1 })
  expect(Number(made?.span)).toBe(600)
  await db.close()
})

test('what has a time gets a moment to ring at by preference, unless it is done or says one', async () => {
  const db = await testDatabase()
  const eve = await person(db, 'eve')
  const habits = JSON.stringify({ remind_before: 10 })
  await db.execute((sql) => sql`update users set preferences = (${habits}::text)::jsonb where id = ${eve.user_id}`)
  const timed = (title: string, more: Partial<ImportedParts> = {}) => ({
    ...part(title),
    due_on: '2026-12-01',
    due_time: '10:00:00',
    ...more,
  })
  const parts = [
    timed('a'),
    timed('b', { remind_at: '2026-12-01T08:00:00' }),
    timed('c', { completed_at: NOW }),
    part('d'),
  ]
  const origin = { actor: 'api', now: new Date(NOW), max_open: 10 } as const
  const tasks = await db.transaction((sql) => importIn(sql, eve, parts, origin))
  expect(tasks.map(({ remind_at }) => remind_at?.slice(0, 16) ?? null)).toEqual([
    '2026-12-01T09:50',
    '2026-12-01T08:00',
    null,
    null,
  ])
  await db.close()
})
