/** `GET /changes` and `GET /tasks/{id}/history`: who did what, newest first. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'
import { type Chat, chatWith } from '../../support/chat.ts'
import { modern, send } from '../mcp/support.ts'

let chat: Chat
let app: Chat['it']
beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  chat = await chatWith(app)
})
afterAll(() => app.close())

interface Change {
  id: number
  actor: string
  change: string
  title: string
}
const act = async (method: string, path: string, body?: object, token = chat.who.token) => {
  const response = await app.call(method, `/api/v1${path}`, { token, ...(body && { body }) })
  return { status: response.status, json: response.status === 204 ? undefined : await response.json() }
}
const changes = async (path = '/changes') =>
  (await act('GET', path)).json as { changes: Change[]; has_more: boolean; after: string }
const tokenNamed = async (name: string, ...scopes: string[]) =>
  ((await act('POST', '/auth/tokens', { name, scopes })).json as { token: string }).token

describe('the record of changes', () => {
  test('is empty at first', async () => {
    expect(await changes()).toEqual({ changes: [], has_more: false, after: null } as never)
  })

  test('has before and after of every act, newest first, and when it was undone', async () => {
    await act('POST', '/tasks', { title: 'milk' })
    await act('PATCH', '/tasks/1', { title: 'bread' })
    await act('POST', '/tasks/undo')
    const { changes: all } = await changes()
    expect(all).toMatchObject([
      { id: 3, change: 'undone', actor: 'api', task_id: 1, title: 'milk', before: { title: 'bread' } },
      { id: 2, change: 'changed', before: { title: 'milk' }, after: { title: 'bread' }, undone_at: expect.any(String) },
      { id: 1, change: 'added', before: null, after: { id: 1, title: 'milk' }, at: expect.any(String) },
    ])
    expect(all[2]).not.toHaveProperty('undone_at')
    expect(JSON.stringify(all)).not.toContain('next_id')
  })

  test('goes on behind a cursor', async () => {
    for (const title of ['a', 'b', 'c']) await act('POST', '/tasks', { title })
    const first = await changes('/changes?limit=2')
    const rest = await changes(`/changes?limit=2&after=${first.after}`)
    expect([first.has_more, rest.has_more]).toEqual([true, false])
    expect([...first.changes, ...rest.changes].map(({ title }) => title)).toEqual(['c', 'b', 'a'])
  })

  test('is the caller’s own', async () => {
    await act('POST', '/tasks', { title: 'milk' })
    const { token } = await app.signUp('luz')
    expect((await act('GET', '/changes', undefined, token)).json).toEqual({ changes: [], has_more: false, after: null })
    expect((await act('GET', '/tasks/1/history', undefined, token)).status).toBe(404)
  })

  test('needs tasks:read', async () => {
    const token = await tokenNamed('chatter', 'chat')
    expect((await act('GET', '/changes', undefined, token)).status).toBe(403)
  })
})

describe('who did it', () => {
  test('is the assistant, with its answer', async () => {
    const { run } = await chat.ask('add milk')
    expect((await changes()).changes).toMatchObject([{ actor: 'assistant', run_id: run.id }])
  })

  test('is a program by the name of its token, also when that is gone', async () => {
    const token = await tokenNamed('laptop', 'tasks:read', 'tasks:write')
    await act('POST', '/tasks', { title: 'by REST' }, token)
    await send(app, { token, ...modern('tools/call', { name: 'add_task', arguments: { title: 'by MCP' } }) })
    for (const { id } of ((await act('GET', '/auth/tokens')).json as { tokens: { id: string }[] }).tokens)
      await act('DELETE', `/auth/tokens/${id}`)
    const { changes: all } = await changes()
    expect(all.map(({ title, actor }) => [title, actor])).toEqual([
      ['by MCP', 'agent:laptop'],
      ['by REST', 'agent:laptop'],
    ])
    expect(all[0]).not.toHaveProperty('run_id')
  })
})

describe('the history of a task', () => {
  test('leaves the others out and outlives the task', async () => {
    await act('POST', '/tasks', { title: 'milk' })
    await act('POST', '/tasks', { title: 'bread' })
    await act('DELETE', '/tasks/1')
    expect((await changes('/tasks/1/history')).changes.map(({ change }) => change)).toEqual(['deleted', 'added'])
    const named = await app.call('GET', `/api/${chat.who.id}/tasks/1/history?limit=1`, { token: chat.who.token })
    expect(await named.json()).toMatchObject({ changes: [{ change: 'deleted' }], has_more: true })
  })

  test.each(['2', '0', 'x', '9999999999'])('of task %s, which never was, is 404', async (id) => {
    expect((await act('GET', `/tasks/${id}/history`)).status).toBe(404)
  })
})

describe('undo of a change', () => {
  const undo = (id: number | string, token?: string) => act('POST', `/changes/${id}/undo`, undefined, token)
  const titles = async () => ((await act('GET', '/tasks')).json as { tasks: Change[] }).tasks.map(({ title }) => title)

  test('takes back a request that is not the newest, once, and redo brings it again', async () => {
    await act('POST', '/tasks', { title: 'milk' })
    await act('POST', '/tasks', { title: 'bread' })
    expect(await undo(1)).toEqual({ status: 200, json: { undone: 'added “milk”', tasks: [] } })
    expect(await titles()).toEqual(['bread'])
    expect(await undo(1)).toMatchObject({ status: 409, json: { error: { code: 'nothing_to_undo' } } })
    await act('POST', '/tasks/redo')
    expect(await titles()).toEqual(['milk', 'bread'])
  })

  test('takes back the whole answer, and says what stays because it was changed since', async () => {
    await chat.ask('add:\n- milk\n- bread')
    await act('PATCH', '/tasks/2', { title: 'rye bread' })
    const { status, json } = await undo(2)
    expect([status, (json as { undone: string }).undone]).toEqual([
      200,
      'added “milk”; “bread” was changed since and stays',
    ])
    expect(await titles()).toEqual(['rye bread'])
    expect((await undo(2)).status).toBe(409)
  })

  test('brings a deleted task back under its id, and one request of an agent is one act', async () => {
    const token = await tokenNamed('laptop', 'tasks:read', 'tasks:write')
    const add = (title: string) =>
      send(app, { token, ...modern('tools/call', { name: 'add_task', arguments: { title } }) })
    await add('milk')
    await add('bread')
    await act('DELETE', '/tasks/1')
    expect(await undo(3)).toMatchObject({ status: 200, json: { tasks: [{ id: 1, title: 'milk' }] } })
    await undo(1)
    expect(await titles()).toEqual(['bread'])
  })

  test('that is none, or of somebody else, is 404', async () => {
    await act('POST', '/tasks', { title: 'milk' })
    const { token } = await app.signUp('luz')
    const answers = [await undo(1, token), await undo(99), await undo('x'), await undo('0'), await undo('9'.repeat(40))]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect(await titles()).toEqual(['milk'])
  })
})
