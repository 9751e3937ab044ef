/** Looks that no picture can hold: colours of the person's own, and paper. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { executable, openSite, type Site, say, signUp } from './chromium.ts'

const SLOW_MS = 300_000

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  /** Somebody with a chat and tasks: one done, one high, one plain. Answers where the chat is. */
  const filled = async (page: Page) => {
    await signUp(page)
    await say(page, 'add buy milk and call the bank !high #home and water the plants every monday')
    await say(page, 'done buy milk')
    return new URL(page.url()).pathname
  }

  const style = (page: Page, selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((found, name) => getComputedStyle(found).getPropertyValue(name), property)

  test.each(['light', 'dark'] as const)(
    'forced colours, %s: focus, the current place, done and priority are told by lines',
    async (colorScheme) => {
      const { page } = await site.visit({ forcedColors: 'active', colorScheme })
      const chat = await filled(page)
      await page.goto(chat)
      const paper = await style(page, 'body', 'background-color')
      await page.focus('#text')
      const told = { focus: '.line', place: '.top nav [aria-current]', chat: '.sessions [aria-current]' }
      for (const [name, selector] of Object.entries(told))
        expect([name, await style(page, selector, 'outline-style')]).toEqual([name, 'solid'])
      await page.goto('/tasks?status=pending&tag=home')
      for (const selector of ['.lists [aria-current]', '.filters nav [aria-current]'])
        expect([selector, await style(page, selector, 'outline-style')]).toEqual([selector, 'solid'])
      await page.goto('/tasks')
      expect(await style(page, '.completed .tick', 'background-color')).not.toBe(paper)
      const width = async (row: string) => Number.parseFloat(await style(page, `${row} .tick`, 'border-top-width'))
      expect(await width('.task:has(.high)')).toBeGreaterThan(await width('.pending:not(:has(.priority))'))
    },
    SLOW_MS,
  )

  test(
    'paper has what is to be done with its boxes, and nothing to press',
    async () => {
      const { page } = await site.visit({ viewport: { width: 800, height: 1100 } })
      const chat = await filled(page)
      for (const path of [chat, '/changes', '/tasks?limit=1', '/tasks']) {
        await page.goto(path)
        await page.emulateMedia({ media: 'print' })
        const pressed = page.locator('nav, summary, a.button, button:not(.tick), input, select, textarea')
        const shown = await pressed.evaluateAll((found) =>
          found.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80)),
        )
        expect({ path, shown }).toEqual({ path, shown: [] })
      }
      expect(await page.locator('.task .tick:visible').count()).toBe(3)
    },
    SLOW_MS,
  )

  test(
    'a chat opens at its newest words in a window too low for a pane, and a drawer has a way out',
    async () => {
      const { page } = await site.visit({ viewport: { width: 844, height: 390 } })
      const chat = await filled(page)
      await page.goto(chat)
      const last = await page.locator('.msg').last().boundingBox()
      expect(last?.y).toBeLessThan(390)
      for (const [opener, drawer] of [
        ['Chats', '#sessions'],
        ['To do', '#panel'],
      ] as const) {
        await page.locator('.bar').getByRole('button', { name: opener }).click()
        await page.locator(drawer).getByRole('button', { name: 'Close' }).click()
        await page.locator(drawer).waitFor({ state: 'hidden' })
      }
    },
    SLOW_MS,
  )
}
