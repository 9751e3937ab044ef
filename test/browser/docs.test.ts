/** The reference of the API in a real browser: search, no script, dark, narrow and on paper. */
import { afterAll, describe, expect, test } from 'bun:test'
import { executable, openSite, violations } from './chromium.ts'

if (executable)
  describe('/docs', async () => {
    const site = await openSite()
    afterAll(() => site.close())

    test.each([['light'], ['dark']] as const)(
      '%s: no violation, no complaint, no stray request',
      async (colorScheme) => {
        const { page, complaints, strays } = await site.visit({ colorScheme })
        await page.goto('/docs')
        expect(await violations(page)).toEqual([])
        expect([complaints, strays]).toEqual([[], []])
      },
    )

    test('it has the look of the pages, and leads back to them', async () => {
      const { page } = await site.visit()
      const looks = async (path: string) => {
        await page.goto(path)
        return page.evaluate(() => {
          const { backgroundColor, fontFamily } = getComputedStyle(document.body)
          const { fontFamily: large, fontSize } = getComputedStyle(document.querySelector('h1') as Element)
          return [backgroundColor, fontFamily, large, fontSize]
        })
      }
      expect(await looks('/docs')).toEqual(await looks('/signin'))
      await page.goto('/docs')
      await page.click('.brand')
      await page.waitForURL('**/signin')
    })

    test('search leaves what holds all words, and says how much', async () => {
      const { page } = await site.visit()
      await page.goto('/docs')
      const all = await page.locator('.operation').count()
      await page.keyboard.press('/')
      await page.keyboard.type('idempotency toggle')
      await page.getByText(/^\d+ found$/).waitFor()
      const left = await page.locator('.operation:visible').count()
      expect(left).toBeGreaterThan(0)
      expect(left).toBeLessThan(all / 4)
      expect(await page.locator('#toggleTask').isVisible()).toBe(true)
      expect(await page.locator('nav [data-for="signUp"]').isVisible()).toBe(false)
    })

    test('without a script all of it is there; a phone need not scroll sideways; paper has no contents', async () => {
      const { page } = await site.visit({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
      await page.goto('/docs#startRun')
      expect(await page.locator('#search').isVisible()).toBe(false)
      expect(await page.locator('#startRun').isVisible()).toBe(true)
      const wide = await page.locator('html').evaluate((root) => root.scrollWidth)
      expect(wide).toBeLessThanOrEqual(320)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('nav').isVisible()).toBe(false)
    })
  })
