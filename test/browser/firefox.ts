/** A real Firefox over WebDriver BiDi against the whole program; FIREFOX names another place than Debian’s. */
import { existsSync } from 'node:fs'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox']
export const firefox = process.env.FIREFOX || PLACES.find((place) => existsSync(place))

if (!firefox) {
  process.stderr.write('\n!!! NO FIREFOX HERE: test/browser/firefox.test.ts is LEFT OUT of this run. !!!\n\n')
}

/** No page takes so long on any machine: only what is waited for in vain fails by it. */
const WAIT_MAX_MS = 120_000
const PATIENT = { timeout: WAIT_MAX_MS, protocolTimeout: WAIT_MAX_MS }

export const openFirefox = (): Promise<Browser> =>
  puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true, ...PATIENT })

/** Requests that end because their page is left are errors of htmx in Firefox; a policy that was broken is ours. */
const POLICY = /security.policy|trusted.?type/i

/** A page whose script never comes: its driver needs scripts itself, so they cannot be switched off. */
const withoutScript = async (page: Page) => {
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    const done = /\/assets\/.*\.js$/.test(request.url()) ? request.abort() : request.continue()
    done.catch(() => undefined)
  })
}

/** A window of its own, with its cookies. */
export const visitIn = async (browser: Browser, { script = true } = {}) => {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MAX_MS)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (POLICY.test(message.text())) complaints.push(message.text())
  })
  if (!script) await withoutScript(page)
  return { page, complaints, close: () => context.close() }
}

/** Fills a field as a person does; scripts hear of it. */
export const write = async (page: Page, selector: string, text: string) => {
  await page.waitForSelector(selector)
  await page.type(selector, text)
}

/** Presses something that leads to another page. */
export const go = (page: Page, selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)])

export const words = (page: Page, selector: string) =>
  page.$$eval(selector, (found) => found.map((element) => element.textContent ?? ''))
