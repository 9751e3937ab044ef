import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { type FakeProvider, fakeProvider, hangs } from '../support/fake-provider.ts'
import { executable, openSite, type Site, say, signUp, violations } from './chromium.ts'

const SLOW_MS = 300_000
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1360, height: 850 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 850 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 800 } },
  { name: 'phone, dark', colorScheme: 'dark', viewport: { width: 390, height: 800 } },
] as const

if (executable) {
  let site: Site
  let slow: Site
  let fake: FakeProvider
  beforeAll(async () => {
    site = await openSite()
    fake = await fakeProvider(hangs('Half of an **answer**'))
    slow = await openSite({ settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' } })
  }, SLOW_MS)
  afterAll(async () => {
    await site?.close()
    await slow?.close()
    await fake?.stop()
  }, SLOW_MS)

  const fine = async (page: Page, where: string) =>
    expect({ where, found: await violations(page) }).toEqual({ where, found: [] })

  describe.each([...looks])('axe finds nothing: $name', ({ name: _, ...look }) => {
    test(
      'strangers’ pages',
      async () => {
        const { page } = await site.visit(look)
        await page.goto('/signin')
        await fine(page, 'sign-in')
        await page.fill('#email', 'ada@example.org')
        await page.fill('#password', 'not right')
        await page.click('button:has-text("Sign in")')
        await page.locator('[role=alert]:not([hidden])').waitFor()
        await fine(page, 'sign-in refused')
        await page.goto('/signup')
        await fine(page, 'sign-up')
        await page.goto('/nowhere')
        await fine(page, 'not found')
      },
      SLOW_MS,
    )

    test(
      'settings and state',
      async () => {
        const { page } = await site.visit(look)
        await signUp(page)
        await page.goto('/settings')
        await page.fill('#token-name', 'Robot')
        await page.click('button:has-text("Create token")')
        await page.locator('.made').waitFor()
        await page.click('#erase summary')
        await fine(page, 'settings')
        const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
        expect(wide).toBeLessThanOrEqual(seen ?? 0)
        await page.fill('#confirm', 'no')
        await page.click('button:has-text("Delete everything")')
        await page.locator('[role=alert]:not([hidden])').waitFor()
        await fine(page, 'settings refused')
        await page.goto('/status')
        await fine(page, 'state')
      },
      SLOW_MS,
    )

    test(
      'chat and tasks: empty, full, waiting, settled',
      async () => {
        const { page } = await site.visit(look)
        await signUp(page)
        await fine(page, 'empty chat')
        await page.goto('/tasks')
        await fine(page, 'no tasks')
        await page.goto('/chat')
        await say(page, 'add buy milk yesterday !high #shop and water the plants every monday')
        await say(page, 'help')
        await fine(page, 'answered')
        await say(page, 'delete task 1')
        await fine(page, 'waiting')
        await page.click('.choices button:has-text("Confirm")')
        await page.locator('.outcome').waitFor()
        await fine(page, 'settled')
        await page.goto('/tasks')
        await page.click('.tick')
        await page.locator('.completed').first().waitFor()
        await fine(page, 'tasks')
      },
      SLOW_MS,
    )

    test(
      'an answer being written, and one that was stopped',
      async () => {
        const { page } = await slow.visit(look)
        await signUp(page)
        await say(page, 'tell me', false)
        await page.waitForURL('**/chat/*')
        await page.locator('.tail strong').waitFor()
        await fine(page, 'answering')
        await page.click('.state button:has-text("Stop")')
        await page.locator('.ended.cancelled').waitFor()
        await fine(page, 'stopped')
      },
      SLOW_MS,
    )
  })
}
