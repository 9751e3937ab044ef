/** A real Chromium against the whole program on a free port of loopback. */
import { existsSync } from 'node:fs'
import AxeBuilder from 'axe-core'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { TestAppOptions } from '../support/app.ts'
import { fakeProvider, type Script } from '../support/fake-provider.ts'
import type { Tab } from './driver/browsers.ts'
import { openedServer, WAIT_MAX_MS } from './rest.ts'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** Where Chromium is; CHROMIUM names another place. */
export const executable = process.env.CHROMIUM || PLACES.find((place) => existsSync(place))

if (!executable) {
  process.stderr.write(
    '\n!!! NO CHROMIUM HERE: the tests in a real browser (test/browser) are LEFT OUT of this run. !!!\n\n',
  )
}

// The program has no third-party requests; these keep the browser from making its own.
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Visit {
  page: Page
  context: BrowserContext
  /** Console errors, refused by policy or thrown: there must be none. */
  complaints: string[]
  /** Requests to anywhere but the program. */
  strays: string[]
}

/** Notices fade after some seconds, and the button in them: on a busy machine before it was pressed. Here they stay. */
const standStill = async (page: Page) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Animation.enable')
  await devtools.send('Animation.setPlaybackRate', { playbackRate: 0 })
}

export const launchChromium = () => chromium.launch({ executablePath: executable, args: FLAGS, timeout: WAIT_MAX_MS })

export const visitChromium = async (
  browser: Browser,
  base: string,
  settings: BrowserContextOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1360, height: 850 },
    // Only the tests of the installed app want it: what it answers no route of a test would see.
    serviceWorkers: 'block',
    ...settings,
  })
  context.setDefaultTimeout(WAIT_MAX_MS)
  const page = await context.newPage()
  await standStill(page)
  const complaints: string[] = []
  const strays: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // A refused form is a 4xx, which Chromium reports as a failed resource; policies and scripts complain otherwise.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) strays.push(request.url())
  })
  return { page, context, complaints, strays }
}

export const openSite = async (options: TestAppOptions = {}) => {
  const { it, base, close: closeServer } = await openedServer(options)
  const browser = await launchChromium()
  const close = async () => {
    await browser.close()
    await closeServer()
  }
  return { it, base, visit: (settings?: BrowserContextOptions) => visitChromium(browser, base, settings), close }
}
export type Site = Awaited<ReturnType<typeof openSite>>

/** A site whose model says what the test scripts. */
export const openScriptedSite = async (script: Script, settings: Record<string, string> = {}) => {
  const fake = await fakeProvider(script)
  const model = { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' }
  const site = await openSite({ settings: { ...model, ...settings } })
  const close = async () => {
    await site.close()
    await fake.stop()
  }
  return { ...site, fake, close }
}
export type ScriptedSite = Awaited<ReturnType<typeof openScriptedSite>>

export const signUp = async (page: Tab, name = 'Ada Lovelace') => {
  await page.goto('/signup')
  await page.fill('#name', name)
  await page.fill('#email', `${crypto.randomUUID()}@example.org`)
  await page.fill('#password', 'correct horse')
  await page.click('button:has-text("Create account")')
  await page.waitForURL('**/chat')
}

/** Writes a message and presses Enter; waits until the answer has ended unless told not to. */
export const say = async (page: Tab, text: string, wait = true) => {
  // An answer may be read before the script of its page is ready to take the next message.
  await page.waitForLoadState('load')
  const answers = await page.locator('.msg.bot').count()
  await page.fill('#text', text)
  await page.press('#text', 'Enter')
  if (wait) await page.locator('.msg.bot').nth(answers).locator('.ended').waitFor({ state: 'attached' })
}

/** Waits until the words at a selector hold these: pieces of one answer are put in place one after another. */
export const reads = (page: Tab, selector: string, words: string) =>
  page.locator(selector).filter({ hasText: words }).first().waitFor({ state: 'attached' })

/** As the page itself has it: a driver may hear of a change later. */
export const addressOf = (page: Tab) => page.evaluate(() => location.href)

/** The words at a selector, shown or not. */
export const read = async (page: Tab, selector: string) => (await page.locator(selector).textContent()) ?? ''

/** What axe finds wrong: WCAG 2.2 AA and best practices. Runs beside the page’s policy, which forbids foreign scripts. */
export const violations = async (page: Tab): Promise<string[]> => {
  await page.evaluate(AxeBuilder.source)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    interface Violation {
      id: string
      nodes: { html: string; failureSummary?: string }[]
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await axe.run({ runOnly: tags })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    )
  })
  return found
}
