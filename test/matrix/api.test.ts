/** Every route of the API × everybody who may come: made from the route table, so that a new route is tried unasked. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { SCOPES } from '../../src/account/schema.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { accessToken, goodToken, type Member, member, uselessTokens } from './credentials.ts'
import {
  type Belongings,
  belongingsOf,
  everythingOf,
  filled,
  isApi,
  isKnown,
  type Route,
  routesOf,
  SECRET,
} from './routes.ts'

/** Routes that strangers may use. A new one is named here on purpose or fails. */
const OPEN = new Set(['GET /api/v1', 'POST /api/v1/auth/signup', 'POST /api/v1/auth/signin'])
const LEAST_ROUTES = 45

let it: TestApp
let ada: Belongings
let routes: Route[] = []
beforeAll(async () => {
  it = await testApp()
  ada = await belongingsOf(it, await member(it, 'ada'))
  routes = routesOf(it).filter(isApi)
})
afterAll(() => it.close())

test('every route that is not open counts on a budget of its caller or address', () => {
  expect(closed().flatMap(({ name, budget }) => (budget === undefined ? [name] : []))).toEqual([])
})

const closed = () => routes.filter(({ name }) => !OPEN.has(name))

const send = async (route: Route, mine: Belongings, credential: Record<string, string>) => {
  const { method, path, query, body, content_type } = route
  const headers = { ...credential, ...(content_type !== undefined && { 'content-type': content_type }) }
  const response = await it.call(method, filled(path, mine) + query, { headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  const error = text.startsWith('{') ? JSON.parse(text).error : undefined
  return { status: response.status, code: error?.code, error, text, headers: response.headers }
}
type Sent = Awaited<ReturnType<typeof send>>

const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` }

const CHALLENGES = ['Bearer realm="todochat"', 'Bearer realm="todochat", error="invalid_token"']

const expectStranger = ({ name }: Route, answer: Sent, challenge: string | undefined) => {
  expect([name, answer.status, answer.code]).toEqual([name, 401, 'unauthenticated'])
  expect([name, answer.headers.get('www-authenticate')]).toEqual([name, challenge ?? null])
  expect(answer.error.request_id).toBe(answer.headers.get('x-request-id'))
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(answer.text).not.toContain(SECRET)
}

test('every route says who may call, but for the open ones', () => {
  expect(routes.length).toBeGreaterThanOrEqual(LEAST_ROUTES)
  expect(routes.filter(({ need }) => need === undefined).map(({ name }) => name)).toEqual([...OPEN])
})

describe('who has no good credential gets 401 with a challenge, and nothing changes', () => {
  test('whatever is wrong with it', async () => {
    const tokens = await uselessTokens(it, ada.who)
    const before = await everythingOf(it, ada.who)
    for (const [kind, token] of tokens)
      for (const route of closed()) {
        const named = { ...route, name: `${kind}: ${route.name}` }
        expectStranger(named, await send(route, ada, bearer(token)), CHALLENGES[token === undefined ? 0 : 1])
      }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })

  test('a cookie of a page is none, and a good token signed the same way is', async () => {
    const cookie = `todochat=${await it.core.account.startLogin(ada.who.id, 'test')}`
    for (const route of closed()) expectStranger(route, await send(route, ada, { cookie }), CHALLENGES[0])
    const token = await goodToken(it, ada.who)
    expect((await it.call('GET', '/api/v1/tasks', { token })).status).toBe(200)
  })
})

/** What a person gets who names what is somebody else’s. */
const strangerStatus = ({ path }: Route) =>
  path.includes(':user_id') || path.includes('/sessions/:id') ? 403 : path.includes(':') ? 404 : undefined

describe('somebody else', () => {
  test('is told 403 or 404 for what is Ada’s, reads nothing of hers and changes nothing', async () => {
    const before = await everythingOf(it, ada.who)
    for (const route of closed()) {
      const { token } = await member(it, 'bob')
      const { status, text } = await send(route, ada, bearer(token))
      const wanted = strangerStatus(route) ?? status
      expect([route.name, status]).toEqual([route.name, wanted])
      expect([route.name, status < 500, text.includes(SECRET), text.includes(ada.who.email)]).toEqual([
        route.name,
        true,
        false,
        false,
      ])
    }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })

  test.each([
    '/api/v1/chatkit/sessions?q=secret',
    '/api/v1/tasks?q=secret',
    '/api/v1/tasks?format=csv',
    '/api/v1/changes?limit=100',
    '/api/v1/auth/me/export',
  ])('finds nothing of hers by GET %s', async (path) => {
    const { token } = await member(it, 'bob')
    const answer = await it.call('GET', path, { token })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain('secret doctor')
  })
})

describe('their owner', () => {
  test('is refused by none of them', async () => {
    for (const route of closed()) {
      const mine = route.method === 'GET' ? ada : await belongingsOf(it, await member(it, 'eve'))
      const { status, code } = await send(route, mine, bearer(mine.who.token))
      const refused = status === 401 || (status === 403 && code !== 'wrong_password') || status >= 500
      expect([route.name, refused]).toEqual([route.name, false])
      if (route.path.includes(':') && isKnown(route.path))
        expect([route.name, status, code]).not.toEqual([route.name, 404, 'not_found'])
    }
  })

  test('finds none of what is not there', async () => {
    const [id, none] = ['01890000-0000-7000-8000-000000000000', '99']
    const nothing = (path: string) => path.replace(/(tasks|changes)\/:id/, `$1/${none}`).replace(/:(?!user_id)\w+/g, id)
    for (const route of closed().filter(({ path }) => /:(?!user_id)/.test(path))) {
      const answer = await send({ ...route, path: nothing(route.path) }, ada, bearer(ada.who.token))
      expect([route.name, answer.status, answer.code]).toEqual([route.name, 404, 'not_found'])
    }
  })
})

describe('a program with an access token', () => {
  /** Nothing here is the token’s owner’s, so that what is allowed changes nothing either. */
  const tried = async (scopes: readonly string[]) => {
    const carl: Member = await member(it, 'carl')
    const { token } = await accessToken(it, carl, scopes)
    const seen: [string, boolean][] = []
    for (const route of closed()) {
      const { status, code } = await send(route, { ...ada, who: carl }, bearer(token))
      expect([route.name, status < 500 && status !== 401]).toEqual([route.name, true])
      seen.push([route.name, code !== 'insufficient_scope'])
    }
    return seen
  }
  const allowed = (scopes: readonly string[]) =>
    closed().map(({ name, need }): [string, boolean] => [name, need === true || scopes.includes(String(need))])

  test.each(SCOPES)('of the scope %s alone gets what asks for it or for none', async (scope) => {
    expect(await tried([scope])).toEqual(allowed([scope]))
  })

  test('of every scope gets all but what is the person’s own', async () => {
    expect(await tried(SCOPES)).toEqual(allowed(SCOPES))
  })
})
