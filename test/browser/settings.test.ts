/** Settings, what is taken along from them, and words from right to left. */
import { expect, test } from 'bun:test'
import { read, reads, signUp } from './chromium.ts'
import { inBrowsers } from './driver/browsers.ts'

inBrowsers({}, (site) => {
  test('name, zone, language and theme are kept; a token is made and removed; tasks are exported', async () => {
    const { page, complaints } = await site.visit()
    await signUp(page)
    await page.goto('/settings')
    await page.fill('#name', 'عائشة')
    await page.selectOption('#time_zone', 'Asia/Tokyo')
    await page.click('form[action="/settings/profile"] button')
    await reads(page, '#said', 'Saved')
    expect(await page.inputValue('#name')).toBe('عائشة')
    expect(await page.inputValue('#time_zone')).toBe('Asia/Tokyo')

    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const seen: Record<string, unknown> = {}
    for (const theme of ['light', 'dark']) {
      await page.selectOption('#theme', theme)
      await page.selectOption('#locale', 'de')
      await page.click('form[action="/settings/preferences"] button')
      await page.locator(`meta[name="color-scheme"][content="${theme}"]`).waitFor({ state: 'attached' })
      await page.waitForLoadState('load')
      seen[theme] = await paper()
    }
    expect(seen).toEqual({ light: 'rgb(250, 249, 246)', dark: 'rgb(18, 20, 22)' })
    expect(await page.inputValue('#locale')).toBe('de')

    await page.fill('#token-name', 'Robot')
    await page.click('button:has-text("Create token")')
    await page.locator('.made').waitFor()
    expect(await read(page, '.made')).toContain('curl -H')
    await page.click('[aria-label="Remove token Robot"]')
    await page.locator('[aria-label="Remove token Robot"]').waitFor({ state: 'detached' })

    await page.goto('/tasks')
    await page.fill('#title', 'Pay rent #home')
    await page.press('#title', 'Enter')
    await page.locator('#task-1').waitFor()
    const table = await page.evaluate(async () => (await fetch('/settings/export?format=csv')).text())
    expect(table).toContain('Pay rent')
    expect(complaints).toEqual([])
  })

  test('words that run from right to left do so, in a frame that does not', async () => {
    const { page, complaints } = await site.visit()
    await signUp(page)
    await page.goto('/tasks')
    await page.fill('#title', 'شراء الحليب')
    await page.press('#title', 'Enter')
    await page.locator('#task-1 .title').waitFor()
    const directionOf = (selector: string) =>
      page.locator(selector).evaluate((element) => getComputedStyle(element).direction)
    expect(await directionOf('#task-1 .title')).toBe('rtl')
    expect(await directionOf('body')).toBe('ltr')
    expect(complaints).toEqual([])
  })
})
