/** `/auth/me/feed`: who may make an address and end it. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { newReader } from '../../push/reader.ts'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

const PATH = '/api/v1/auth/me/feed'
let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp({ settings: { PUBLIC_URL: 'https://todo.example' } })
  ada = await it.signUp('ada')
})
afterAll(() => it.close())

test('an address is made, replaced and ended', async () => {
  const first = await it.call('POST', PATH, { token: ada.token })
  const { url } = (await first.json()) as { url: string }
  expect(first.status).toBe(201)
  expect(url).toMatch(/^https:\/\/todo\.example\/feed\/[\w-]{43}\.ics$/)
  expect(first.headers.get('location')).toBe(new URL(url).pathname)
  const second = (await (await it.call('POST', PATH, { token: ada.token })).json()) as { url: string }
  expect(second.url).not.toBe(url)
  expect((await it.call('DELETE', PATH, { token: ada.token })).status).toBe(204)
  expect((await it.call('GET', new URL(second.url).pathname)).status).toBe(404)
})

test('a program cannot make itself one', async () => {
  const body = { name: 'program', scopes: ['chat', 'tasks:read', 'tasks:write', 'tasks:delete'] }
  const made = await it.call('POST', '/api/v1/auth/tokens', { token: ada.token, body })
  const { token } = (await made.json()) as { token: string }
  expect((await it.call('POST', PATH, { token })).status).toBe(403)
  expect((await it.call('DELETE', PATH, { token })).status).toBe(403)
})

test('it takes no fields', async () => {
  expect((await it.call('POST', PATH, { token: ada.token, body: { url: 'https://evil.example' } })).status).toBe(400)
})

test('what there is of both stands in the export, without a secret', async () => {
  const made = (await (await it.call('POST', PATH, { token: ada.token })).json()) as { url: string; created_at: string }
  const body = { endpoint: 'https://push.example/send/secret', keys: newReader().given }
  await it.call('POST', '/api/v1/auth/me/push', { token: ada.token, body })
  const response = await it.call('GET', '/api/v1/auth/me/export', { token: ada.token })
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({
    calendar_address: { created_at: made.created_at, used_at: null },
    push_subscriptions: [{ service: 'push.example' }],
  })
  expect(text).not.toContain(new URL(made.url).pathname)
  expect(text).not.toContain('/send/secret')
})
