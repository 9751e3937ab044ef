/**
 * Every part in every state: nothing that axe finds, nothing wider than a small phone, no complaint of the policy, and no
 * closed menu with boxes to lay out.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { executable, openSite, type Site, violations } from './chromium.ts'

const SLOW_MS = 300_000

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite({ settings: { NODE_ENV: 'development' } })
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test(
      'each part on a phone of 320 pixels',
      async () => {
        const { page, complaints } = await site.visit({ colorScheme, viewport: { width: 320, height: 640 } })
        // The answer that is being written has no server behind it.
        await page.route('**/stream?*', (route) => route.abort())
        await page.goto('/dev/components')
        const links = await page
          .locator('main a')
          .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
        const wrong: object[] = []
        let menus = 0
        for (const link of links) {
          await page.goto(link)
          const found = await violations(page)
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          const closed = await page
            .locator('details.more:not([open]) > form')
            .evaluateAll((forms) => forms.map((form) => form.getClientRects().length))
          menus += closed.length
          if (found.length > 0 || wide > 0 || closed.some((boxes) => boxes > 0))
            wrong.push({ link, found, wide, closed })
        }
        expect(menus).toBeGreaterThan(0)
        expect(wrong).toEqual([])
        expect(complaints.filter((one) => !one.startsWith('htmx: htmx:error: Failed to fetch'))).toEqual([])
      },
      SLOW_MS,
    )
  })
}
