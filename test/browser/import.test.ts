/** A long paste becomes an import; nothing of it is cut. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { executable, openSite, read, type Site, signUp, violations } from './chromium.ts'

const SLOW_MS = 300_000

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  test(
    'a paste longer than a message opens the preview with what was typed before it, and is added from there',
    async () => {
      const { page, complaints } = await site.visit()
      await signUp(page)
      await page.fill('#text', '- Milk\n')
      const list = Array.from({ length: 25 }, (_, n) => `- Water plant number ${n} on monday`).join('\n')
      await page.locator('#text').evaluate((box, text) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text', text)
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }, list)
      await page.waitForURL('**/tasks/import')
      expect(await read(page, '#found-title')).toBe('26 tasks would be added')
      expect(await page.inputValue('#import-text')).toBe(`- Milk\n${list}`)
      expect(await violations(page)).toEqual([])
      await page.click('button:has-text("Add 26 tasks")')
      await page.waitForURL('**/tasks?said=imported')
      expect(await page.locator('#tasks .task').count()).toBe(26)
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'a short paste stays in the box, and no more can be typed than a message holds',
    async () => {
      const { page } = await site.visit()
      await signUp(page)
      expect(await page.getAttribute('#text', 'maxlength')).toBe('500')
      await page.fill('#text', 'x'.repeat(499))
      await page.locator('#text').pressSequentially('yz')
      expect((await page.inputValue('#text')).length).toBe(500)
      expect(await read(page, '#count')).toBe('500 of 500')
    },
    SLOW_MS,
  )
}
