/** Every control of every page of a filled account: it has a name, leads somewhere, and works without scripts. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { eventually } from '../../support/watched.ts'
import {
  addressesOf,
  type Listed,
  placesOf,
  routeOf,
  type Sending,
  sendingsOf,
  wordsOf,
  wrongWith,
} from './controls.ts'
import { filledAccount } from './filled.ts'
import { of, standing, treeOf, within } from './tree.ts'
import { type Seen, type Visitor, visitor } from './visitor.ts'

let it: TestApp
let filled: Awaited<ReturnType<typeof filledAccount>>
let routes: Listed[]
beforeAll(async () => {
  it = await testApp({ settings: { WEBHOOK_ALLOW_PRIVATE: 'true', RATE_LIMIT_PAGES_PER_MINUTE: '100000' } })
  filled = await filledAccount(it)
  routes = it.app.routes as unknown as Listed[]
})
afterAll(() => it.close())

/** For strangers alone. */
const WAYS_IN = /^\/(signin|signup|forgot)/
const whoSees = (path: string) => (WAYS_IN.test(path) ? visitor(it) : filled.ada)
/** The page at an address; one that leads elsewhere leads to a page. */
const arrive = async (who: Visitor, path: string) => {
  const seen = await who.get(path)
  return seen.location ? who.get(seen.location) : seen
}

describe('a control', () => {
  test('has a name, and what it names is there, has a route, and works without scripts', async () => {
    const found: Record<string, string[]> = {}
    for (const path of filled.paths) {
      const { status, html } = await arrive(whoSees(path), path)
      expect([path, status]).toEqual([path, 200])
      const wrong = wrongWith(html, routes)
      if (wrong.length > 0) found[path] = wrong
    }
    expect(found).toEqual({})
  })

  test('in every state that a part may be in', async () => {
    const dev = await testApp({ settings: { NODE_ENV: 'development' } })
    const { html } = await visitor(dev).get('/dev/components')
    const parts = [...addressesOf(treeOf(html))].filter((path) => path.startsWith('/dev/components/'))
    expect(parts.length).toBeGreaterThan(30)
    for (const path of parts) {
      const part = await visitor(dev).get(path)
      // What a part names beside itself is not there.
      const wrong = wrongWith(part.html, routes).filter((words) => !words.includes(' names no id: '))
      expect([path, wrong]).toEqual([path, []])
    }
    await dev.close()
  })

  test('that leads elsewhere leads to what there is, at the place that it names', async () => {
    const found: string[] = []
    const seen = new Set<string>()
    for (const path of filled.paths) {
      const who = whoSees(path)
      for (const address of addressesOf(treeOf((await arrive(who, path)).html))) {
        const key = `${who === filled.ada} ${address}`
        if (seen.has(key)) continue
        seen.add(key)
        const [place = '', id] = address.split('#')
        const { status, html } = await arrive(who, place)
        const there = !id || standing(treeOf(html)).some((element) => of(element, 'id') === id)
        if (status !== 200 || !there) found.push(`${path}: ${address} ${status}`)
      }
    }
    expect(seen.size).toBeGreaterThan(50)
    expect(found).toEqual([])
  })
})

const WRONG: [string, html: string][] = [
  ['no name', '<a href="/tasks"><span aria-hidden="true">x</span></a>'],
  ['no name', '<input placeholder="Title">'],
  ['id twice', '<p id="a"></p><p id="a"></p>'],
  ['names no id', '<input aria-label="a" aria-describedby="gone">'],
  ['names no id', '<button popovertarget="gone">x</button>'],
  [
    'names no id',
    '<template><p id="gone"></p></template><form method="post" action="/tasks" hx-target="#gone"></form>',
  ],
  ['nothing without scripts', '<button type="button">x</button>'],
  ['nothing without scripts', '<a href="" hx-get="/tasks">x</a>'],
  ['nothing without scripts', '<form hx-swap="none"></form>'],
  ['no route', '<form method="post" action="/nowhere"></form>'],
  ['no route', '<form method="get" action="/tasks"><button formaction="/nowhere">x</button></form>'],
  ['unknown to', '<form method="post" action="/tasks"><input type="hidden" name="titel"></form>'],
]
test.each(WRONG)('what is wrong is found: %s, %s', (what, html) => {
  expect(wrongWith(html, routes).join()).toContain(what)
})

/** What leaves less for the others, last. */
const LAST = /\/(delete|erase|disable|undo)$|\/confirmations\/|\/signout$/

interface Attempt {
  path: string
  key: string
  route: Listed
  /** As htmx sends it. */
  htmx: boolean
}

/** Forms that differ in what they name alone are one. */
const keyOf = ({ form, sender, method, to, fields }: Sending) =>
  [
    routeOf(routes, method, to)?.path ?? to,
    of(form, 'hx-target').replace(/\d+/, ''),
    fields.type ?? '',
    sender && of(sender, 'name'),
    wordsOf({ sender }).replace(/:.*/s, ''),
  ].join(' ')

const attemptsOf = async () => {
  const all = new Map<string, Attempt>()
  for (const path of filled.paths)
    for (const sending of sendingsOf(treeOf((await arrive(whoSees(path), path)).html))) {
      const key = keyOf(sending)
      const route = routeOf(routes, sending.method, sending.to)
      if (!route) throw new Error(`${path}: no route for ${key}`)
      if (!all.has(key)) all.set(key, { path, key, route, htmx: false })
      if (!all.has(`htmx ${key}`) && sending.form.attributes.has('hx-swap'))
        all.set(`htmx ${key}`, { path, key, route, htmx: true })
    }
  return [...all.values()].sort((a, b) => Number(LAST.test(a.route.path)) - Number(LAST.test(b.route.path)))
}

const send = (who: Visitor, { path, htmx }: Attempt, { form, method, to, fields }: Sending) => {
  if (method === 'GET') return who.get(`${to}?${new URLSearchParams(fields)}`)
  const headers = { 'hx-current-url': `http://localhost${path}`, 'hx-target': `section${of(form, 'hx-target')}` }
  return who.post(to, fields, htmx ? { htmx, headers } : {})
}

/** An answer that a page can show; empty when it is one. */
const wrongAnswer = async (who: Visitor, { htmx }: Attempt, page: ReturnType<typeof treeOf>, answer: Seen) => {
  const { status, location, html, headers } = answer
  if (status >= 500 || status === 404) return `${status}`
  if (location) {
    const next = await arrive(who, location)
    return next.status === 200 ? '' : `leads to ${location}: ${next.status}`
  }
  if (status === 204) return htmx ? '' : 'an empty page'
  if (headers.get('content-disposition')) return ''
  if (!headers.get('content-type')?.startsWith('text/html')) return `is ${headers.get('content-type')}`
  if (!htmx) return within(treeOf(html)).some(({ name }) => name === 'main') ? '' : `${status} without a page`
  const ids = new Set([...standing(page), ...within(treeOf(html))].map((element) => of(element, 'id')))
  const lost = placesOf(treeOf(html)).filter((places) => !places.some((place) => ids.has(place.replace(/ .*/, ''))))
  return lost.length > 0 ? `brings what has no place: ${lost}` : ''
}

/** The page once no answer is being written in it. */
const atRest = async (who: Visitor, path: string) => {
  let html = ''
  await eventually(async () => {
    html = (await arrive(who, path)).html
    return !html.includes('hx-sse:close')
  })
  return html
}

test('every form is sent as it stands, with and without scripts, and is answered by a page', async () => {
  const attempts = await attemptsOf()
  expect(attempts.length).toBeGreaterThan(60)
  const found: Record<string, string> = {}
  for (const attempt of attempts) {
    const who = whoSees(attempt.path)
    const page = treeOf(await atRest(who, attempt.path))
    // The last of several: the first is what the page is about.
    const sending = sendingsOf(page).findLast((one) => keyOf(one) === attempt.key)
    const name = `${attempt.path} ${attempt.key}${attempt.htmx ? ' by htmx' : ''}`
    const wrong = sending
      ? await wrongAnswer(who, attempt, page, await send(who, attempt, sending))
      : 'is not there any more'
    if (wrong) found[name] = wrong
    if (attempt.route.path === '/signout') await filled.signIn()
  }
  expect(found).toEqual({})
})
