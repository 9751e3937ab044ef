/** What loading a page again costs over the wire, as the browser counts it: headers and compressed body. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { executable, openSite, type Site, signUp } from './chromium.ts'

const SLOW_MS = 300_000
const RELOAD_MAX_BYTES = 3 * 1024
const FULL_RELOAD_MAX_BYTES = 8 * 1024
const CHATS = 50
const TASKS = 300

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  /** All that is asked for until the page is loaded; its files are kept, so there should be nothing but itself. */
  const reloadOf = async (page: Page) => {
    const costs: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (!request.url().includes('/assets/'))
        costs.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize))
    })
    const whole = page.waitForEvent('requestfinished', (request) => request.isNavigationRequest())
    await page.reload({ waitUntil: 'load' })
    await whole
    return (await Promise.all(costs)).reduce((sum, size) => sum + size, 0)
  }

  test(
    'a reload costs at most 3 KB on a new account, and 8 KB with 50 chats and 300 tasks',
    async () => {
      const { page, context } = await site.visit()
      await signUp(page)
      const { core } = site.it
      const caller = await core.account.callerOfCookie((await context.cookies())[0]?.value ?? '')
      for (const path of ['/chat', '/tasks', '/changes']) {
        await page.goto(path)
        const bytes = await reloadOf(page)
        expect(bytes).toBeGreaterThan(1000)
        expect({ path, over: Math.max(0, bytes - RELOAD_MAX_BYTES) }).toEqual({ path, over: 0 })
      }
      for (let n = 0; n < CHATS; n++) await core.thread.create(caller, { title: `Talk about subject ${n}` })
      const { id } = (await core.thread.create(caller, {})).value
      const words = Array.from({ length: TASKS }, (_, n) => ({ title: `Task ${n} to be done`, tags: [`tag-${n % 7}`] }))
      for (const task of words) await core.task.create(caller, task, { actor: 'person' })
      for (const path of [`/chat/${id}`, '/tasks', '/changes']) {
        await page.goto(path)
        const over = Math.max(0, (await reloadOf(page)) - FULL_RELOAD_MAX_BYTES)
        expect({ path, over }).toEqual({ path, over: 0 })
      }
    },
    SLOW_MS,
  )
}
