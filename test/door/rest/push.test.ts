/** `/auth/me/push` as browsers and clients use it. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { newReader } from '../../push/reader.ts'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

const PATH = '/api/v1/auth/me/push'
let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
})
afterAll(() => it.close())

const subscription = (id: string) => ({
  endpoint: `https://push.example/send/${id}`,
  expirationTime: null,
  keys: newReader().given,
})
const list = async () => {
  const response = await it.call('GET', PATH, { token: ada.token })
  return (await response.json()) as { subscriptions: { id: string; service: string }[]; public_key: string }
}

test('a browser subscribes with our key, is listed and ends', async () => {
  const { public_key, subscriptions } = await list()
  expect([Buffer.from(public_key, 'base64url').length, subscriptions]).toEqual([65, []])
  const made = await it.call('POST', PATH, { token: ada.token, body: subscription('a') })
  expect([made.status, made.headers.get('location')]).toEqual([201, PATH])
  const one = await made.json()
  expect(await list()).toEqual({ public_key, subscriptions: [one] })
  expect(JSON.stringify(one)).not.toContain('/send/a')
  const ended = await it.call('DELETE', PATH, { token: ada.token, body: { endpoint: subscription('a').endpoint } })
  expect(ended.status).toBe(204)
  expect((await list()).subscriptions).toEqual([])
})

test('without a name all of them end', async () => {
  for (const id of ['a', 'b']) await it.call('POST', PATH, { token: ada.token, body: subscription(id) })
  expect((await list()).subscriptions).toHaveLength(2)
  expect((await it.call('DELETE', PATH, { token: ada.token })).status).toBe(204)
  expect((await list()).subscriptions).toEqual([])
})

test.each([
  [{ ...subscription('a'), endpoint: 'http://push.example/x' }],
  [{ ...subscription('a'), endpoint: 'https://10.0.0.1/x' }],
  [{ ...subscription('a'), keys: { p256dh: 'AAAAAAAAAAAAAAAAAAAA', auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }],
  [{ ...subscription('a'), other: 1 }],
  [{}],
])('%j is refused', async (body) => {
  expect((await it.call('POST', PATH, { token: ada.token, body })).status).toBe(400)
  expect((await list()).subscriptions).toEqual([])
})

test('an access token cannot subscribe', async () => {
  const body = { name: 'program', scopes: ['chat', 'tasks:read', 'tasks:write', 'tasks:delete'] }
  const made = await it.call('POST', '/api/v1/auth/tokens', { token: ada.token, body })
  const { token } = (await made.json()) as { token: string }
  expect((await it.call('POST', PATH, { token, body: subscription('a') })).status).toBe(403)
})
