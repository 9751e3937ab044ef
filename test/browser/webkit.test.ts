/** The main journey in WebKit, with its script. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { eventually } from '../support/watched.ts'
import { heldPace } from './pace.ts'
import { type OpenedServer, openedServer } from './rest.ts'
import { ENTER, openWebkit, webkit } from './webkit.ts'

const SLOW_MS = 300_000
/** Notes in the page that words of an answer stood there before it had ended. */
const WATCH_TAIL = `new MutationObserver(() => {
  if (document.querySelector('.live .tail')?.textContent) document.body.dataset.streamed = 'yes'
}).observe(document.getElementById('log'), { childList: true, subtree: true, characterData: true })`

/** Whether the button in a notice has the focus, which it is given. */
const FOCUS_UNDO = `(() => {
  const button = document.querySelector('#said .undo button')
  button?.focus()
  return document.activeElement === button
})()`

if (webkit) {
  let server: OpenedServer
  let browser: Awaited<ReturnType<typeof openWebkit>>
  let base = ''
  const pace = heldPace()
  beforeAll(async () => {
    server = await openedServer({ pace_ms: 20 })
    base = server.base
    browser = await openWebkit()
  }, SLOW_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  }, SLOW_MS)

  test(
    'sign up, ask, watch the answer, complete and take back, see what changed, settings, sign out',
    async () => {
      const { page } = browser
      const path = () => page.value('location.pathname').then(String)
      const count = (selector: string) => page.value(`document.querySelectorAll(${JSON.stringify(selector)}).length`)
      const become = (selector: string, wanted: number) => eventually(async () => (await count(selector)) === wanted)

      await page.go(`${base}/signup`)
      await page.write('#name', 'Ada')
      await page.write('#email', `${crypto.randomUUID()}@example.org`)
      await page.write('#password', 'correct horse')
      await page.press('main button[type=submit]')
      await eventually(async () => (await path()) === '/chat')

      await page.write('#text', `add buy milk tomorrow${ENTER}`)
      await eventually(async () => (await path()).startsWith('/chat/'))
      await page.seen('.ended')
      await page.value(WATCH_TAIL)
      const letGo = pace.hold()
      await page.write('#text', `help${ENTER}`)
      await eventually(async () => (await page.value('document.body.dataset.streamed')) === 'yes')
      letGo()
      await become('.ended', 2)
      await become('.live', 0)
      expect(await page.value('document.querySelector("#todos .title").textContent')).toBe('buy milk')
      expect(await page.value('document.activeElement.id')).toBe('text')

      await page.go(`${base}/tasks`)
      await page.press('#tasks .tick')
      await become('#tasks .completed', 1)
      // A notice fades after some seconds, but not one that has the focus.
      await eventually(async () => (await page.value(FOCUS_UNDO)) === true)
      await page.press('#said .undo button')
      await become('#tasks .pending', 1)

      await page.go(`${base}/changes`)
      expect(await page.read('main')).toContain('buy milk')
      await page.go(`${base}/settings`)
      expect(await page.value('document.querySelector("#name").value')).toBe('Ada')
      await page.press('.who button[type=submit]')
      await eventually(async () => (await path()) === '/signin')
    },
    SLOW_MS,
  )
}
