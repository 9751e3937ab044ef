/** What fingers meet on a phone: targets of 44 px, and fields that show what is in them. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { executable, openSite, type Site, signUp } from './chromium.ts'

const SLOW_MS = 300_000
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const TARGET_PX = 44

/** Controls in sight that a finger 21 px above or below their middle would miss. */
const missedOn = (page: Page) =>
  page.evaluate((target) => {
    const reach = target / 2 - 1
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, .button, select, input, summary, nav a, .feet a'),
    ]
    return controls
      .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('.vh'))
      .filter((one) => !one.matches('[type=checkbox], [type=radio], .steps > summary'))
      .flatMap((one) => {
        one.scrollIntoView({ block: 'center' })
        const { left, top, width, height } = one.getBoundingClientRect()
        const hit = (y: number) => one.contains(document.elementFromPoint(left + width / 2, y))
        const middle = top + height / 2
        return hit(middle - reach) && hit(middle + reach) ? [] : [`${one.outerHTML.slice(0, 90)} ${height}`]
      })
  }, TARGET_PX)

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  test(
    'on a phone every control is 44 px high for a finger',
    async () => {
      const { page } = await site.visit(PHONE)
      await signUp(page)
      await page.fill('#text', 'Add water the plants every Monday #home')
      // Where fingers write, Enter makes a new line.
      await page.click('#composer .send')
      await page.locator('.msg.bot .ended').waitFor({ state: 'attached' })
      const missed: Record<string, string[]> = { chat: await missedOn(page) }
      for (const path of ['/tasks', '/tasks/1?edit=true', '/changes', '/settings', '/tasks/import']) {
        await page.goto(path)
        missed[path] = await missedOn(page)
      }
      expect(Object.entries(missed).filter(([, controls]) => controls.length > 0)).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'a box for several lines shows several, and a field of the edit form all of its words',
    async () => {
      const { page } = await site.visit(PHONE)
      await signUp(page)
      const heightOf = (box: string) => page.locator(box).evaluate((one) => one.getBoundingClientRect().height)
      await page.goto('/tasks/import')
      expect(await heightOf('#import-text')).toBeGreaterThan(200)
      await page.goto('/offline')
      expect(await heightOf('#text')).toBeGreaterThan(100)
      await page.goto('/tasks')
      await page.fill('#title', 'Water the plants')
      await page.press('#title', 'Enter')
      await page.waitForSelector('.task')
      await page.goto('/tasks/1?edit=true')
      const clipped = await page
        .locator('.edit-task :is(input:not([type=hidden]), select)')
        .evaluateAll((fields) => fields.filter((one) => one.scrollWidth > one.clientWidth).map(({ id }) => id))
      expect(clipped).toEqual([])
      expect(await heightOf('[type=datetime-local]')).toBeGreaterThan(43)
    },
    SLOW_MS,
  )
}
