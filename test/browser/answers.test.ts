/** What stands in a chat beside the words, and the ways back from an answer: edit, again, and the versions before. */
import { expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { toRow, userMessage } from '../../src/thread/item.ts'
import { appendItems } from '../../src/thread/store.ts'
import { calls, says } from '../support/fake-provider.ts'
import { read, reads, say, signUp } from './chromium.ts'
import { inBrowsers } from './driver/browsers.ts'

const CODE = 'So:\n\n```ts\nconst a = 1\n```\n'

inBrowsers({ script: says('Hello.') }, (site) => {
  test('a suggestion is asked; code has colours, tools their icon and outcome; who answered, when and on which day', async () => {
    const { page, complaints } = await site.visit()
    await signUp(page)
    site.fake.play(says(CODE))
    await page.locator('#empty .idea').first().click()
    await page.waitForURL('**/chat/*')
    await page.locator('.ended.completed').waitFor({ state: 'attached' })
    expect(await page.locator('.answer code .hljs-keyword').first().textContent()).toBe('const')
    site.fake.play([calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }]), says('It is on your list.')])
    await say(page, 'milk')
    await reads(page, '.steps summary', '✅ Added')
    await page.locator('#todos .task').waitFor({ state: 'attached' })
    expect(await read(page, '.msg.bot:last-child .feet')).toContain('Answered by:')
    expect(await page.locator('.msg.bot:last-child .feet time').count()).toBe(1)
    expect(await page.locator('.day').count()).toBe(1)
    expect(complaints).toEqual([])
  })

  test('a message is edited and an answer asked for again; what was there before is reached, with what it changed', async () => {
    const { page, complaints } = await site.visit()
    await signUp(page)
    site.fake.play([calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }]), says('Milk it is.')])
    await say(page, 'add milk')
    await page.locator('#todos .task').waitFor({ state: 'attached' })
    await page.locator('.msg.me .edit').click()
    await page.locator('#editing').waitFor()
    site.fake.play(says('Bread it is.'))
    await page.fill('#text', 'add bread')
    await page.press('#text', 'Enter')
    await page.locator('.answer:has-text("Bread it is.")').waitFor()
    await page.locator('.ended.completed').waitFor({ state: 'attached' })
    // The answer before had added it.
    await page.locator('#todos .task').waitFor({ state: 'detached' })
    expect(await page.locator('.msg.me').count()).toBe(1)
    await page.locator('[aria-label="Earlier version"]').click()
    await page.locator('.answer:has-text("Milk it is.")').waitFor()
    await page.locator('[aria-label="Later version"]').click()
    await page.locator('.answer:has-text("Bread it is.")').waitFor()
    site.fake.play(says('Rye bread it is.'))
    await page.locator('button:has-text("Answer again")').click()
    await page.locator('.answer:has-text("Rye bread it is.")').waitFor()
    await page.locator('.msg.bot .versions:has-text("2 of 2")').waitFor()
    expect(complaints).toEqual([])
  })

  test('what is older than the window comes when it is asked for', async () => {
    const { page, context, complaints } = await site.visit()
    await signUp(page)
    const { core } = site.it
    const caller = await core.account.callerOfCookie((await context.cookies())[0]?.value ?? '')
    const { id } = (await core.thread.create(caller, { title: 'Long' })).value
    const rows = Array.from({ length: 150 }, (_, n) => toRow(userMessage(id, `Message ${n}.`), newId()))
    await site.it.db.transaction((sql) => appendItems(sql, caller.user_id, id, rows))
    await page.goto(`/chat/${id}`)
    expect(await page.locator('.msg.me:has-text("Message 0.")').count()).toBe(0)
    await page.locator('.older a').click()
    await page.locator('.msg.me:has-text("Message 0.")').first().waitFor()
    expect(complaints).toEqual([])
  })
})
