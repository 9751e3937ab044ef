import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { ROSA } from '../../account/support.ts'
import { testDatabase } from '../../support/database.ts'
import { errorOf } from '../../support/failure.ts'
import { authApp, type Sent } from './auth-support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const { ask, enter, account } = authApp(db, {}, { collect: async ({ user_id }) => ({ tasks: [{ owner: user_id }] }) })
const users = () => db.query((sql) => sql<{ id: string; name: string }[]>`select id, name from users`)

describe('POST /auth/signup', () => {
  test('201 with a token and the user', async () => {
    const { status, json, headers } = await ask('POST', '/auth/signup', { body: { ...ROSA, name: 'Rosa' } })
    expect(status).toBe(201)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 86_400,
      user: {
        id: expect.any(String),
        email: ROSA.email,
        name: 'Rosa',
        time_zone: 'UTC',
        created_at: expect.stringMatching(/Z$/),
      },
    })
    expect(headers.has('set-cookie')).toBe(false)
    const me = await ask('GET', '/auth/me', { token: String(json.access_token) })
    expect([me.status, me.json]).toEqual([200, json.user as never])
  })

  test('409 email_taken for another spelling of the same address', async () => {
    await enter()
    const { status, json } = await ask('POST', '/auth/signup', { body: { ...ROSA, email: ' ROSA@EXAMPLE.ORG' } })
    expect([status, json.error?.code]).toEqual([409, 'email_taken'])
  })

  test('403 when it is closed', async () => {
    const closed = authApp(db, { SIGNUP: 'closed' })
    const { status, json } = await closed.ask('POST', '/auth/signup', { body: ROSA })
    expect([status, json.error?.code]).toEqual([403, 'signup_closed'])
    expect(await users()).toHaveLength(0)
  })

  const wrong: [string, Sent, number, string, string[]][] = [
    ['no body', {}, 400, 'validation_error', ['/email', '/password']],
    ['an empty body', { body: {} }, 400, 'validation_error', ['/email', '/password']],
    ['a list', { body: [ROSA] }, 400, 'validation_error', ['']],
    ['broken JSON', { body: '{"email":' }, 400, 'bad_json', []],
    [
      'a form',
      { body: 'email=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
      [],
    ],
    ['no address', { body: { ...ROSA, email: 'rosa' } }, 400, 'validation_error', ['/email']],
    ['a short password', { body: { ...ROSA, password: 'hush-hu' } }, 400, 'validation_error', ['/password']],
    ['a long password', { body: { ...ROSA, password: 'p'.repeat(129) } }, 400, 'validation_error', ['/password']],
    ['a password of everybody', { body: { ...ROSA, password: 'Password1' } }, 400, 'validation_error', ['/password']],
    ['a number for a password', { body: { ...ROSA, password: 12345678 } }, 400, 'validation_error', ['/password']],
    ['a role', { body: { ...ROSA, role: 'admin' } }, 400, 'validation_error', ['/role']],
    ['an id', { body: { ...ROSA, id: 'x' } }, 400, 'validation_error', ['/id']],
    ['NUL', { body: { ...ROSA, name: 'a\0' } }, 400, 'validation_error', ['/name']],
    [
      'half a character',
      { body: '{"email":"a@b.c","password":"12345678","name":"\\ud800"}' },
      400,
      'validation_error',
      ['/name'],
    ],
  ]
  test.each(wrong)('%s: the envelope, nothing made, nothing echoed', async (_, sent, status, code, paths) => {
    const answer = await ask('POST', '/auth/signup', sent)
    expect([answer.status, answer.json.success, answer.json.error?.code]).toEqual([status, false, code as never])
    const details = (answer.json.error?.details ?? []) as { path: string }[]
    expect(details.map((problem) => problem.path)).toEqual(paths)
    for (const echoed of ['hush-hu', 'pppp', '12345678', 'Password1', 'correct horse', 'admin'])
      expect(answer.text).not.toContain(echoed)
    expect(await users()).toHaveLength(0)
  })
})

describe('POST /auth/signin', () => {
  test('200 with the same body as sign-up, and another token', async () => {
    const first = await enter()
    const { status, json } = await ask('POST', '/auth/signin', { body: ROSA })
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(['access_token', 'token_type', 'expires_in', 'user'])
    expect(json.user).toEqual(first.user as never)
    expect(json.access_token).not.toBe(first.token as never)
  })

  test('the same 401 for a wrong password, an unknown address and no address at all', async () => {
    await enter()
    const answers = []
    for (const email of [ROSA.email, 'nobody@example.org', 'nobody']) {
      const { status, json, headers } = await ask('POST', '/auth/signin', { body: { email, password: 'wrong' } })
      const { request_id: _, ...error } = json.error ?? { request_id: '' }
      answers.push({ status, error, challenge: headers.get('www-authenticate') })
    }
    expect(answers[0]).toMatchObject({ status: 401, error: { code: 'invalid_credentials' } })
    expect(answers[0]?.challenge).toStartWith('Bearer')
    expect(answers[1]).toEqual(answers[0] as never)
    expect(answers[2]).toEqual(answers[0] as never)
  })

  test('429 with Retry-After after ten failures, for the right password too', async () => {
    // An app of its own: the failures would be remembered.
    const app = authApp(db)
    await app.enter()
    for (let i = 0; i < 10; i++) await app.ask('POST', '/auth/signin', { body: { ...ROSA, password: `guess ${i}` } })
    const { status, json, headers } = await app.ask('POST', '/auth/signin', { body: ROSA })
    expect([status, json.error?.code]).toEqual([429, 'rate_limited'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(800)
  })

  test('429 for an address that tries too many, whatever it tries', async () => {
    const app = authApp(db, { RATE_LIMIT_IP_PER_MINUTE: '3' })
    const statuses = []
    for (let i = 0; i < 4; i++) {
      const body = { email: `${i}@example.org`, password: 'x' }
      statuses.push((await app.ask('POST', '/auth/signin', { body })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 429])
  })

  test('no rule about passwords shows at sign-in; a field too many does', async () => {
    const short = await ask('POST', '/auth/signin', { body: { email: 'a@b.c', password: 'x' } })
    expect([short.status, short.json.error?.code]).toEqual([401, 'invalid_credentials'])
    const more = await ask('POST', '/auth/signin', { body: { ...ROSA, remember: true } })
    expect([more.status, more.json.error?.code]).toEqual([400, 'validation_error'])
  })
})

describe('POST /auth/signout', () => {
  test('204 without a body; the token is dead at once, others live', async () => {
    const { token } = await enter()
    const other = String((await ask('POST', '/auth/signin', { body: ROSA })).json.access_token)
    const out = await ask('POST', '/auth/signout', { token })
    expect([out.status, out.text]).toEqual([204, ''])
    expect((await ask('GET', '/auth/me', { token })).status).toBe(401)
    expect((await ask('POST', '/auth/signout', { token })).status).toBe(401)
    expect((await ask('GET', '/auth/me', { token: other })).status).toBe(200)
  })

  test('is felt by another instance within a second', async () => {
    let ahead = 0
    const there = authApp(db, {}, { now: () => Date.now() + ahead })
    const { token } = await enter()
    expect((await there.ask('GET', '/auth/me', { token })).status).toBe(200)
    await ask('POST', '/auth/signout', { token })
    ahead = 999
    expect((await there.ask('GET', '/auth/me', { token })).status).toBe(401)
  })
})

describe('PATCH /auth/me', () => {
  test('200 with the changed user', async () => {
    const { token, user } = await enter()
    const body = { name: 'Rosa Luz', time_zone: 'Europe/Berlin' }
    const { status, json } = await ask('PATCH', '/auth/me', { token, body })
    expect([status, json]).toEqual([200, { ...user, ...body } as never])
    expect((await ask('GET', '/auth/me', { token })).json).toEqual(json)
  })

  test('a new password ends this token and every other credential', async () => {
    const { token, user } = await enter()
    const made = await ask('POST', '/auth/tokens', { token, body: { name: 'calendar', scopes: ['chat'] } })
    const cookie = await account.startLogin(user.id, '')
    const body = { password: 'another horse', old_password: ROSA.password }
    expect((await ask('PATCH', '/auth/me', { token, body })).status).toBe(200)
    for (const dead of [token, String(made.json.token)])
      expect((await ask('GET', '/auth/me', { token: dead })).status).toBe(401)
    expect(await errorOf(account.callerOfCookie(cookie))).toMatchObject({ code: 'unauthenticated' })
    // In the same second, with the same user: the new token is good at once.
    const fresh = await ask('POST', '/auth/signin', { body: { ...ROSA, password: 'another horse' } })
    expect((await ask('GET', '/auth/me', { token: String(fresh.json.access_token) })).status).toBe(200)
  })

  const wrong: [string, unknown, number, string][] = [
    ['a wrong old password', { password: 'another horse', old_password: 'wrong' }, 403, 'wrong_password'],
    ['no old password', { password: 'another horse' }, 400, 'validation_error'],
    ['a short password', { password: 'x', old_password: ROSA.password }, 400, 'validation_error'],
    ['a password of everybody', { password: 'iloveyou', old_password: ROSA.password }, 400, 'validation_error'],
    ['a zone nobody knows', { time_zone: 'Moon/Tycho' }, 400, 'validation_error'],
    ['a blank name', { name: '  ' }, 400, 'validation_error'],
    ['an address', { email: 'luz@example.org' }, 400, 'validation_error'],
    ['null', { name: null }, 400, 'validation_error'],
  ]
  test.each(wrong)('%s changes nothing', async (_, body, status, code) => {
    const { token, user } = await enter()
    const answer = await ask('PATCH', '/auth/me', { token, body })
    expect([answer.status, answer.json.error?.code]).toEqual([status, code])
    expect((await ask('GET', '/auth/me', { token })).json).toEqual(user as never)
  })
})

describe('DELETE /auth/me', () => {
  test('204; the user is gone, the token is dead, the address is free, others stay', async () => {
    const { token } = await enter()
    const luz = await enter('luz@example.org')
    const gone = await ask('DELETE', '/auth/me', { token, body: { password: ROSA.password } })
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect((await ask('GET', '/auth/me', { token })).status).toBe(401)
    expect((await users()).map((user) => user.id)).toEqual([luz.user.id])
    expect((await ask('POST', '/auth/signup', { body: ROSA })).status).toBe(201)
  })
})

describe('GET /auth/me/export', () => {
  test('200 with one JSON file of everything', async () => {
    const { token, user } = await enter()
    const { status, json, headers, text } = await ask('GET', '/auth/me/export', { token })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toStartWith('application/json')
    expect(headers.get('content-disposition')).toBe('attachment; filename="todochat-export.json"')
    expect(json).toMatchObject({ user, tasks: [{ owner: user.id }], access_tokens: [], browser_logins: [] })
    for (const secret of ['argon2', 'password', token]) expect(text).not.toContain(secret)
  })
})

const PERSON_ROUTES: [string, string][] = [
  ['POST', '/auth/signout'],
  ['GET', '/auth/me'],
  ['PATCH', '/auth/me'],
  ['DELETE', '/auth/me'],
  ['GET', '/auth/me/export'],
  ['POST', '/auth/tokens'],
  ['GET', '/auth/tokens'],
  ['DELETE', '/auth/tokens/01999999-9999-7999-8999-999999999999'],
]
describe('without a right to enter', () => {
  const strangers: [string, Record<string, string>][] = [
    ['no header', {}],
    ['a cookie', { cookie: 'todochat=x' }],
    ['another scheme', { authorization: 'Basic cm9zYTpjb3JyZWN0IGhvcnNl' }],
    ['no token', { authorization: 'Bearer ' }],
    ['words', { authorization: 'Bearer let me in' }],
    ['a forged JWT', { authorization: `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"x"}')}.` }],
    ['a forged access token', { authorization: `Bearer tdc_${'A'.repeat(43)}` }],
    ['a token of 20,000 characters', { authorization: `Bearer ${'a'.repeat(20_000)}` }],
  ]
  for (const [method, path] of PERSON_ROUTES)
    test.each(strangers)(`${method} ${path} is 401 with %s, before the body is looked at`, async (_, headers) => {
      const body = method === 'PATCH' ? { nonsense: true } : undefined
      const { status, json, headers: answered } = await ask(method, path, { headers, body })
      expect([status, json.success, json.error?.code]).toEqual([401, false, 'unauthenticated' as never])
      expect(answered.get('www-authenticate')).toStartWith('Bearer realm="todochat"')
      expect(json.error?.message).not.toContain('alg')
    })

  test('a login cookie opens nothing here', async () => {
    const { user } = await enter()
    const value = await account.startLogin(user.id, '')
    for (const name of ['todochat', '__Host-todochat'])
      expect((await ask('GET', '/auth/me', { headers: { cookie: `${name}=${value}` } })).status).toBe(401)
  })

  test('the scheme is Bearer in any spelling', async () => {
    const { token } = await enter()
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect((await ask('GET', '/auth/me', { headers: { authorization: `${scheme} ${token}` } })).status).toBe(200)
  })
})
