/** The one executor: what is done, what fails, what waits; an effect that waits or fails leaves nothing behind. */

import { afterAll, describe, expect, test } from 'bun:test'
import { AppError } from '../../src/errors.ts'
import { newId } from '../../src/lib/id.ts'
import type { TaskChangeRow } from '../../src/task/schema.ts'
import { invoke } from '../../src/tool/invoke.ts'
import { createRegistry } from '../../src/tool/registry.ts'
import { createTaskTools } from '../../src/tool/task/index.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { tasksOn } from '../task/support.ts'

const taskTools = createTaskTools(10_000)

const db = await testDatabase()
afterAll(() => db.close())
const registry = createRegistry(taskTools)
const task = tasksOn(db)

const withTwo = async () => {
  const who = await person(db, 'ada')
  for (const title of ['one', 'two']) await task.add(who, { title })
  return who
}
type Who = Awaited<ReturnType<typeof withTwo>>

const run = (
  who: Who,
  name: string,
  args: object,
  rules: Parameters<typeof invoke<TaskChangeRow[]>>[2] = {},
  run_id = newId(),
) =>
  db.transaction((sql) => invoke(registry.check(name, args), { caller: who, sql, actor: 'assistant', run_id }, rules))
const ask = async (changes: TaskChangeRow[]) => changes
const titles = async (who: Who) => (await task.all(who)).map(({ title }) => title)

describe('a call', () => {
  test('is done and tells what it changed', async () => {
    const who = await withTwo()
    const came = await run(who, 'update_task', { task_id: 1, title: 'first' }, { ask })
    expect(came).toMatchObject({
      status: 'done',
      said: 'Changed task 1 “first”.',
      changes: [{ task_id: 1, before: { title: 'one' }, after: { title: 'first' } }],
    })
    expect(await titles(who)).toEqual(['first', 'two'])
  })

  test('waits with its effect, and leaves nothing behind', async () => {
    const who = await withTwo()
    const came = await run(who, 'delete_task', { task_ids: [2, 1] }, { ask })
    expect(came).toMatchObject({
      status: 'waiting',
      asked: [{ before: { title: 'two' } }, { before: { title: 'one' } }],
    })
    expect(await titles(who)).toEqual(['one', 'two'])
    // No number was used up by the attempt.
    expect((await task.add(who, { title: 'three' })).id).toBe(3)
  })

  test('happens when nobody is to be asked', async () => {
    const who = await withTwo()
    expect((await run(who, 'delete_task', { task_id: 1 })).status).toBe('done')
    expect(await titles(who)).toEqual(['two'])
  })

  test('fails before anybody is asked when a task is not there', async () => {
    const who = await withTwo()
    const never = () => Promise.reject(new Error('asked in vain'))
    const came = await run(who, 'delete_task', { task_ids: [1, 99] }, { ask: never })
    expect(came).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('No task 99.') } })
    expect(await titles(who)).toEqual(['one', 'two'])
  })

  test('fails alone: the transaction around it lives', async () => {
    const who = await withTwo()
    await db.transaction(async (sql) => {
      const context = { caller: who, sql, actor: 'assistant' } as const
      expect((await invoke(registry.check('complete_task', { task_id: 99 }), context)).status).toBe('failed')
      expect((await invoke(registry.check('complete_task', { task_id: 1 }), context)).status).toBe('done')
    })
    expect((await task.show(who, 1)).status).toBe('completed')
  })

  test('that cannot be asked about has failed', async () => {
    const who = await withTwo()
    const full = () => Promise.reject(new AppError('conflict', 'Too many.'))
    expect(await run(who, 'delete_task', { task_id: 1 }, { ask: full })).toMatchObject({ status: 'failed' })
  })

  test('is taken back when whoever inspects it refuses', async () => {
    const who = await withTwo()
    const inspect = () => {
      throw new AppError('confirmation_outdated', 'Changed.')
    }
    const thrown = await run(who, 'delete_task', { task_id: 1 }, { inspect }).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ code: 'confirmation_outdated' })
    expect(await titles(who)).toEqual(['one', 'two'])
  })

  test('counts what the run has changed before, not what it added', async () => {
    const who = await withTwo()
    const run_id = newId()
    await run(who, 'add_task', { titles: ['a', 'b', 'c', 'd'] }, { ask }, run_id)
    expect((await run(who, 'complete_task', { task_ids: [3, 4, 5, 6] }, { ask }, run_id)).status).toBe('waiting')
    expect((await run(who, 'complete_task', { task_ids: [3, 4, 5] }, { ask }, run_id)).status).toBe('done')
    expect((await run(who, 'complete_task', { task_ids: [1, 2] }, { ask }, run_id)).status).toBe('done')
  })
})
