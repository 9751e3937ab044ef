/** What access tokens may not do by themselves: remove tasks, click for the person, settle questions. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp()
})
beforeEach(async () => {
  ada = await it.signUp()
  for (const title of ['one', 'two']) await it.call('POST', '/api/v1/tasks', { token: ada.token, body: { title } })
})
afterAll(() => it.close())

const tokenWith = async (...scopes: string[]) => {
  const made = await it.call('POST', '/api/v1/auth/tokens', { token: ada.token, body: { name: 'agent', scopes } })
  return ((await made.json()) as { token: string }).token
}
interface Answer {
  confirmation: { id: string; titles: string[] }
  error: { code: string }
}
const ask = async (method: string, path: string, token: string, body?: object) => {
  const response = await it.call(method, path, { token, ...(body && { body }) })
  const json = (response.status === 204 ? {} : await response.json()) as Answer
  return { status: response.status, json }
}
const left = async () => {
  const { tasks } = (await (await it.call('GET', '/api/v1/tasks', { token: ada.token })).json()) as { tasks: object[] }
  return tasks.length
}
const settle = (id: string, approve: boolean, token = ada.token) =>
  ask('POST', `/api/v1/confirmations/${id}`, token, { approve })

describe('DELETE by a token without tasks:delete', () => {
  test('asks, the same question when repeated; after a yes it is done', async () => {
    const token = await tokenWith('tasks:read', 'tasks:write')
    const first = await ask('DELETE', '/api/v1/tasks/1', token)
    expect([first.status, first.json.confirmation.titles]).toEqual([202, ['one']])
    const again = await ask('DELETE', '/api/v1/tasks/1', token)
    expect([again.status, again.json.confirmation.id]).toEqual([202, first.json.confirmation.id])
    expect(await left()).toBe(2)
    expect((await settle(first.json.confirmation.id, true)).status).toBe(200)
    expect((await ask('DELETE', '/api/v1/tasks/1', token)).status).toBe(204)
    expect(await left()).toBe(1)
  })

  test('after a no it is declined', async () => {
    const token = await tokenWith('tasks:write')
    const { json } = await ask('DELETE', '/api/v1/tasks/1', token)
    await settle(json.confirmation.id, false)
    expect(await ask('DELETE', '/api/v1/tasks/1', token)).toMatchObject({
      status: 409,
      json: { error: { code: 'declined' } },
    })
    expect(await left()).toBe(2)
  })

  test('of no task is 404, and nobody is asked', async () => {
    const token = await tokenWith('tasks:write')
    expect((await ask('DELETE', '/api/v1/tasks/99', token)).status).toBe(404)
  })
})

describe('an undo that removes tasks, by a token without tasks:delete', () => {
  test.each(['/api/v1/tasks/undo', '/api/v1/changes/2/undo'])('POST %s asks, and a yes does it', async (path) => {
    const token = await tokenWith('tasks:read', 'tasks:write')
    const first = await ask('POST', path, token)
    expect([first.status, first.json.confirmation.titles]).toEqual([202, ['two']])
    const again = await ask('POST', path, token)
    expect([again.status, again.json.confirmation.id]).toEqual([202, first.json.confirmation.id])
    expect(await left()).toBe(2)
    expect((await settle(first.json.confirmation.id, true)).status).toBe(200)
    expect(await left()).toBe(1)
  })

  test('of a whole answer asks about all its tasks; after a no it is declined', async () => {
    const session = await ask('POST', '/api/v1/chatkit/sessions', ada.token)
    const { id } = session.json as unknown as { id: string }
    const runs = `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`
    const body = { message: { content: [{ type: 'input_text', text: 'add:\n- milk\n- bread' }] } }
    const run = await it.call('POST', runs, { token: ada.token, body, headers: { accept: 'application/json' } })
    const path = `${runs}/${((await run.json()) as { id: string }).id}/undo`
    const token = await tokenWith('tasks:write')
    const { status, json } = await ask('POST', path, token)
    expect([status, json.confirmation.titles]).toEqual([202, ['milk', 'bread']])
    await settle(json.confirmation.id, false)
    expect(await ask('POST', path, token)).toMatchObject({ status: 409, json: { error: { code: 'declined' } } })
    expect(await left()).toBe(4)
  })

  test('that removes nothing is done at once; a redo that removes is refused', async () => {
    await ask('DELETE', '/api/v1/tasks/1', ada.token)
    const token = await tokenWith('tasks:write')
    expect((await ask('POST', '/api/v1/changes/3/undo', token)).status).toBe(200)
    expect(await left()).toBe(2)
    expect((await ask('POST', '/api/v1/tasks/redo', token)).status).toBe(403)
    expect(await left()).toBe(2)
  })
})

test('with tasks:delete it happens at once', async () => {
  const token = await tokenWith('tasks:write', 'tasks:delete')
  expect((await ask('DELETE', '/api/v1/tasks/1', token)).status).toBe(204)
})

test('an access token settles nothing', async () => {
  const token = await tokenWith('chat', 'tasks:read', 'tasks:write', 'tasks:delete')
  const limited = await tokenWith('tasks:write')
  const { json } = await ask('DELETE', '/api/v1/tasks/1', limited)
  expect(await settle(json.confirmation.id, true, token)).toMatchObject({
    status: 403,
    json: { error: { code: 'forbidden' } },
  })
  expect(await left()).toBe(2)
})

describe('clicks on cards', () => {
  const click = async (token: string, type: string, payload: object) => {
    const made = await it.call('POST', '/api/v1/chatkit/sessions', { token: ada.token })
    const { id: thread_id } = (await made.json()) as { id: string }
    const body = { type: 'threads.sync_custom_action', params: { thread_id, action: { type, payload } } }
    return ask('POST', '/chatkit', token, body)
  }

  test.each([
    ['task.toggle', { id: 1 }],
    ['task.delete', { id: 1 }],
    ['task.undo', { ids: [2] }],
    ['task.add', { title: 'x' }],
  ])('%s needs tasks:write', async (type, payload) => {
    expect((await click(await tokenWith('chat'), type, payload)).status).toBe(403)
    expect(await left()).toBe(2)
  })

  test('removing needs tasks:delete too', async () => {
    const token = await tokenWith('chat', 'tasks:write')
    expect((await click(token, 'task.delete', { id: 1 })).status).toBe(403)
    expect((await click(token, 'task.undo', { ids: [2] })).status).toBe(403)
    expect(await left()).toBe(2)
  })
})
