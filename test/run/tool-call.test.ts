/** Carrying out a call: done once, failed without a trace, waiting, or not understood; two of those in a row end it. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { toldOf } from '../../src/run/tool-call.ts'
import { type Chat, chatThrough } from '../support/chat.ts'
import { calls, type FakeProvider, fakeProvider, type ScriptedCall, says } from '../support/fake-provider.ts'

let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(says('hi'))
  chat = await chatThrough(fake.url)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

/** A run whose model makes these calls in its first turn; what the second turn is told of them. */
const carriedOut = async (...list: ScriptedCall[]) => {
  fake.play([calls(list), says('Well.')])
  const { run, events } = await chat.ask('go on')
  const told = (fake.requests.at(-1)?.body.messages ?? []).filter(({ role }) => role === 'tool')
  return { run, events, told: told.slice(-list.length).map(({ content }) => JSON.parse(content ?? '{}')) }
}

const addTask = (title: string) => chat.it.call('POST', '/api/v1/tasks', { token: chat.who.token, body: { title } })

describe('a call', () => {
  test('is done, its result told to the model and its change to the pages', async () => {
    const { run, told, events } = await carriedOut({ name: 'add_task', arguments: { title: 'Buy milk' } })
    expect(run.status).toBe('completed')
    expect(told).toMatchObject([{ task: { title: 'Buy milk' } }])
    expect(events.filter(({ data }) => data.name === 'tasks.changed')).toHaveLength(1)
  })

  test('that only reads changes nothing on the pages', async () => {
    const { events } = await carriedOut({ name: 'list_tasks', arguments: {} })
    expect(events.filter(({ data }) => data.name === 'tasks.changed')).toHaveLength(0)
  })

  test('that fails leaves nothing behind, and the next one is carried out', async () => {
    const before = (await chat.tasks()).length
    const { run, told } = await carriedOut(
      { name: 'complete_task', arguments: { task_id: 9999 } },
      { name: 'add_task', arguments: { title: 'After the fault' } },
    )
    expect(run.status).toBe('completed')
    expect(Object.keys(told[0])).toEqual(['error'])
    expect(told[1]).toMatchObject({ task: { title: 'After the fault' } })
    expect((await chat.tasks()).length).toBe(before + 1)
  })

  test('that deletes waits for the person and has not happened', async () => {
    const [task] = await chat.tasks()
    const { run, told } = await carriedOut({ name: 'delete_task', arguments: { task_id: task.id } })
    expect(run.status).toBe('awaiting_confirmation')
    expect(told).toMatchObject([{ status: 'awaiting_confirmation', titles: [task.title] }])
    expect((await chat.tasks()).map(({ id }) => id)).toContain(task.id)
  })

  test.each(['in one turn', 'in two turns'])('that deletes the same twice, %s, asks one question', async (turns) => {
    const id = (await (await addTask('Old boots')).json()).id as number
    const call = { name: 'delete_task', arguments: { task_id: id } }
    const other = { name: 'delete_task', arguments: { task_id: (await chat.tasks())[0].id } }
    const list = turns === 'in one turn' ? [calls([call, other, call])] : [calls([call, other]), calls([call])]
    fake.play([...list, says('Well.')])
    const { run } = await chat.ask('go on')
    const { confirmations } = await chat.get('/api/v1/confirmations')
    const asked = confirmations.filter(({ run_id }: { run_id: string }) => run_id === run.id)
    expect(asked.map(({ titles }: { titles: string[] }) => titles[0]).toSorted()).toHaveLength(2)
    expect(run.items.filter(({ type }: { type: string }) => type === 'widget')).toHaveLength(2)
    const told = (fake.requests.at(-1)?.body.messages ?? []).filter(({ role }) => role === 'tool').slice(-3)
    const ids = told.map(({ content }) => JSON.parse(content ?? '{}').confirmation_id)
    expect([new Set(ids).size, ids[2]]).toEqual([2, ids[0]])
  })
})

describe('a call that cannot be understood', () => {
  const bad = { name: 'add_task', arguments: '{"title":' }
  const unknown = { name: 'drop_tables', arguments: {} }

  test('is told to the model once; a good one between starts the count anew', async () => {
    const good = { name: 'list_tasks', arguments: {} }
    const { run, told } = await carriedOut(bad, good, unknown)
    expect(run.status).toBe('completed')
    expect(told.map((one) => 'error' in one)).toEqual([true, false, true])
  })

  test('twice in one turn is read by the model, which may do better', async () => {
    const { run, told } = await carriedOut(bad, unknown)
    expect(run.status).toBe('completed')
    expect(told.every((one) => 'error' in one)).toBe(true)
  })
})

test('what a model is told of a call', () => {
  const waiting = {
    status: 'awaiting_confirmation',
    confirmation_id: 'c',
    item_id: 'i',
    tool: 'delete_task',
    titles: ['Milk'],
    created_at: '2026-11-21T00:00:00Z',
  } as const
  expect(toldOf(null)).toEqual({ error: 'This call was never carried out.' })
  expect(toldOf({ output: { task: 1 }, said: 'For people.' })).toEqual({ task: 1 })
  expect(toldOf({ error: 'No.', bad: true })).toEqual({ error: 'No.' })
  expect(toldOf({ ...waiting, titles: ['Milk'] })).toEqual({
    status: 'awaiting_confirmation',
    confirmation_id: 'c',
    titles: ['Milk'],
  })
})
