import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { createAccount } from '../../../src/account/account.ts'
import {
  clearLoginCookie,
  cookieCaller,
  loginCookie,
  type ReplyHeaders,
  setLoginCookie,
} from '../../../src/door/auth/cookie.ts'
import { AppError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { accountOn, CONFIG, callerFor, codeOf, countingThrottle, ROSA } from '../../account/support.ts'
import { testDatabase } from '../../support/database.ts'

const db = await testDatabase()
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from users`))

const setUp = async (PUBLIC_URL?: string) => {
  const account = accountOn(db, { config: { ...CONFIG, PUBLIC_URL } })
  return { core: { account }, user: await account.signUp(ROSA) }
}
const request = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers })
const cookieIn = (set: ReplyHeaders) => String(set.headers['set-cookie'])
/** A browser that sends back what it was given. */
const visit = (set: ReplyHeaders) => request({ cookie: cookieIn(set).split(';')[0] ?? '' })

describe('the cookie', () => {
  test('over HTTPS belongs to this host alone', async () => {
    const { core, user } = await setUp('https://todo.example')
    const set: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, request(), set, user.id)
    expect(cookieIn(set)).toMatch(
      /^__Host-todochat=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    )
    expect((await cookieCaller(core, visit(set)))?.user_id).toBe(user.id)
  })

  test.each([[undefined], ['http://localhost:8000']])('on plain http (%p) has a plain name', async (url) => {
    const { core, user } = await setUp(url)
    const set: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, request(), set, user.id)
    expect(cookieIn(set)).toMatch(/^todochat=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/)
    expect((await cookieCaller(core, visit(set)))?.user_id).toBe(user.id)
  })

  test('is found among others', async () => {
    const { core, user } = await setUp()
    const set: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, request(), set, user.id)
    const among = request({ cookie: `theme=dark; ${cookieIn(set).split(';')[0]}; a=b` })
    expect((await cookieCaller(core, among))?.user_id).toBe(user.id)
  })

  const strangers: [string, Record<string, string>][] = [
    ['no cookie', {}],
    ['an empty one', { cookie: 'todochat=' }],
    ['a guess', { cookie: `todochat=${'a'.repeat(43)}` }],
    ['broken encoding', { cookie: 'todochat=%E0%A4%A' }],
    ['thousands of characters', { cookie: `todochat=${'a'.repeat(8000)}` }],
    ['a bearer token instead', { authorization: 'Bearer x' }],
  ]
  test.each(strangers)('%s is nobody', async (_, headers) => {
    const { core } = await setUp()
    expect(await cookieCaller(core, request(headers))).toBeUndefined()
  })

  test('of the other name does not count: plain http cannot plant a cookie for HTTPS', async () => {
    const { core, user } = await setUp('https://todo.example')
    const value = await core.account.startLogin(user.id, '')
    expect(await cookieCaller(core, request({ cookie: `todochat=${value}` }))).toBeUndefined()
    expect((await cookieCaller(core, request({ cookie: `__Host-todochat=${value}` })))?.user_id).toBe(user.id)
  })
})

describe('signing in and out', () => {
  test('a new value each time; the one the browser came with is worth nothing after it', async () => {
    const { core, user } = await setUp()
    const planted: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, request(), planted, user.id)
    const set: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, visit(planted), set, user.id)
    expect(cookieIn(set)).not.toBe(cookieIn(planted))
    expect(await cookieCaller(core, visit(planted))).toBeUndefined()
    expect((await cookieCaller(core, visit(set)))?.user_id).toBe(user.id)
  })

  test('notes the browser', async () => {
    const { core, user } = await setUp()
    await setLoginCookie(core, request({ 'user-agent': 'A browser' }), { headers: {} }, user.id)
    expect((await core.account.logins(callerFor(user.id))).map((login) => login.user_agent)).toEqual(['A browser'])
  })

  test('out ends the login and the cookie', async () => {
    const { core, user } = await setUp()
    const set: ReplyHeaders = { headers: {} }
    await setLoginCookie(core, request(), set, user.id)
    const cleared: ReplyHeaders = { headers: {} }
    await clearLoginCookie(core, visit(set), cleared)
    expect(cookieIn(cleared)).toBe('todochat=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
    expect(await cookieCaller(core, visit(set))).toBeUndefined()
    expect(loginCookie(core, visit(cleared))).toBeFalsy()
  })

  test('out without a login clears the cookie all the same', async () => {
    const { core } = await setUp('https://todo.example')
    const cleared: ReplyHeaders = { headers: {} }
    await clearLoginCookie(core, request(), cleared)
    expect(cookieIn(cleared)).toBe('__Host-todochat=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0')
  })
})

test('an outage is an outage, not a stranger', async () => {
  const { core, user } = await setUp()
  const value = await core.account.startLogin(user.id, '')
  const down = {
    ...db,
    query: () => Promise.reject(new AppError('database_unavailable', 'The database does not answer.')),
  }
  const [throttle, log] = [countingThrottle(), createLog('silent')]
  const account = createAccount({ db: down, config: CONFIG, throttle, log, collect: async () => ({}) })
  expect(await codeOf(cookieCaller({ account }, request({ cookie: `todochat=${value}` })))).toBe('database_unavailable')
})
