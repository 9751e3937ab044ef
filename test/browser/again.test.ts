/** What an open page is sent by the stream that keeps it up to date: nothing that it has already. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { says } from '../support/fake-provider.ts'
import { executable, openScriptedSite, type ScriptedSite, say, signUp } from './chromium.ts'

const SLOW_MS = 300_000

if (executable) {
  let site: ScriptedSite
  beforeAll(async () => {
    site = await openScriptedSite(says('First **block**.\n\n```ts\nconst a = 1\n```\n\n- one\n- two\n'))
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  /** From now on the page keeps which of its pieces that stream has brought. */
  const listen = (page: Page) =>
    page.evaluate(() => {
      document.addEventListener('htmx:sse:before:message', ({ target, detail }: CustomEventInit & Event) => {
        if ((target as Element).id !== 'watch') return
        const came = [...detail.message.data.matchAll(/<hx-partial hx-target="([^"]+)"/g)].map(([, to]) => to)
        document.body.dataset.came = [document.body.dataset.came, ...came].join(' ').trim()
      })
    })
  const cameTo = (page: Page) =>
    page.evaluate(() => {
      const { came = '' } = document.body.dataset
      delete document.body.dataset.came
      return came.split(' ')
    })

  test(
    'after an answer it brings nothing of it, neither of the first of a chat nor of one that was asked for in the page',
    async () => {
      const { page, context, complaints } = await site.visit()
      await signUp(page)
      const { core } = site.it
      const caller = await core.account.callerOfCookie((await context.cookies())[0]?.value ?? '')
      /** A change elsewhere, which comes behind all that had to come. */
      const addElsewhere = async (title: string) => {
        const { value } = await core.task.create(caller, { title }, { actor: 'api' })
        await page.locator(`#todo-${value.id}`).waitFor({ state: 'attached' })
      }
      await say(page, 'tell me', false)
      await page.waitForURL('**/chat/*')
      await listen(page)
      await page.locator('.ended').waitFor({ state: 'attached' })
      await addElsewhere('One')
      expect(await cameTo(page)).not.toContain('#log')
      for (const words of ['and more', 'and again']) {
        await say(page, words)
        await addElsewhere(words)
        // As it connects again it may bring the new task in its list.
        expect((await cameTo(page)).filter((piece) => !piece.startsWith('#todo'))).toEqual([])
      }
      const shown = await page.locator('#log').innerHTML()
      await page.reload()
      expect(await page.locator('#log').innerHTML()).toBe(shown)
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )
}
