/** A long paste becomes an import; nothing of it is cut. */
import { expect, test } from 'bun:test'
import { read, signUp, violations } from './chromium.ts'
import { inBrowsers } from './driver/browsers.ts'

inBrowsers({}, (site) => {
  test('a paste longer than a message opens the preview with what was typed before it, and is added from there', async () => {
    const { page, context, complaints } = await site.visit()
    await signUp(page)
    await page.fill('#text', '- Milk\n')
    const list = Array.from({ length: 25 }, (_, n) => `- Water plant number ${n} on monday`).join('\n')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate((text) => navigator.clipboard.writeText(text), list)
    await page.press('#text', 'Control+v')
    await page.waitForURL('**/tasks/import')
    expect(await read(page, '#found-title')).toBe('26 tasks would be added')
    expect(await page.inputValue('#import-text')).toBe(`- Milk\n${list}`)
    expect(await violations(page)).toEqual([])
    await page.click('button:has-text("Add 26 tasks")')
    await page.waitForURL('**/tasks?said=imported')
    expect(await page.locator('#tasks .task').count()).toBe(26)
    expect(complaints).toEqual([])
  })

  test('a short paste stays in the box, and no more can be typed than a message holds', async () => {
    const { page } = await site.visit()
    await signUp(page)
    expect(await page.getAttribute('#text', 'maxlength')).toBe('500')
    await page.fill('#text', 'x'.repeat(499))
    await page.locator('#text').pressSequentially('yz')
    expect((await page.inputValue('#text')).length).toBe(500)
    expect(await read(page, '#count')).toBe('500 of 500')
  })
})
