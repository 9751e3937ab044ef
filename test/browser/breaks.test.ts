/** What a connection that breaks, a server that is busy and a login that ends leave of an answer and of a draft: all of it. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { connect, createServer, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { ending, type FakeProvider, fakeProvider, says, words } from '../support/fake-provider.ts'
import { executable, openSite, type Site, say } from './chromium.ts'

const SLOW_MS = 300_000
const CUTS = 5

if (executable) {
  let site: Site
  let fake: FakeProvider
  const open = new Set<Socket>()
  /** Stands between the browser and the program. */
  const between = createServer((client) => {
    const server = connect(Number(new URL(site.base).port), '127.0.0.1')
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
  })
  const cut = () => {
    for (const socket of [...open]) socket.destroy()
  }
  beforeAll(async () => {
    fake = await fakeProvider(says('Hello.'))
    site = await openSite({ settings: { OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-x', LLM_PROVIDERS: 'openai' } })
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
  }, SLOW_MS)
  afterAll(async () => {
    between.close()
    cut()
    await site?.close()
    await fake?.stop()
  }, SLOW_MS)

  const baseURL = () => `http://127.0.0.1:${(between.address() as { port: number }).port}`
  const logOf = (page: Page) => page.locator('#log').innerHTML()
  /** An answer in parts, each told to come. */
  const answerInParts = (parts: number) => {
    const gates = Array.from({ length: parts }, () => Promise.withResolvers<void>())
    const steps = gates.flatMap(({ promise }, n) => [{ until: promise }, ...words(`Part **${n}** is here.\n\n`)])
    fake.play({ steps: [...words('Begun. '), ...steps, ...ending('stop')] })
    let next = 0
    return () => gates[next++]?.resolve()
  }

  test(
    'five cuts, two reloads, a 503 and an ended login lose nothing of an answer or a draft',
    async () => {
      const { page, context } = await site.visit({ baseURL: baseURL() })
      const email = `${crypto.randomUUID()}@example.org`
      await page.goto('/signup')
      await page.fill('#name', 'Ada')
      await page.fill('#email', email)
      await page.fill('#password', 'correct horse')
      await page.click('button:has-text("Create account")')
      await page.waitForURL('**/chat')
      await say(page, 'hello')
      const more = answerInParts(CUTS + 4)
      await say(page, 'tell me', false)
      let part = 0
      const seePart = async () => {
        more()
        await page
          .locator(`.answer:has-text("Part ${part} is here."), .tail:has-text("Part ${part} is here.")`)
          .first()
          .waitFor()
        part += 1
      }
      await seePart()
      await page.fill('#text', 'half a <b>thought</b>')
      for (let n = 0; n < CUTS; n++) {
        cut()
        await seePart()
      }
      for (let n = 0; n < 2; n++) {
        await page.reload()
        await seePart()
        expect(await page.inputValue('#text')).toBe('half a <b>thought</b>')
      }
      await page.route('**/stream?*', (route) => route.fulfill({ status: 503 }), { times: 1 })
      cut()
      await seePart()
      const chat = new URL(page.url()).pathname
      await context.clearCookies()
      cut()
      await page.waitForURL('**/signin?next=*')
      await page.fill('#email', email)
      await page.fill('#password', 'correct horse')
      await page.click('main button[type=submit]')
      await page.waitForURL(`**${chat}`)
      await page.locator('.live').waitFor({ state: 'detached' })
      expect(await page.inputValue('#text')).toBe('half a <b>thought</b>')
      for (let n = 0; n < part; n++) expect(await page.locator(`.answer strong:text-is("${n}")`).count()).toBe(1)
      expect(await page.locator('.msg.me').count()).toBe(2)
      const shown = await logOf(page)
      await page.reload()
      expect(await logOf(page)).toBe(shown)
    },
    SLOW_MS,
  )
}
