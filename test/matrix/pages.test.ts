/** Every page and form × everybody who may come: made from the route table, so that a new page is tried unasked. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { isForMail } from '../../src/door/http/scope.ts'
import { newId } from '../../src/lib/id.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { member } from './credentials.ts'
import {
  type Belongings,
  belongingsOf,
  everythingOf,
  filled,
  isApi,
  isCalls,
  isKnown,
  type Route,
  routesOf,
  SECRET,
} from './routes.ts'

/** What strangers may see or send. A new one is named here on purpose or fails. */
const OPEN =
  /^(GET \/(health.*|metrics|mcp\/health|openapi\.json|docs|\.well-known\/security\.txt|assets\/\*|manifest\.webmanifest|sw\.js|offline|feed\/.*)|(GET|POST) \/(signin|signup|forgot|link\/:token|unsubscribe\/:token)|POST \/signout|GET \/(status)?)$/
const LEAST_ROUTES = 25

let it: TestApp
let ada: Belongings
let pages: Route[] = []
beforeAll(async () => {
  it = await testApp()
  ada = await belongingsOf(it, await member(it, 'ada'))
  pages = routesOf(it).filter((route) => !isApi(route) && !isCalls(route))
})
afterAll(() => it.close())

const closed = () => pages.filter(({ name }) => !OPEN.test(name))

interface Seen {
  status: number
  location: string | null
  text: string
}

/** Streams are left as soon as they begin. */
const open = async ({ method, path, body }: Route, mine: Belongings, more: Record<string, string>): Promise<Seen> => {
  const leave = new AbortController()
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...more }
  const form = body === undefined ? undefined : new URLSearchParams(body as Record<string, string>)
  const sent = { method, headers, signal: leave.signal, ...(method !== 'GET' && { body: form ?? '' }) }
  const response = await it.app.handle(new Request(`http://localhost${filled(path, mine)}`, sent))
  const stream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const text = stream ? '' : await response.text()
  leave.abort()
  return { status: response.status, location: response.headers.get('location'), text }
}

const cookieOf = async (id: string) => `todochat=${await it.core.account.startLogin(id, 'test')}`

const expectStranger = ({ name }: Route, { status, location, text }: Seen) => {
  const sent_to_sign_in = status === 303 && /^\/signin(\?next=|$)/.test(location ?? '')
  expect([name, status, location, sent_to_sign_in || status === 401]).toEqual([name, status, location, true])
  expect(text).not.toContain(SECRET)
}

test('there are pages', () => {
  expect(closed().length).toBeGreaterThanOrEqual(LEAST_ROUTES)
})

describe('who has no good cookie is sent to sign in, and nothing changes', () => {
  const useless: [string, () => Promise<Record<string, string>>][] = [
    ['nobody', async () => ({})],
    ['a good token in the header', async () => ({ authorization: `Bearer ${ada.who.token}` })],
    ['a made-up cookie', async () => ({ cookie: `todochat=${'a'.repeat(43)}` })],
    ['a token as cookie', async () => ({ cookie: `todochat=${ada.who.token}` })],
    [
      'a cookie under another name',
      async () => ({ cookie: (await cookieOf(ada.who.id)).replace('todochat', '__Host-todochat') }),
    ],
    [
      'a cookie that was signed out',
      async () => {
        const cookie = await cookieOf(ada.who.id)
        await it.core.account.endLogin(cookie.slice('todochat='.length))
        return { cookie }
      },
    ],
    [
      'an expired cookie',
      async () => {
        const cookie = await cookieOf(ada.who.id)
        await it.db.execute((sql) => sql`update browser_logins set ends_at = now() where user_id = ${ada.who.id}`)
        return { cookie }
      },
    ],
    [
      'the cookie of an account that is gone',
      async () => {
        const { id } = await member(it, 'gone')
        const cookie = await cookieOf(id)
        await it.db.execute((sql) => sql`delete from users where id = ${id}`)
        return { cookie }
      },
    ],
  ]
  test.each(useless)('%s', async (_, headersOf) => {
    const headers = await headersOf()
    const before = await everythingOf(it, ada.who)
    for (const route of closed()) expectStranger(route, await open(route, ada, headers))
    expect(await everythingOf(it, ada.who)).toBe(before)
  })
})

describe('a form that another site sends', () => {
  const foreign: [string, Record<string, string>][] = [
    ['says so', { 'sec-fetch-site': 'cross-site' }],
    ['is of a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['has a foreign origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['says nothing', { 'sec-fetch-site': '' }],
  ]
  test.each(foreign)('%s: 403 on every one, though the cookie is good', async (_, headers) => {
    const cookie = await cookieOf(ada.who.id)
    const before = await everythingOf(it, ada.who)
    for (const route of pages.filter(({ method, path }) => method === 'POST' && !isForMail(path))) {
      const { status } = await open(route, ada, { cookie, ...headers })
      expect([route.name, status]).toEqual([route.name, 403])
    }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })
})

describe('somebody else', () => {
  test('sees nothing of Ada’s and changes nothing', async () => {
    const before = await everythingOf(it, ada.who)
    for (const route of closed()) {
      const bob = await member(it, 'bob')
      const { status, text } = await open(route, ada, { cookie: await cookieOf(bob.id) })
      expect([route.name, status < 500, text.includes(SECRET)]).toEqual([route.name, true, false])
      const named = /^\/(chat|confirmations)\/:id/.test(route.path) && route.method === 'GET'
      if (named) expect([route.name, [403, 404].includes(status)]).toEqual([route.name, true])
    }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })
})

describe('their owner', () => {
  test('is sent to sign in by none of them', async () => {
    for (const route of closed()) {
      const mine = route.method === 'GET' ? ada : await belongingsOf(it, await member(it, 'eve'))
      const { status, location } = await open(route, mine, { cookie: await cookieOf(mine.who.id) })
      expect([route.name, location?.startsWith('/signin') ?? false]).toEqual([route.name, false])
      const missing = status === 404 && route.method === 'GET' && route.path.includes(':') && isKnown(route.path)
      expect([route.name, status, missing]).toEqual([route.name, status, false])
      expect([route.name, status < 500 && status !== 401]).toEqual([route.name, true])
    }
  })

  test('of an id that nothing has sees a page that says so', async () => {
    const cookie = await cookieOf(ada.who.id)
    const nothing = { ...ada, session: newId(), run: newId(), confirmation: newId(), token: newId() }
    for (const route of closed().filter(
      ({ path, method }) => /(chat|confirmations)\/:id$/.test(path) && method === 'GET',
    ))
      expect([route.name, (await open(route, nothing, { cookie })).status]).toEqual([route.name, 404])
  })
})
