import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Call, Person, TestApp } from '../support/app.ts'
import { testApp } from '../support/app.ts'

/** The same trouble on every route the API has, so that a new route cannot forget a rule. */
let app: TestApp
let ada: Person
let session = ''
let routes: { method: string; path: string; takes_text: boolean }[] = []

const LEAST_ROUTES = 25
/** Routes that strangers may use. */
const OPEN = new Set(['POST /api/v1/auth/signup', 'POST /api/v1/auth/signin'])
const UNKNOWN = '01890000-0000-7000-8000-000000000000'

beforeAll(async () => {
  app = await testApp()
  ada = await app.signUp('ada')
  const made = await app.call('POST', '/api/v1/chatkit/sessions', { token: ada.token, body: { title: 'kept' } })
  session = ((await made.json()) as { id: string }).id
  await app.call('POST', '/api/v1/tasks', { token: ada.token, body: { title: 'kept' } })
  routes = app.app.routes
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, path, hooks }) => ({
      method,
      path: path.replace(/\/$/, ''),
      takes_text: hooks?.detail?.['x-body'] !== undefined,
    }))
})
afterAll(() => app.close())

const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`

/** The path with its parameters filled in: the person’s own where there is one. */
const filled = (path: string) =>
  path
    .replace(':user_id', ada.id)
    .replace(/(sessions\/):id/, `$1${session}`)
    .replace(':tid', session)
    .replace(':rid', UNKNOWN)
    .replace(/(tasks\/):id/, '$11')
    .replace(/:\w+/g, UNKNOWN)

const ask = async (route: { method: string; path: string }, sent: Call) => {
  const response = await app.call(route.method, filled(route.path), sent)
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    error: text.startsWith('{') ? JSON.parse(text).error : undefined,
  }
}

/** Everything the person has; what trouble must leave as it is. */
const belongings = async () => {
  const read = async (path: string) => (await app.call('GET', path, { token: ada.token })).json()
  return [
    await read('/api/v1/auth/me'),
    await read('/api/v1/tasks'),
    await read('/api/v1/chatkit/sessions'),
    await read('/api/v1/auth/tokens'),
  ]
}

const expectRefusal = (answer: Awaited<ReturnType<typeof ask>>, wanted: [number, string], route: string) => {
  expect([route, answer.status, answer.error?.code]).toEqual([route, ...wanted])
  expect(answer.error.request_id).toBe(answer.headers.get('x-request-id'))
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
}

/** Those that take files have tests of their own. */
const writing = () => routes.filter(({ method, takes_text }) => !takes_text && /POST|PATCH/.test(method))

test('the routes are all there', () => {
  expect(routes.length).toBeGreaterThanOrEqual(LEAST_ROUTES)
  expect(routes.filter((route) => OPEN.has(named(route)))).toHaveLength(OPEN.size)
})

describe('every writing route', () => {
  test.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'title=x', 415, 'unsupported_media_type'],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=b' }, '--b--', 415, 'unsupported_media_type'],
    ['plain text', { 'content-type': 'text/plain' }, '{}', 415, 'unsupported_media_type'],
    ['no JSON', {}, '{"title":', 400, 'bad_json'],
    ['a list', {}, '[]', 400, 'validation_error'],
    ['text', {}, '"x"', 400, 'validation_error'],
    ['an unknown field', {}, '{"canary_field":1}', 400, 'validation_error'],
    ['the prototype', {}, '{"__proto__":{"is_admin":true}}', 400, 'validation_error'],
    ['NUL', {}, '{"title":"a\\u0000b"}', 400, 'validation_error'],
    ['half a character', {}, '{"title":"\\ud800"}', 400, 'validation_error'],
    ['50,000 levels', {}, `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'validation_error'],
    ['300 KB', {}, `{"title":"${'x'.repeat(300_000)}"}`, 413, 'payload_too_large'],
  ])('refuses %s and changes nothing', async (_, headers, body, status, code) => {
    const before = await belongings()
    for (const route of writing()) {
      const answer = await ask(route, { token: ada.token, headers: headers as Record<string, string>, body })
      expectRefusal(answer, [status, code], named(route))
      for (const forbidden of ['is_admin', 'xxxx', 'stack', 'node_modules', '"found"'])
        expect(answer.text).not.toContain(forbidden)
    }
    expect(await belongings()).toEqual(before)
  })
})

test('every path answers 405 with its methods to one it does not know', async () => {
  for (const path of new Set(routes.map((route) => route.path))) {
    const answer = await ask({ method: 'PUT', path }, { token: ada.token })
    expectRefusal(answer, [405, 'method_not_allowed'], `PUT ${path}`)
    const known = routes.filter((route) => route.path === path).map((route) => route.method)
    for (const method of known) expect(answer.headers.get('allow')).toContain(method)
  }
})

test('every list refuses filters it does not know and limits out of range', async () => {
  for (const path of [
    '/api/v1/tasks',
    '/api/:user_id/tasks',
    '/api/v1/chatkit/sessions',
    '/api/v1/chatkit/sessions/:id',
    '/api/v1/auth/tokens',
  ]) {
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=x',
      'limit=1.5',
      'limit=',
      'canary=1',
      '__proto__=1',
    ]) {
      const answer = await ask({ method: 'GET', path: `${path}?${query}` }, { token: ada.token })
      expect([path, query, answer.status, answer.error?.code]).toEqual([path, query, 400, 'validation_error'])
    }
  }
})

test('strangers pay for signing up and in by their address, and only there', async () => {
  const poor = await testApp({ settings: { RATE_LIMIT_IP_PER_MINUTE: '3' } })
  const ben = await poor.signUp('ben')
  const statuses: number[] = []
  for (const path of ['signup', 'signin', 'signin', 'signup']) {
    const body = { email: 'nobody@example.org', password: path === 'signup' ? 'short' : 'wrong password' }
    statuses.push((await poor.call('POST', `/api/v1/auth/${path}`, { body })).status)
  }
  expect(statuses).toEqual([400, 401, 429, 429])
  expect((await poor.call('GET', '/api/v1/auth/me', { token: ben.token })).status).toBe(200)
  await poor.close()
})
