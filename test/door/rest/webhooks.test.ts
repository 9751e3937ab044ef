/** `/webhooks` over REST: made, listed, ended, refused. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
})
afterAll(() => it.close())

const ask = async (method: string, path: string, body?: unknown) => {
  const response = await it.call(method, `/api/v1/webhooks${path}`, {
    token: ada.token,
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined }
}

test('the life of a webhook', async () => {
  expect(await ask('GET', '')).toMatchObject({ status: 200, json: { webhooks: [] } })
  const made = await ask('POST', '', { url: 'https://example.org/hook', events: ['task.created'] })
  expect(made).toMatchObject({
    status: 201,
    json: { url: 'https://example.org/hook', events: ['task.created'], secret: expect.stringMatching(/^whsec_/) },
  })
  expect(made.headers.get('location')).toBe(`/api/v1/webhooks/${made.json.id}`)
  const { secret: _, ...shown } = made.json
  expect((await ask('GET', '')).json).toEqual({ webhooks: [shown] })
  expect((await ask('GET', `/${shown.id}/deliveries`)).json).toMatchObject({ deliveries: [], has_more: false })
  expect((await ask('GET', `/${shown.id}/deliveries?after=x`)).json.error.code).toBe('bad_cursor')
  expect((await ask('DELETE', `/${shown.id}`)).status).toBe(204)
  expect((await ask('DELETE', `/${shown.id}`)).status).toBe(404)
  expect((await ask('GET', '/x/deliveries')).status).toBe(404)
})

test.each([
  [{ url: 'https://127.0.0.1/' }, '/url'],
  [{ url: 'http://example.org/' }, '/url'],
  [{ url: 'https://example.org/', events: [] }, '/events'],
  [{ url: 'https://example.org/', events: ['task.eaten'] }, '/events/0'],
  [{}, '/url'],
])('%j is refused', async (body, path) => {
  const { status, json } = await ask('POST', '', body)
  expect([status, json.error.details[0].path]).toEqual([400, path])
})
