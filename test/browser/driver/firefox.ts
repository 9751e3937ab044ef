/**
 * Debian’s Firefox over WebDriver BiDi, with the part of Playwright’s interface that the tests use: they are written once and
 * run in both browsers. FIREFOX names another place. What it waits for it looks at again and again, up to WAIT_MAX_MS.
 */
import { existsSync } from 'node:fs'
import puppeteer, {
  type Browser,
  type BrowserContext,
  type CookieData,
  type HTTPRequest,
  type JSHandle,
  type KeyInput,
  type Page,
} from 'puppeteer-core'
import { WAIT_MAX_MS } from '../rest.ts'
import { type Driver, install, type State, type Step, stepsOf } from './in-page.ts'

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox']
export const firefox = process.env.FIREFOX || PLACES.find((place) => existsSync(place))

if (!firefox) {
  process.stderr.write('\n!!! NO FIREFOX HERE: the tests in Firefox (test/browser) are LEFT OUT of this run. !!!\n\n')
}

const LOOK_MS = 20
/** Tests read the clipboard without a question to a person. */
const PREFERENCES = { 'dom.events.testing.asyncClipboard': true }
const PATIENT = { timeout: WAIT_MAX_MS, protocolTimeout: WAIT_MAX_MS }

export const launchFirefox = (): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    extraPrefsFirefox: PREFERENCES,
    ...PATIENT,
  })

/** Requests that end because their page is left are errors of htmx in this browser. */
const LEFT = /^htmx: htmx:(?:sse:)?error: (?:NetworkError|Error in input stream|AbortError)/
/** What is said of a document that goes while it is asked. */
const GOING = /context|realm|frame|navigat|detached|driver is not defined|DiscardedBrowsing/i

/** @throws when there is nothing in all the time that any machine needs */
const until = async <T>(what: string, look: () => Promise<T | null | false | undefined>): Promise<T> => {
  for (const end = Date.now() + WAIT_MAX_MS; Date.now() < end; await Bun.sleep(LOOK_MS)) {
    try {
      const found = await look()
      if (found !== null && found !== false && found !== undefined) return found
    } catch (error) {
      if (!GOING.test(String(error))) throw error
    }
  }
  throw new Error(`waited in vain for ${what}`)
}

declare const driver: Driver

const pressOn = async (page: Page, key: string) => {
  const keys = key.split('+') as KeyInput[]
  const last = keys.pop() ?? 'Enter'
  for (const held of keys) await page.keyboard.down(held)
  await page.keyboard.press(last)
  for (const held of keys.reverse()) await page.keyboard.up(held)
}

const placeOf = (page: Page, steps: Step[], name: string) => {
  const and = (...more: Step[]) => placeOf(page, [...steps, ...more], `${name} ${JSON.stringify(more)}`)
  const read = async (what: string) => {
    const look = () => page.evaluate((at, kind) => driver.read(at, kind), steps, what)
    const { value } = await until(name, async () => {
      const seen = await look()
      return seen.found && seen
    })
    return value
  }
  const waitFor = async ({ state = 'visible' }: { state?: State } = {}) => {
    await until(`${name} to be ${state}`, () => page.evaluate((at, how) => driver.is(at, how), steps, state))
  }
  const focus = async () => {
    await until(name, () => page.evaluate((at) => driver.focus(at), steps))
  }
  const click = async ({ clickCount = 1 } = {}) => {
    await until(`${name} to be pressed`, async () => {
      const press = crypto.randomUUID()
      const point = await page.evaluate((at, mark) => driver.aim(at, mark), steps, press)
      if (!point) return false
      await page.mouse.click(point.x, point.y, { count: clickCount })
      const [met] = await until(name, () => page.evaluate((mark) => driver.hasMet(mark), press))
      return met
    })
  }
  const elements = () => page.evaluateHandle((at) => driver.all(at), steps)
  return {
    locator: (selector: string) => and(...stepsOf(selector)),
    first: () => and({ nth: 0 }),
    last: () => and({ nth: -1 }),
    nth: (nth: number) => and({ nth }),
    filter: ({ hasText }: { hasText: string }) => and({ hasText }),
    waitFor,
    click,
    dblclick: () => click({ clickCount: 2 }),
    focus,
    fill: async (value: string) => {
      await until(`${name} to be filled`, () => page.evaluate((at, words) => driver.fill(at, words), steps, value))
    },
    press: async (key: string) => {
      await focus()
      await pressOn(page, key)
    },
    pressSequentially: async (words: string) => {
      await focus()
      await page.keyboard.type(words)
    },
    count: () => until(name, () => page.evaluate((at) => driver.all(at).length, steps)),
    isVisible: async () => (await until(name, () => page.evaluate((at) => [driver.is(at, 'visible')], steps)))[0],
    textContent: () => read('textContent'),
    innerHTML: () => read('innerHTML'),
    inputValue: () => read('value'),
    getAttribute: (attribute: string) => read(`@${attribute}`),
    evaluate: async (act: (element: never, given?: never) => unknown, given?: unknown) => {
      await waitFor({ state: 'attached' })
      const found = await page.evaluateHandle((at) => driver.one(at), steps)
      return (found as JSHandle).evaluate(act as never, given as never)
    },
    evaluateAll: async (act: (all: never, given?: never) => unknown, given?: unknown) =>
      (await elements()).evaluate(act as never, given as never),
  }
}

/** Playwright’s patterns of addresses: `**` is anything, `*` anything but a slash. */
const matching = (pattern: string | RegExp) => {
  if (pattern instanceof RegExp) return pattern
  const words = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*\*?/g, (stars) => (stars[1] ? '.*' : '[^/]*'))
  return new RegExp(`^${words}$`)
}

interface Way {
  request: () => HTTPRequest
  abort: () => Promise<void>
  continue: () => Promise<void>
  fulfill: (answer: { status: number; body?: string }) => Promise<void>
}
interface Rule {
  pattern: string | RegExp
  handle: (way: Way) => unknown
  left: number
}

/** What comes between the page and the program; requests are kept only once there is a rule. */
const interception = (page: Page) => {
  const rules: Rule[] = []
  const decide = async (request: HTTPRequest) => {
    const rule = rules.find(({ pattern, left }) => left > 0 && matching(pattern).test(request.url()))
    if (!rule) return request.continue()
    rule.left -= 1
    return rule.handle({
      request: () => request,
      abort: () => request.abort(),
      continue: () => request.continue(),
      fulfill: (answer) => request.respond(answer),
    })
  }
  const begin = async () => {
    await page.setRequestInterception(true)
    // The request of a page that is left meanwhile can be told nothing.
    page.on('request', (request) => void Promise.resolve(decide(request)).catch(() => undefined))
  }
  return {
    route: async (
      pattern: string | RegExp,
      handle: (way: Way) => unknown,
      { times = Number.POSITIVE_INFINITY } = {},
    ) => {
      rules.unshift({ pattern, handle, left: times })
      if (rules.length === 1) await begin()
    },
    unroute: async (pattern: string | RegExp) => {
      for (const rule of rules) if (String(rule.pattern) === String(pattern)) rule.left = 0
    },
  }
}

const keyboardOf = (page: Page) => ({
  press: (key: string) => pressOn(page, key),
  type: (words: string) => page.keyboard.type(words),
})

export const pageOf = (page: Page, base: string) => {
  const locator = (selector: string) => placeOf(page, stepsOf(selector), selector)
  const evaluate = async (act: string | ((given: never) => unknown), given?: unknown) =>
    page.evaluate(act as never, given as never) as unknown
  const settled = (isThere: (url: string) => boolean, name: string) =>
    until(name, async () => {
      const [url, state] = await page.evaluate(() => [location.href, document.readyState] as const)
      return state === 'complete' && isThere(url)
    })
  return {
    locator,
    keyboard: keyboardOf(page),
    on: (event: 'request' | 'dialog', hear: (what: never) => unknown) => page.on(event, hear as never),
    evaluate,
    goto: (path: string) => page.goto(new URL(path, base).href),
    reload: () => page.reload(),
    goBack: () => page.goBack(),
    title: () => page.title(),
    fill: (selector: string, value: string) => locator(selector).fill(value),
    click: (selector: string) => locator(selector).click(),
    press: (selector: string, key: string) => locator(selector).press(key),
    inputValue: (selector: string) => locator(selector).inputValue(),
    getAttribute: (selector: string, name: string) => locator(selector).getAttribute(name),
    selectOption: (selector: string, value: string) => locator(selector).fill(value),
    waitForURL: async (url: string) => void (await settled((now) => matching(url).test(now), url)),
    waitForLoadState: async (_: 'load') => void (await settled(() => true, 'the page to load')),
    waitForFunction: (holds: (given: never) => unknown, given?: unknown) =>
      until('a condition', async () => (await evaluate(holds, given)) as boolean),
    waitForResponse: async (pattern: RegExp) => {
      await page.waitForResponse((response) => pattern.test(response.url()))
      // BiDi tells of a response when all of it is there.
      return { finished: async () => null }
    },
    ...interception(page),
  }
}

const contextOf = (context: BrowserContext, open: () => Promise<Page>, base: string) => ({
  newPage: async () => pageOf(await open(), base),
  cookies: () => context.cookies(),
  addCookies: (cookies: CookieData[]) => context.setCookie(...cookies),
  /** Its preferences have granted what tests ask for. */
  grantPermissions: async (_: string[]) => undefined,
  clearCookies: async () => void (await context.deleteCookie(...(await context.cookies()))),
  close: () => context.close(),
})

export interface FirefoxSettings {
  baseURL?: string
  viewport?: { width: number; height: number }
  timezoneId?: string
  javaScriptEnabled?: boolean
}

/** A window with cookies of its own. Its driver needs scripts itself, so those of a page are kept back instead of switched off. */
export const visitFirefox = async (browser: Browser, base: string, settings: FirefoxSettings = {}) => {
  const { baseURL = base, viewport = { width: 1360, height: 850 }, timezoneId, javaScriptEnabled = true } = settings
  const context = await browser.createBrowserContext()
  const complaints: string[] = []
  const strays: string[] = []
  const open = async () => {
    const page = await context.newPage({ type: 'window' })
    page.setDefaultTimeout(WAIT_MAX_MS)
    await page.setViewport(viewport)
    if (timezoneId) await page.emulateTimezone(timezoneId)
    await page.evaluateOnNewDocument(install)
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && !LEFT.test(message.text())) complaints.push(message.text())
    })
    page.on(
      'request',
      (request) => request.url().startsWith('http') && !request.url().startsWith(baseURL) && strays.push(request.url()),
    )
    return page
  }
  const page = pageOf(await open(), baseURL)
  if (!javaScriptEnabled) await page.route(/\/assets\/.*\.js$/, (way) => way.abort())
  return { page, context: contextOf(context, open, baseURL), complaints, strays }
}
