/** The main journey in the other engine: with its script, and without it. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Browser, Page } from 'puppeteer-core'
import { firefox, go, openFirefox, visitIn, words, write } from './firefox.ts'
import { type OpenedServer, openedServer } from './rest.ts'

const SLOW_MS = 300_000

if (firefox) {
  let server: OpenedServer
  let browser: Browser
  let base = ''
  beforeAll(async () => {
    server = await openedServer({ pace_ms: 20 })
    base = server.base
    browser = await openFirefox()
  }, SLOW_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  }, SLOW_MS)

  const signUp = async (page: Page) => {
    await page.goto(`${base}/signup`)
    await write(page, '#name', 'Ada')
    await write(page, '#email', `${crypto.randomUUID()}@example.org`)
    await write(page, '#password', 'correct horse')
    await go(page, 'main button[type=submit]')
  }

  test(
    'sign up, ask, watch the answer, confirm, complete with the way back, and no complaint',
    async () => {
      const { page, complaints, close } = await visitIn(browser)
      await signUp(page)
      await write(page, '#text', 'add buy milk tomorrow')
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
      await page.waitForSelector('.ended')
      await page.waitForFunction(() => document.querySelector('#todos .title')?.textContent?.includes('buy milk'))
      await page.waitForFunction(() => document.readyState === 'complete')
      await write(page, '#text', 'delete task 1')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.waits .choices button')
      // What is still being written would move the button away from under the pointer.
      await page.waitForFunction(() => document.querySelector('.live') === null)
      await page.click('.waits .choices .danger')
      await page.waitForSelector('.outcome')
      await page.waitForFunction(() => document.querySelectorAll('#todos .task').length === 0)

      await page.goto(`${base}/tasks`)
      await write(page, '#title', 'Water the plants every monday')
      await page.keyboard.press('Enter')
      await page.waitForSelector('#tasks .task .tick')
      await page.click('#tasks .tick')
      await page.waitForSelector('#tasks .completed')
      await page.waitForFunction(() => document.querySelector('#said')?.textContent?.includes('Next:'))
      expect(complaints).toEqual([])
      await close()
    },
    SLOW_MS,
  )

  test(
    'without the script: sign up, ask, read the whole answer, confirm, add and complete a task',
    async () => {
      const { page, close } = await visitIn(browser, { script: false })
      await signUp(page)
      await write(page, '#text', 'add buy milk tomorrow')
      await go(page, '#composer .send')
      expect((await words(page, '.msg.bot')).join()).toContain('buy milk')
      await write(page, '#text', 'delete task 1')
      await go(page, '#composer .send')
      await page.waitForSelector('.waits .choices .danger')
      await go(page, '.waits .choices .danger')
      await page.goto(`${base}/tasks`)
      expect((await words(page, '#tasks .title')).length).toBe(0)
      await write(page, '#title', 'Bread')
      await go(page, '#add button')
      await go(page, '#tasks .tick')
      expect((await words(page, '#tasks .completed .title')).join()).toBe('Bread')
      await close()
    },
    SLOW_MS,
  )
}
