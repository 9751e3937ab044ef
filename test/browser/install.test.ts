/** The app as a device keeps it: a service worker that answers only when the server does not. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { executable, openSite, read, type Site, signUp, violations } from './chromium.ts'

const SLOW_MS = 300_000

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  /** The page installs the worker by itself; the page without a connection is kept once it is active. */
  const installed = async (page: Page) =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      if (active && active.state !== 'activated')
        await new Promise((done) => active.addEventListener('statechange', done, { once: true }))
      return active?.scriptURL
    })

  test(
    'without a connection a page says what it is, keeps what is written, and gives it back in the chat',
    async () => {
      const { page, context, complaints } = await site.visit({ serviceWorkers: 'allow' })
      await signUp(page)
      expect(await installed(page)).toEndWith('/sw.js')
      await context.setOffline(true)
      await page.goto('/tasks')
      expect(await read(page, 'h1')).toBe('No connection')
      expect(page.url()).toEndWith('/tasks')
      expect(await violations(page)).toEqual([])
      await page.fill('#text', 'water the plants')
      await page.press('#text', 'Enter')
      expect(await page.inputValue('#text')).toBe('water the plants\n')
      await context.setOffline(false)
      await page.locator('h1:has-text("Tasks")').waitFor()
      await page.goto('/chat')
      expect(await page.inputValue('#text')).toContain('water the plants')
      // The stream of the page before may notice first that the connection is gone.
      expect(complaints.filter((one) => !one.startsWith('htmx: htmx:error: Failed to fetch'))).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'the browser takes the site for an app that can be installed',
    async () => {
      const { page, context } = await site.visit({ serviceWorkers: 'allow' })
      await page.goto('/signin')
      const devtools = await context.newCDPSession(page)
      const { errors, url } = await devtools.send('Page.getAppManifest')
      expect({ errors, url }).toEqual({ errors: [], url: `${site.base}/manifest.webmanifest` })
      // Headless windows are private ones, which install nothing whatever the site is like.
      const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
      expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
    },
    SLOW_MS,
  )
}
