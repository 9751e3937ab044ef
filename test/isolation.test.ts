/** Every route, tried by nobody, by forgers and by somebody else: no data, no change, the right refusal. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { SignJWT } from 'jose'
import { newId } from '../src/lib/id.ts'
import { type Person, type TestApp, testApp } from './support/app.ts'
import { chatWith } from './support/chat.ts'

const SECRET_WORDS = 'Visit the secret doctor'
let it: TestApp
let ada: Person
let bob: Person
const ids: Record<string, string> = {}

beforeAll(async () => {
  it = await testApp()
  const chat = await chatWith(it, 'ada')
  ada = chat.who
  bob = await it.signUp('bob')
  const { session_id, run } = await chat.ask(`add ${SECRET_WORDS}`)
  await chat.ask('delete 1', session_id)
  const [confirmation] = (await chat.get('/api/v1/confirmations')).confirmations
  const made = await it.call('POST', '/api/v1/auth/tokens', {
    token: ada.token,
    body: { name: 'mine', scopes: ['tasks:read'] },
  })
  const { id: token_id } = (await made.json()) as { id: string }
  Object.assign(ids, { user: ada.id, session: session_id, run: run.id, confirmation: confirmation.id, token: token_id })
})
afterAll(() => it.close())

interface Route {
  method: string
  path: string
  body?: unknown
  /** What somebody else gets; an array where the answer is theirs and not Ada's. */
  stranger: number
}

const S = '/api/v1/chatkit/sessions'
const RUNS = `${S}/:session/threads/:session/runs`
const message = { message: { content: [{ type: 'input_text', text: 'hello' }] } }
/** Routes that name something of Ada’s. */
const named: Route[] = [
  { method: 'GET', path: `${S}/:session`, stranger: 403 },
  { method: 'PATCH', path: `${S}/:session`, body: { title: 'taken' }, stranger: 403 },
  { method: 'DELETE', path: `${S}/:session`, stranger: 403 },
  { method: 'POST', path: `${S}/:session/threads`, stranger: 403 },
  { method: 'POST', path: RUNS, body: message, stranger: 403 },
  { method: 'GET', path: `${RUNS}/:run`, stranger: 403 },
  { method: 'GET', path: `${RUNS}/:run/events`, stranger: 403 },
  { method: 'POST', path: `${RUNS}/:run/cancel`, stranger: 403 },
  { method: 'POST', path: `${RUNS}/:run/confirm`, body: { approve: true }, stranger: 403 },
  { method: 'POST', path: '/api/v1/confirmations/:confirmation', body: { approve: true }, stranger: 404 },
  { method: 'DELETE', path: '/api/v1/auth/tokens/:token', stranger: 404 },
  { method: 'GET', path: '/api/v1/tasks/1', stranger: 404 },
  { method: 'PATCH', path: '/api/v1/tasks/1', body: { title: 'taken' }, stranger: 404 },
  { method: 'DELETE', path: '/api/v1/tasks/1', stranger: 404 },
  { method: 'POST', path: '/api/v1/tasks/1/toggle', stranger: 404 },
  { method: 'POST', path: '/api/:user/chat', body: { message: 'show my list' }, stranger: 403 },
  { method: 'GET', path: '/api/:user/tasks', stranger: 403 },
  { method: 'POST', path: '/api/:user/tasks', body: { title: 'planted' }, stranger: 403 },
  { method: 'GET', path: '/api/:user/tasks/1', stranger: 403 },
  { method: 'PATCH', path: '/api/:user/tasks/1', body: { title: 'taken' }, stranger: 403 },
  { method: 'DELETE', path: '/api/:user/tasks/1', stranger: 403 },
  { method: 'POST', path: '/api/:user/tasks/1/toggle', stranger: 403 },
  { method: 'POST', path: '/api/:user/tasks/undo', stranger: 403 },
]
/** Routes that answer with the caller’s own. */
const own: Route[] = [
  { method: 'GET', path: S, stranger: 200 },
  { method: 'POST', path: S, stranger: 200 },
  { method: 'GET', path: `${S}?q=secret`, stranger: 200 },
  { method: 'GET', path: '/api/v1/tasks', stranger: 200 },
  { method: 'GET', path: '/api/v1/tasks?q=secret', stranger: 200 },
  { method: 'GET', path: '/api/v1/tasks?format=csv', stranger: 200 },
  { method: 'POST', path: '/api/v1/tasks', body: { title: 'own' }, stranger: 201 },
  { method: 'POST', path: '/api/v1/tasks/undo', stranger: 200 },
  { method: 'GET', path: '/api/v1/confirmations', stranger: 200 },
  { method: 'GET', path: '/api/v1/auth/me', stranger: 200 },
  { method: 'PATCH', path: '/api/v1/auth/me', body: { name: 'Bob' }, stranger: 200 },
  { method: 'GET', path: '/api/v1/auth/me/export', stranger: 200 },
  { method: 'GET', path: '/api/v1/auth/tokens', stranger: 200 },
]

const filled = (path: string) => path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? '')
const send = ({ method, path, body }: Route, token?: string) =>
  it.call(method, filled(path), { ...(token !== undefined && { token }), ...(body !== undefined && { body }) })

const everythingOfAda = async () =>
  JSON.stringify(
    await it.db.read(async (sql) => ({
      threads: await sql`select id, title, message_count from threads where user_id = ${ada.id} order by id`,
      items: await sql`select id, data from items where user_id = ${ada.id} order by position`,
      runs: await sql`select id, status from runs where user_id = ${ada.id} order by id`,
      tasks: await sql`select id, title, status from tasks where user_id = ${ada.id} order by id`,
      confirmations: await sql`select id, status from confirmations where user_id = ${ada.id} order by id`,
    })),
  )

const forged = async (claims: Record<string, unknown>, secret: string) =>
  new SignJWT({ jti: newId(), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setIssuer('todochat')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret))

describe('somebody else', () => {
  for (const route of [...named, ...own]) {
    test(`${route.method} ${route.path} → ${route.stranger}`, async () => {
      const before = await everythingOfAda()
      const response = await send(route, bob.token)
      const text = await response.text()
      expect(response.status).toBe(route.stranger)
      expect(text).not.toContain('secret doctor')
      expect(text).not.toContain(ada.email)
      expect(await everythingOfAda()).toBe(before)
    })
  }
})

describe('nobody and forgers', () => {
  const tokens: [string, () => Promise<string | undefined>][] = [
    ['no token', async () => undefined],
    ['nonsense', async () => 'nonsense'],
    ['a guessed secret', () => forged({ sub: ada.id }, 'secret-secret-secret-secret-secret-secret')],
    ['no algorithm', async () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: ada.id }))}.`],
    [
      'a changed payload',
      async () =>
        ada.token
          .split('.')
          .with(1, btoa(JSON.stringify({ sub: ada.id })))
          .join('.'),
    ],
    ['an unknown access token', async () => `tdc_${'a'.repeat(43)}`],
  ]
  for (const [name, token] of tokens) {
    test(`${name}: every route answers 401 with a challenge and changes nothing`, async () => {
      const before = await everythingOfAda()
      for (const route of [...named, ...own]) {
        const response = await send(route, await token())
        const text = await response.text()
        expect(`${route.method} ${route.path} ${response.status}`).toBe(`${route.method} ${route.path} 401`)
        expect(response.headers.get('www-authenticate')).toStartWith('Bearer')
        expect(JSON.parse(text)).toMatchObject({ success: false, error: { code: 'unauthenticated' } })
        expect(text).not.toContain('secret doctor')
      }
      expect(await everythingOfAda()).toBe(before)
    })
  }

  test('a page’s cookie opens no API route', async () => {
    const cookie = await it.core.account.startLogin(ada.id, 'test')
    const response = await it.call('GET', '/api/v1/tasks', { headers: { cookie: `todochat=${cookie}` } })
    expect(response.status).toBe(401)
  })
})

describe('an absent thing', () => {
  for (const route of named.filter(({ path }) => !path.includes(':user'))) {
    const path = route.path.replaceAll(/:\w+/g, () => newId()).replace('/tasks/1', '/tasks/99')
    test(`${route.method} ${route.path} → 404`, async () => {
      expect((await send({ ...route, path }, ada.token)).status).toBe(404)
    })
  }
})
