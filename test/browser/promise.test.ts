import { afterAll, beforeAll, expect, test } from 'bun:test'
import { ending, type FakeProvider, fakeProvider, says, words } from '../support/fake-provider.ts'
import { executable, openSite, type Site, say, signUp } from './chromium.ts'

const SLOW_MS = 300_000
/** What the first page of a chat may cost: bytes over the wire with headers, and requests. */
const FIRST_PAGE_MAX_BYTES = 30 * 1024
const FIRST_PAGE_MAX_REQUESTS = 4

if (executable) {
  let site: Site
  let fake: FakeProvider
  beforeAll(async () => {
    fake = await fakeProvider(says('Hello.'))
    site = await openSite({ settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' } })
  }, SLOW_MS)
  afterAll(async () => {
    await site?.close()
    await fake?.stop()
  }, SLOW_MS)

  test(
    'a first chat page costs at most 4 requests and 30 KB',
    async () => {
      const { page, context } = await site.visit()
      await signUp(page)
      const [cookie] = await context.cookies()
      const cold = await site.visit()
      await cold.context.addCookies(cookie ? [cookie] : [])
      const costs: Promise<number>[] = []
      cold.page.on('requestfinished', (request) =>
        costs.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize)),
      )
      // Its stream of changes is opened last, and stays open: the network need not fall silent before or after it.
      const live = cold.page.waitForResponse('**/live?*')
      await cold.page.goto('/chat', { waitUntil: 'load' })
      await live
      const bytes = (await Promise.all(costs)).reduce((sum, size) => sum + size, 0)
      expect(costs.length).toBeLessThanOrEqual(FIRST_PAGE_MAX_REQUESTS)
      expect(bytes).toBeGreaterThan(10_000)
      expect(bytes).toBeLessThanOrEqual(FIRST_PAGE_MAX_BYTES)
    },
    SLOW_MS,
  )

  test(
    'who reads further up is not moved while the answer grows; who is at the end stays there',
    async () => {
      const { page } = await site.visit({ viewport: { width: 800, height: 500 } })
      await signUp(page)
      fake.play(says(Array.from({ length: 40 }, (_, n) => `Paragraph ${n} of the first answer.`).join('\n\n')))
      await say(page, 'tell me')
      const { promise, resolve } = Promise.withResolvers<void>()
      const more = Array.from({ length: 30 }, (_, n) => `More ${n}.`).join('\n\n')
      fake.play({ steps: [...words('Begin. '), { until: promise }, ...words(more), ...ending('stop')] })
      await say(page, 'and more', false)
      await page.locator('.tail > *').waitFor()
      const place = () =>
        page.evaluate(() => document.querySelectorAll('.answer p')[10]?.getBoundingClientRect().top ?? 0)
      await page.evaluate(() => document.querySelectorAll('.answer p')[10]?.scrollIntoView({ block: 'center' }))
      const before = await place()
      resolve()
      await page.locator('.msg.bot').nth(1).locator('.ended').waitFor({ state: 'attached' })
      expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1)
      await page.locator('#jump').click()
      expect(await page.evaluate(() => document.getElementById('pane')?.scrollTop)).toBe(0)
      fake.play(says(more))
      await say(page, 'once more')
      expect(await page.evaluate(() => document.getElementById('pane')?.scrollTop)).toBe(0)
      expect(await page.locator('text=More 29.').last().isVisible()).toBe(true)
    },
    SLOW_MS,
  )

  test(
    'what changes in one tab is right in another after a reload, and a second tab follows the same answer',
    async () => {
      const { page, context } = await site.visit()
      await signUp(page)
      const { promise, resolve } = Promise.withResolvers<void>()
      fake.play({ steps: [...words('One **two** three. '), { until: promise }, ...words('Four.'), ...ending('stop')] })
      await say(page, 'count', false)
      await page.waitForURL('**/chat/*')
      const other = await context.newPage()
      await other.goto(page.url())
      await other.locator('.tail strong').waitFor()
      resolve()
      for (const tab of [page, other]) await tab.locator('.ended').waitFor({ state: 'attached' })
      expect(await other.locator('.answer').innerHTML()).toBe(await page.locator('.answer').innerHTML())
    },
    SLOW_MS,
  )
}
