/** Every part in every state: nothing that axe finds, nothing wider than a small phone, no complaint of the policy. */
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
        for (const link of links) {
          await page.goto(link)
          const found = await violations(page)
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          if (found.length > 0 || wide > 0) wrong.push({ link, found, wide })
        }
        expect(wrong).toEqual([])
        expect(complaints.filter((one) => !one.startsWith('htmx: htmx:error: Failed to fetch'))).toEqual([])
      },
      SLOW_MS,
    )
  })
}
