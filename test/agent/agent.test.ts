import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { AgentResult } from '../../src/agent/agent.ts'
import type { Confirmation } from '../../src/confirmation/schema.ts'
import { isAppError } from '../../src/errors.ts'
import { invoke } from '../../src/tool/invoke.ts'
import { ToolError } from '../../src/tool/registry.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { person } from '../support/people.ts'

let it: TestApp
let ada: Caller
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const fresh = async (...titles: string[]) => {
  ada = await person(it.db, 'ada')
  // Their own, at the page: it counts for no errand.
  for (const title of titles) await it.core.task.create(ada, { title }, { actor: 'person' })
}
const five = () => fresh('one', 'two', 'three', 'four', 'five')
const call = (name: string, args: object, caller = ada) => it.core.agent.call(caller, name, args)
const waiting = (answer: AgentResult): Confirmation => {
  if (answer.status !== 'unchanged') throw new Error(`it happened: ${JSON.stringify(answer)}`)
  return answer.confirmation
}
const left = async (caller = ada) =>
  (await it.core.task.list(caller, { limit: 100 })).data.map(({ id, status }) => `${id} ${status}`)
const changes = () =>
  it.db.query(
    (sql) => sql`select task_id, change, actor, run_id from task_changes where user_id = ${ada.user_id} order by id`,
  )
const failure = async (work: Promise<unknown>) => {
  try {
    return { happened: await work }
  } catch (error) {
    if (error instanceof ToolError) return { fault: error.message }
    if (isAppError(error)) return { code: error.code }
    throw error
  }
}
/** As if the newest changes were made so long ago. */
const pass = (seconds: number) =>
  it.db.execute(
    (sql) => sql`update task_changes set created_at = created_at - make_interval(secs => ${seconds})
      where user_id = ${ada.user_id}`,
  )

describe('a call', () => {
  test('happens, is MCP’s in the history, and says so with ids', async () => {
    await fresh()
    const answer = await call('add_task', { title: ' Milk ' })
    expect(answer).toMatchObject({
      status: 'done',
      result: { task: { id: 1, title: 'Milk' } },
      said: 'Added task 1 “Milk”.',
    })
    expect(await changes()).toMatchObject([{ task_id: 1, change: 'added', actor: 'mcp' }])
  })

  test('reads without writing', async () => {
    await fresh('one')
    expect(await call('list_tasks', {})).toMatchObject({ status: 'done', result: { total: 1 } })
    expect(await changes()).toHaveLength(1)
  })

  test.each<[string, object, object]>([
    ['add_task', { title: '' }, { fault: 'Give either title, titles or tasks, one of the three.' }],
    ['complete_task', { task_id: 99 }, { fault: 'No task 99. Call list_tasks to see valid ids.' }],
    ['delete_task', { task_id: 99 }, { fault: 'No task 99. Call list_tasks to see valid ids.' }],
    ['complete_task', {}, { fault: 'Give either task_id or task_ids, one of the two.' }],
    ['drop_table', {}, { code: 'not_found' }],
    ['__proto__', {}, { code: 'not_found' }],
  ])('%s %j is refused and changes nothing', async (name, args, wanted) => {
    await fresh('one')
    expect<object>(await failure(call(name, args))).toEqual(wanted)
    expect(await changes()).toHaveLength(1)
  })

  test('a field that no tool has is dropped and named; whose list it is comes from the token alone', async () => {
    const other = await person(it.db, 'eve')
    await fresh('one')
    expect(await call('add_task', { title: 'x', user_id: other.user_id })).toMatchObject({
      said: expect.stringContaining('Ignored, no such field: user_id.'),
    })
    expect(await it.core.task.list(other, { limit: 20 })).toMatchObject({ data: [] })
  })

  test('never reaches another’s task: the same words as for none', async () => {
    await fresh('one')
    const bob = await person(it.db, 'bob')
    expect(await failure(call('toggle_task_status', { task_id: 1 }, bob))).toEqual({
      fault: 'No task 1. Call list_tasks to see valid ids.',
    })
    expect(await left()).toEqual(['1 pending'])
  })
})

describe('what waits for the person', () => {
  test('every delete, with the real titles and for a day', async () => {
    await five()
    const asked = waiting(await call('delete_task', { task_ids: [2, 1, 2] }))
    expect(asked).toMatchObject({
      tool: 'delete_task',
      arguments: { task_ids: [2, 1, 2] },
      titles: ['two', 'one'],
      status: 'pending',
      session_id: null,
      tool_calls: [],
    })
    expect(Date.parse(asked.expires_at) - Date.parse(asked.created_at)).toBe(86_400_000)
    expect(await left()).toHaveLength(5)
    expect(await it.core.confirmation.list(ada)).toEqual([asked])
  })

  test('more than three existing tasks at once, and three do not', async () => {
    await five()
    waiting(await call('complete_task', { task_ids: [1, 2, 3, 4] }))
    expect(await left()).toEqual(['1 pending', '2 pending', '3 pending', '4 pending', '5 pending'])
    expect((await call('complete_task', { task_ids: [1, 2, 3] })).status).toBe('done')
  })

  test('the fourth task of one errand, call by call; the same ones again do not count', async () => {
    await five()
    for (const task_id of [1, 2, 3, 2, 1]) expect((await call('toggle_task_status', { task_id })).status).toBe('done')
    expect(waiting(await call('update_task', { task_id: 4, title: 'taken' })).titles).toEqual(['four'])
    expect((await call('update_task', { task_id: 3, title: 'three again' })).status).toBe('done')
  })

  test('even when the calls come at the same time', async () => {
    await five()
    const answers = await Promise.all([1, 2, 3, 4, 5].map((task_id) => call('complete_task', { task_id })))
    expect(answers.filter(({ status }) => status === 'done')).toHaveLength(3)
    expect((await left()).filter((line) => line.endsWith('pending'))).toHaveLength(2)
  })

  test('tasks that the errand added itself are its own', async () => {
    await fresh()
    await call('add_task', { titles: ['a', 'b', 'c', 'd', 'e'] })
    for (const task_id of [1, 2, 3, 4, 5]) expect((await call('complete_task', { task_id })).status).toBe('done')
  })

  test('an errand ends when nothing was changed for a minute', async () => {
    await five()
    await call('complete_task', { task_ids: [1, 2, 3] })
    await pass(50)
    waiting(await call('complete_task', { task_id: 4 }))
    await pass(11)
    expect((await call('complete_task', { task_id: 4 })).status).toBe('done')
  })

  test('an undo that would remove tasks, with the real titles; nothing is removed', async () => {
    await five()
    expect(waiting(await call('undo_last_change', {}))).toMatchObject({
      titles: ['five'],
      changes: [{ task_id: 5, before: { title: 'five' }, after: null }],
    })
    expect(await left()).toHaveLength(5)
  })

  test('an undo that touches more than three, also one that brings them back', async () => {
    await five()
    for (const id of [1, 2, 3, 4]) await it.core.task.change(ada, id, { priority: 'high' }, { actor: 'person' })
    for (let time = 0; time < 3; time++) expect((await call('undo_last_change', {})).status).toBe('done')
    expect(waiting(await call('undo_last_change', {})).titles).toEqual(['one'])
    const four = { task_ids: [1, 2, 3, 4] }
    const { tool } = it.core
    await it.db.transaction((sql) => invoke(tool.check('delete_task', four), { caller: ada, sql, actor: 'person' }))
    expect(waiting(await call('undo_last_change', {})).titles).toHaveLength(4)
    expect(await left()).toEqual(['5 pending'])
  })

  test('asking again while it waits is the same question', async () => {
    await five()
    const first = waiting(await call('delete_task', { task_id: 1 }))
    expect(waiting(await call('delete_task', { task_id: 1 })).id).toBe(first.id)
    expect(waiting(await call('delete_task', { task_id: 2 })).id).not.toBe(first.id)
    await it.core.task.change(ada, 1, { title: 'renamed' }, { actor: 'person' })
    expect(waiting(await call('delete_task', { task_id: 1 })).titles).toEqual(['renamed'])
  })

  test('nothing, when the operator says so', async () => {
    const free = await testApp({ db: it.db, settings: { CONFIRM_DESTRUCTIVE: 'false' } })
    await five()
    expect((await free.core.agent.call(ada, 'delete_task', { task_ids: [1, 2, 3, 4, 5] })).status).toBe('done')
    expect(await left()).toEqual([])
    await free.close()
  })

  test('a hundred questions at most', async () => {
    await fresh('one')
    for (let at = 1; at <= 50; at++) waiting(await call('delete_task', { task_ids: Array(at).fill(1) }))
    await it.core.task.create(ada, { title: 'two' }, { actor: 'person' })
    for (let at = 1; at <= 50; at++) waiting(await call('delete_task', { task_ids: Array(at).fill(2) }))
    expect(await failure(call('delete_task', { task_id: 1 }))).toEqual({ code: 'conflict' })
    expect(await it.core.confirmation.list(ada)).toHaveLength(100)
  })
})

describe('the person’s word', () => {
  const asked = async () => {
    await five()
    return waiting(await call('delete_task', { task_id: 2 }))
  }

  test('yes carries out exactly what was shown, once', async () => {
    const { id } = await asked()
    const wanted = {
      status: 'done',
      result: { deleted: true, task_id: 2, title: 'two' },
      said: 'Deleted task 2 “two”.',
    } as const
    expect(await it.core.agent.settle(ada, id, true)).toEqual(wanted)
    expect(await it.core.agent.settle(ada, id, true)).toEqual(wanted)
    expect(await left()).toHaveLength(4)
    expect((await changes()).at(-1)).toMatchObject({ task_id: 2, change: 'deleted', actor: 'person' })
  })

  test('no leaves everything as it is, and yes comes too late', async () => {
    const { id } = await asked()
    expect(waiting(await it.core.agent.settle(ada, id, false)).status).toBe('declined')
    expect(waiting(await it.core.agent.settle(ada, id, true)).status).toBe('declined')
    expect(await left()).toHaveLength(5)
  })

  test('what was said on the page first holds', async () => {
    const { id } = await asked()
    await it.core.confirmation.settle(ada, id, true)
    expect((await it.core.agent.settle(ada, id, false)).status).toBe('done')
    expect(await left()).toHaveLength(4)
  })

  test('of somebody else counts for nothing', async () => {
    const { id } = await asked()
    const bob = await person(it.db, 'bob')
    expect(await failure(it.core.agent.settle(bob, id, true))).toEqual({ code: 'not_found' })
    expect(await failure(it.core.agent.settle(ada, 'nonsense', true))).toEqual({ code: 'not_found' })
    expect(await left()).toHaveLength(5)
  })

  test('after a day it is too late', async () => {
    const { id } = await asked()
    await it.db.execute(
      (sql) => sql`update confirmations set expires_at = now() - interval '1 second' where user_id = ${ada.user_id}`,
    )
    expect((await it.core.confirmation.show(ada, id)).status).toBe('expired')
    expect(await failure(it.core.agent.settle(ada, id, true))).toEqual({ code: 'confirmation_expired' })
    expect(await left()).toHaveLength(5)
  })

  test('yes to what is gone meanwhile is told as such', async () => {
    const { id } = await asked()
    await it.core.task.remove(ada, 2, { actor: 'person' })
    expect(await failure(it.core.agent.settle(ada, id, true))).toEqual({ code: 'confirmation_outdated' })
  })
})

describe('the same call again', () => {
  const asked = async () => {
    await five()
    return waiting(await call('delete_task', { task_id: 2 }))
  }

  test('hears yes and what was done, and does nothing more', async () => {
    const { id } = await asked()
    await it.core.confirmation.settle(ada, id, true)
    expect(await call('delete_task', { task_id: 2 })).toMatchObject({
      status: 'done',
      result: { deleted: true, task_id: 2 },
      said: 'The person approved this; it is done: Deleted task 2 “two”.',
    })
    expect(await left()).toHaveLength(4)
  })

  test('hears no, and nobody is asked again', async () => {
    const { id } = await asked()
    await it.core.confirmation.settle(ada, id, false)
    expect(waiting(await call('delete_task', { task_id: 2 })).status).toBe('declined')
    expect(await it.core.confirmation.list(ada)).toEqual([])
  })

  test('asks anew when what was done has been taken back', async () => {
    const { id } = await asked()
    await it.core.confirmation.settle(ada, id, true)
    await it.core.task.undo(ada, { actor: 'person' })
    expect(waiting(await call('delete_task', { task_id: 2 })).status).toBe('pending')
  })
})
