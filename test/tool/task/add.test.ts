/** `add_task` alone: the bound on open tasks, told in words a model can read. */
import { afterAll, expect, test } from 'bun:test'
import { invoke } from '../../../src/tool/invoke.ts'
import { createRegistry } from '../../../src/tool/registry.ts'
import { createAddTask } from '../../../src/tool/task/add.ts'
import { testDatabase } from '../../support/database.ts'
import { person } from '../../support/people.ts'

const db = await testDatabase()
afterAll(() => db.close())

test('adds up to the bound; the call that would pass it fails whole and says what to do', async () => {
  const caller = await person(db, 'ada')
  const registry = createRegistry([createAddTask(3)])
  const call = (args: object) =>
    db.transaction((sql) => invoke(registry.check('add_task', args), { caller, sql, actor: 'assistant' }))
  expect((await call({ titles: ['a', 'b'] })).status).toBe('done')
  const refused = await call({ titles: ['c', 'd'] })
  expect(refused.status).toBe('failed')
  if (refused.status === 'failed') expect(refused.error.message).toContain('3 open tasks')
  expect((await call({ title: 'c' })).status).toBe('done')
})

test('adds tasks that differ in one call, each with its own words, sharing what stands beside them', async () => {
  const caller = await person(db, 'eve')
  const registry = createRegistry([createAddTask(100)])
  const when = { now: '2026-11-20T10:00:00.000Z', time_zone: 'UTC' }
  const args = {
    tags: ['home'],
    tasks: [
      { title: 'Milk', when: 'tomorrow 5pm', priority: 'urgent' },
      { title: 'Rent', due_on: '2026-12-01', tags: ['money'] },
    ],
  }
  const come = await db.transaction((sql) =>
    invoke(registry.check('add_task', args, when), { caller, sql, actor: 'assistant' }),
  )
  expect(come).toMatchObject({
    status: 'done',
    result: {
      tasks: [
        { title: 'Milk', due_on: '2026-11-21', due_time: '17:00', priority: 'high', tags: ['home'] },
        { title: 'Rent', due_on: '2026-12-01', priority: 'none', tags: ['money'] },
      ],
    },
  })
})

test('takes one form of the three', () => {
  const registry = createRegistry([createAddTask(100)])
  const check = (args: object) => () => {
    const { tool, args: checked } = registry.check('add_task', args)
    tool.targets(checked as never)
  }
  const wrong = [{}, { title: 'a', titles: ['b'] }, { title: 'a', tasks: [{ title: 'b' }] }]
  for (const args of wrong) expect(check(args)).toThrow('one of the three')
  for (const args of [{ tasks: [] }, { tasks: [{}] }, { tasks: [{ title: 'a', task_id: 1 }] }])
    expect(check(args)).toThrow()
})
