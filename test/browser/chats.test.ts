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
    'chats are searched, renamed, pinned and put away in place, while a thought waits in the box',
    async () => {
      const { page, complaints } = await site.visit()
      await signUp(page)
      await say(page, 'add plan the garden')
      await page.goto('/chat')
      await say(page, 'add pay the rent')
      await page.fill('#text', 'half a thought')
      const first = page.locator('#sessions li').first()

      await first.locator('summary').click()
      await first.locator('[name=title]').fill('Rent and <b>more</b>')
      await first.locator('button:has-text("Rename")').click()
      await page.locator('#thread-title:has-text("Rent and <b>more</b>")').waitFor()

      await page.fill('#sessions [name=q]', 'garden')
      await page.press('#sessions [name=q]', 'Enter')
      await page.locator('#found li').waitFor()
      expect(await page.locator('#sessions li').count()).toBe(1)
      await page.locator('#found summary').click()
      await page.locator('#found button:has-text("Pin")').click()
      await page.locator('#found .pinned').waitFor()
      await page.goto('/chat')
      expect(await read(page, '#chats li >> nth=0')).toContain('plan the garden')
      await page.locator('#chats summary').first().click()
      expect(await violations(page)).toEqual([])
      await page.locator('#chats button:has-text("Archive")').first().click()
      await page.locator('#said:has-text("in the archive")').waitFor()
      await page.locator('#chats li').nth(1).waitFor({ state: 'detached' })
      expect(await page.locator('#chats li').count()).toBe(1)
      await page.click('a:has-text("Archived chats")')
      await page.locator('#found li').waitFor()
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'searching leaves the conversation and what is being typed alone',
    async () => {
      const { page } = await site.visit()
      await signUp(page)
      await say(page, 'add plan the garden')
      const url = page.url()
      await page.fill('#text', 'half a thought')
      await page.locator('#sessions [name=q]').pressSequentially('PLAN the')
      await page.locator('#found mark:has-text("plan the")').waitFor()
      await page.waitForFunction(() => location.search === '?q=PLAN%20the')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q')
      expect(await violations(page)).toEqual([])
      await page.fill('#sessions [name=q]', 'nowhere')
      await page.locator('#found:has-text("No chat has these words.")').waitFor()
      await page.fill('#sessions [name=q]', '')
      await page.locator('#chats').waitFor()
      await page.waitForFunction((address) => location.href === address, url)
      expect(await page.inputValue('#text')).toBe('half a thought')
      expect(await page.locator('.msg.bot').count()).toBe(1)
    },
    SLOW_MS,
  )

  test(
    'an answer to a search that comes late leaves the menu open that was opened meanwhile',
    async () => {
      const { page } = await site.visit()
      await signUp(page)
      await say(page, 'add plan the garden')
      const { promise: menuIsOpen, resolve: open } = Promise.withResolvers<void>()
      let searches = 0
      const acts: string[] = []
      page.on('request', (request) => request.method() === 'POST' && acts.push(request.url()))
      await page.route(/\?q=/, async (route) => {
        searches += 1
        if (searches > 1) await menuIsOpen
        await route.continue()
      })
      await page.fill('#sessions [name=q]', 'garden')
      await page.locator('#found li').waitFor()
      const late = page.waitForResponse(/\?q=/)
      await page.press('#sessions [name=q]', 'Enter')
      await page.locator('#found summary').click()
      open()
      await (await late).finished()
      expect(acts).toEqual([])
      await page.locator('#found button:has-text("Pin")').click()
      await page.locator('#found .pinned').waitFor()
    },
    SLOW_MS,
  )

  test(
    'an answer is copied as it reads; the last message comes back into the box; ? shows the keys',
    async () => {
      const { page, context, complaints } = await site.visit()
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await signUp(page)
      await say(page, 'add buy milk')
      await say(page, 'add bread')
      await page.locator('.copy').last().click()
      await page.locator('#said:has-text("Copied.")').waitFor()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      expect(copied).toContain('bread')
      expect(copied).not.toContain('buy milk')

      expect(await page.locator('.edit:visible').count()).toBe(2)
      await page.locator('.edit').last().click()
      expect(await page.inputValue('#text')).toBe('add bread')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('text')

      await page.keyboard.press('?')
      expect(await page.locator('#help').isVisible()).toBe(false)
      await page.fill('#text', '')
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
      for (const close of ['Escape', 'Enter']) {
        await page.locator('.copy').last().focus()
        await page.keyboard.press('?')
        await page.locator('#help').waitFor()
        expect(await violations(page)).toEqual([])
        expect(await focused()).toBe('Close')
        await page.keyboard.press(close)
        await page.locator('#help').waitFor({ state: 'hidden' })
        expect(await focused()).toBe('Copy')
      }
      expect(await page.locator('.day').count()).toBe(1)
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'what is typed stays over a reload and another page, until it is sent or the person signs out',
    async () => {
      const { page, complaints } = await site.visit()
      await signUp(page)
      await page.fill('#text', 'half a <b>thought</b>')
      await page.reload()
      expect(await page.inputValue('#text')).toBe('half a <b>thought</b>')
      await page.goto('/tasks')
      await page.goto('/chat')
      expect(await page.inputValue('#text')).toBe('half a <b>thought</b>')
      await say(page, 'add milk')
      await page.reload()
      expect(await page.inputValue('#text')).toBe('')
      await page.goto('/chat')
      expect(await page.inputValue('#text')).toBe('')
      await page.fill('#text', 'not for the next person')
      await page.click('button:has-text("Sign out")')
      await page.waitForURL('**/signin*')
      expect(await page.evaluate(() => localStorage.length)).toBe(0)
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'without scripts no control that needs one is shown, and chats are searched and renamed by form',
    async () => {
      const { page } = await site.visit({ javaScriptEnabled: false })
      await signUp(page)
      await page.fill('#text', 'add plan the garden')
      await page.click('button:has-text("Send")')
      await page.locator('.ended').waitFor({ state: 'attached' })
      expect(await page.locator('.copy:visible, .scripted:visible').count()).toBe(0)
      await page.click('.edit')
      expect(await page.inputValue('#text')).toBe('add plan the garden')
      await page.locator('#sessions summary').click()
      await page.fill('#sessions [name=title]', 'Roses')
      await page.click('button:has-text("Rename")')
      await page.locator('#thread-title:has-text("Roses")').waitFor()
      await page.fill('#sessions [name=q]', 'nowhere')
      await page.click('#sessions button:has-text("Search")')
      await page.locator('#found:has-text("No chat has these words.")').waitFor()
    },
    SLOW_MS,
  )
}
