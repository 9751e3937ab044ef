import { afterAll, beforeAll, expect, test } from 'bun:test'
import { executable, openSite, read, type Site, say, signUp, violations } from './chromium.ts'

const SLOW_MS = 300_000

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  test(
    'changes are seen as they come and taken back in place; focus stays at the act',
    async () => {
      const { page, context, complaints } = await site.visit()
      await signUp(page)
      await say(page, 'add milk, bread and tea')
      await page.goto('/changes')
      expect(await violations(page)).toEqual([])
      const elsewhere = await context.newPage()
      await elsewhere.goto('/tasks')
      await elsewhere.fill('#title', 'Buy <b>roses</b>')
      await elsewhere.press('#title', 'Enter')
      await page.locator('.act:has-text("Buy <b>roses</b>")').waitFor()
      await page.locator('.act:has-text("milk") button:has-text("Undo")').nth(1).click()
      await page.locator('.act .undone').waitFor()
      await page.waitForFunction(() => document.activeElement?.closest('.act')?.textContent?.includes('milk'))
      await page.locator('.act:has-text("milk") button:has-text("Undo all")').click()
      await page.locator('#said:has-text("Taken back: added 2 tasks.")').waitFor()
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'a deleted chat comes back from the notice and from the page of changes, also without scripts',
    async () => {
      const { page, context, complaints } = await site.visit()
      await signUp(page)
      await say(page, 'plan the garden')
      const chat = page.url()
      await page.locator('#sessions summary').click()
      await page.click('button:has-text("Delete this chat")')
      await page.waitForURL('**/chat?said=chat_deleted*')
      await page.click('#said button:has-text("Undo")')
      await page.waitForURL(`${chat}?said=chat_restored`)
      expect(await read(page, '#log')).toContain('plan the garden')
      await page.goto('/chat')
      await page.locator('#sessions summary').click()
      await page.click('button:has-text("Delete this chat")')
      await page.locator('#said:has-text("Deleted “plan the garden”.")').waitFor()
      const plain = await site.visit({ javaScriptEnabled: false, storageState: await context.storageState() })
      await plain.page.goto('/changes')
      await plain.page.click('button:has-text("Restore")')
      await plain.page.locator('#said:has-text("The chat is back.")').waitFor()
      await plain.page.goto(chat)
      expect(await read(plain.page, '#log')).toContain('plan the garden')
      await plain.page.locator('#sessions summary').click()
      await plain.page.click('button:has-text("Delete this chat")')
      await plain.page.waitForURL('**/chat?said=chat_deleted*')
      await page.goto('/changes')
      await page.click('summary:has-text("Delete for good")')
      expect(await violations(page)).toEqual([])
      await page.click('button:has-text("Yes, delete it for good")')
      await page.locator('#bin li').waitFor({ state: 'detached' })
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )
}
