import { afterAll, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { addIn } from '../../src/task/mutations.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { codeOf, tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)

test('names the person, the API, the assistant and agents', async () => {
  const who = await person(db, 'ada')
  const run_id = newId()
  for (const actor of ['person', 'api', 'assistant', 'mcp'] as const)
    await db.transaction((sql) => addIn(sql, who, [{ title: actor }], { actor, run_id, max_open: 10 }))
  const { data } = await task.changes(who, { limit: 10 })
  expect(data.map(({ actor, run_id }) => [actor, run_id])).toEqual([
    ['agent', undefined],
    ['assistant', run_id],
    ['api', undefined],
    ['person', undefined],
  ])
})

test('a task whose changes are forgotten has an empty history', async () => {
  const who = await person(db, 'ada')
  await task.add(who, { title: 'old' })
  await db.query((sql) => sql`delete from task_changes where user_id = ${who.user_id}`)
  expect(await task.history(who, 1, { limit: 10 })).toEqual({ data: [], has_more: false })
  expect(await codeOf(task.history(who, 2, { limit: 10 }))).toBe('not_found')
  expect(await codeOf(task.changes(who, { limit: 10, after: 'x' }))).toBe('bad_cursor')
})
