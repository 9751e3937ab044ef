import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { testDatabase } from '../../support/database.ts'
import { authApp } from './auth-support.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const { ask, enter } = authApp(db)
const make = async (token: string, changes: object = {}) =>
  ask('POST', '/auth/tokens', { token, body: { name: 'calendar', scopes: ['tasks:read'], ...changes } })

describe('POST /auth/tokens', () => {
  test('201 with the token, this once', async () => {
    const { token } = await enter()
    const { status, json } = await make(token, { expires_at: '2099-12-31T00:00:00Z' })
    expect(status).toBe(201)
    expect(json).toEqual({
      id: expect.any(String),
      name: 'calendar',
      scopes: ['tasks:read'],
      expires_at: '2099-12-31T00:00:00.000Z',
      created_at: expect.stringMatching(/Z$/),
      token: expect.stringMatching(/^tdc_[\w-]{43}$/),
    })
    const list = await ask('GET', '/auth/tokens', { token })
    expect(list.text).not.toContain(String(json.token).slice(4))
  })

  test('an end may be null or left out', async () => {
    const { token } = await enter()
    for (const changes of [{}, { expires_at: null }])
      expect((await make(token, changes)).json).toMatchObject({ expires_at: null })
  })

  const wrong: [string, object, string][] = [
    ['an unknown scope', { scopes: ['tasks:read', 'admin'] }, '/scopes/1'],
    ['no scope', { scopes: [] }, '/scopes'],
    ['a blank name', { name: ' ' }, '/name'],
    ['an end in the past', { expires_at: '2001-01-01T00:00:00Z' }, '/expires_at'],
    ['another owner', { user_id: '01999999-9999-7999-8999-999999999999' }, '/user_id'],
    ['a chosen secret', { token: 'tdc_x' }, '/token'],
  ]
  test.each(wrong)('400 for %s', async (_, changes, path) => {
    const { token } = await enter()
    const { status, json } = await make(token, changes)
    expect([status, json.error?.code]).toEqual([400, 'validation_error'])
    expect(json.error?.details).toEqual([{ path, message: expect.any(String) }])
    expect((await ask('GET', '/auth/tokens', { token })).json.tokens).toEqual([] as never)
  })
})

describe('GET /auth/tokens', () => {
  test('200 in pages, own ones only', async () => {
    const { token } = await enter()
    const luz = await enter('luz@example.org')
    await make(luz.token, { name: 'not mine' })
    for (const name of ['1', '2', '3']) await make(token, { name })
    const first = await ask('GET', '/auth/tokens?limit=2', { token })
    expect(first.json).toMatchObject({ tokens: [{ name: '3' }, { name: '2' }], has_more: true })
    const rest = await ask('GET', `/auth/tokens?limit=2&after=${first.json.after}`, { token })
    expect([rest.status, rest.json]).toEqual([
      200,
      { tokens: [expect.objectContaining({ name: '1' })], has_more: false, after: null } as never,
    ])
  })

  test('an empty list is []', async () => {
    const { token } = await enter()
    const { json } = await ask('GET', '/auth/tokens', { token })
    expect(json).toEqual({ tokens: [], has_more: false, after: null })
  })

  test.each([
    ['limit=0', 'validation_error'],
    ['limit=101', 'validation_error'],
    ['limit=two', 'validation_error'],
    ['limit=-1', 'validation_error'],
    ['after=nonsense', 'bad_cursor'],
  ])('400 for ?%s', async (query, code) => {
    const { token } = await enter()
    const { status, json } = await ask('GET', `/auth/tokens?${query}`, { token })
    expect([status, json.error?.code]).toEqual([400, code])
  })
})

describe('DELETE /auth/tokens/{id}', () => {
  test('204; the token is dead at once', async () => {
    const { token } = await enter()
    const { json } = await make(token)
    const bearer = { token: String(json.token) }
    expect((await ask('GET', '/auth/me', bearer)).status).toBe(200)
    const gone = await ask('DELETE', `/auth/tokens/${json.id}`, { token })
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect((await ask('GET', '/auth/me', bearer)).status).toBe(401)
    expect((await ask('DELETE', `/auth/tokens/${json.id}`, { token })).status).toBe(404)
  })

  test('404 for somebody else’s, which lives on', async () => {
    const { token } = await enter()
    const luz = await enter('luz@example.org')
    const { json } = await make(token)
    const { status, json: refused } = await ask('DELETE', `/auth/tokens/${json.id}`, { token: luz.token })
    expect([status, refused.error?.code]).toEqual([404, 'not_found'])
    expect((await ask('GET', '/auth/me', { token: String(json.token) })).status).toBe(200)
  })

  test.each([['x'], ["' or true --"], ['1'.repeat(60)]])('404 for the id %j', async (id) => {
    const { token } = await enter()
    expect((await ask('DELETE', `/auth/tokens/${encodeURIComponent(id)}`, { token })).status).toBe(404)
  })
})

describe('an access token, whatever its scopes', () => {
  const beyond: [string, string, unknown][] = [
    ['POST', '/auth/tokens', { name: 'more', scopes: ['chat'] }],
    ['GET', '/auth/tokens', undefined],
    ['DELETE', '/auth/tokens/01999999-9999-7999-8999-999999999999', undefined],
    ['PATCH', '/auth/me', { name: 'Changed' }],
    ['DELETE', '/auth/me', undefined],
    ['GET', '/auth/me/export', undefined],
    ['POST', '/auth/signout', undefined],
  ]
  test.each(beyond)('gets 403 from %s %s: a stolen one cannot become more', async (method, path, body) => {
    const { token, user } = await enter()
    const { json } = await make(token, { scopes: ['chat', 'tasks:read', 'tasks:write'] })
    const answer = await ask(method, path, { token: String(json.token), body })
    expect([answer.status, answer.json.error?.code]).toEqual([403, 'insufficient_scope'])
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect((await ask('GET', '/auth/me', { token: String(json.token) })).json).toEqual(user as never)
  })
})
