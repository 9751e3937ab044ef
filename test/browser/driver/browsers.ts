/** Tests that are written once and run in each browser that is here, against one program for both. */
import { afterAll, afterEach, beforeAll, describe } from 'bun:test'
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { TestAppOptions } from '../../support/app.ts'
import { type FakeProvider, fakeProvider, type Script } from '../../support/fake-provider.ts'
import { executable, launchChromium, visitChromium } from '../chromium.ts'
import { type OpenedServer, openedServer } from '../rest.ts'
import { firefox, launchFirefox, type pageOf, visitFirefox } from './firefox.ts'

type FirefoxPage = ReturnType<typeof pageOf>
type FirefoxPlace = ReturnType<FirefoxPage['locator']>
type Onward = 'first' | 'last' | 'nth' | 'locator' | 'filter'
/** Of Playwright’s interface what the driver of Firefox has too. */
export type Place = Omit<Pick<Locator, keyof FirefoxPlace>, Onward> & {
  first(): Place
  last(): Place
  nth(n: number): Place
  locator(selector: string): Place
  filter(by: { hasText: string }): Place
}
export type Tab = Omit<Pick<Page, keyof FirefoxPage>, 'locator' | 'keyboard'> & {
  keyboard: Pick<Page['keyboard'], keyof FirefoxPage['keyboard']>
  locator(selector: string): Place
}
type Settings = Pick<BrowserContextOptions, 'baseURL' | 'timezoneId' | 'javaScriptEnabled'> & {
  viewport?: { width: number; height: number }
}

/** A window with cookies of its own, and what went wrong in it. */
export interface Visit {
  page: Tab
  context: Pick<BrowserContext, 'cookies' | 'clearCookies' | 'addCookies' | 'grantPermissions' | 'close'> & {
    newPage(): Promise<Tab>
  }
  /** Errors of the console, refused by policy or thrown: there must be none. */
  complaints: string[]
  /** Requests to anywhere but the program. */
  strays: string[]
}
type Open = (base: string, settings: Settings) => Promise<Visit>

interface Process {
  close(): Promise<void>
}
const shared = globalThis as unknown as {
  browsers?: Map<unknown, Promise<Process>>
  endings: (() => Promise<unknown>)[]
}

/** One process of a browser serves all files of a run; test/support/preload.ts ends it after them. */
const oneOf = <T extends Process>(launch: () => Promise<T>, name: string): Promise<T> => {
  shared.browsers ??= new Map()
  const known = shared.browsers.get(name) as Promise<T> | undefined
  if (known) return known
  const launched = launch()
  shared.browsers.set(name, launched)
  shared.endings.push(async () => (await launched).close())
  return launched
}

const BROWSERS: [name: string, isHere: unknown, open: Open][] = [
  ['Chromium', executable, async (...where) => visitChromium(await oneOf(launchChromium, 'Chromium'), ...where)],
  [
    'Firefox',
    firefox,
    async (...where) => (await visitFirefox(await oneOf(launchFirefox, 'Firefox'), ...where)) as unknown as Visit,
  ],
]

export interface SharedSite extends Pick<OpenedServer, 'it' | 'base'> {
  /** The model, when the tests script one. */
  fake: FakeProvider
  visit(settings?: Settings): Promise<Visit>
}

interface Opening extends TestAppOptions {
  /** What the model says: without it the built-in assistant answers. */
  script?: Script
}

/** What tests may ask of a browser. */
interface Can {
  /**
   * Holding requests back in a page that is open already. Held back over BiDi, a search never came in one of seven runs; whose
   * fault that is was not found, so such tests are for Chromium alone.
   */
  intercept: boolean
}

/** The tests run in each browser with a program of their own; what a test opens is closed after it. */
export const inBrowsers = ({ script, ...options }: Opening, write: (site: SharedSite, can: Can) => void) => {
  const here = BROWSERS.filter(([, isHere]) => isHere)
  if (here.length === 0) return
  const site = {} as SharedSite
  let server: OpenedServer
  beforeAll(async () => {
    const fake = script && (await fakeProvider(script))
    const model = fake && { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' }
    server = await openedServer({ ...options, settings: { ...model, ...options.settings } })
    Object.assign(site, server, { fake })
  })
  afterAll(async () => {
    await server?.close()
    await site.fake?.stop()
  })
  describe.each(here)('%s', (name, _isHere, open) => {
    const visits: Visit[] = []
    beforeAll(() => {
      site.visit = async (settings = {}) => {
        const visit = await open(site.base, settings)
        visits.push(visit)
        return visit
      }
    })
    afterEach(async () => {
      for (const { context } of visits.splice(0)) await context.close()
    })
    write(site, { intercept: name === 'Chromium' })
  })
}
