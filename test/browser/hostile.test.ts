/** Hostile words by every way that words come in: on every page they are words, and run, load and change nothing. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import type { Caller } from '../../src/account/schema.ts'
import { calls, says } from '../support/fake-provider.ts'
import { executable, openScriptedSite, type ScriptedSite, say, signUp, type Visit } from './chromium.ts'

const SLOW_MS = 300_000
/** Without spaces, commas and # it is good as a tag too. */
const TAG = '"><img/src=//evil.example/onerror=alert(1)>'
const HOSTILE = `${TAG}<svg onload=alert(1)><hx-x hx-post=/tasks/undo hx-trigger=load></hx-x><script>alert(1)</script><style>*{display:none}</style>`
const MARKDOWN = [
  HOSTILE,
  '[a](javascript:alert(1)) [b](data:text/html,alert(1)) [c](//evil.example/alert(1))',
  '![d](https://evil.example/alert.png) <javascript:alert(1)> https://evil.example/"onclick="alert(1)',
  `\`\`\`"><script>alert(1)\n${HOSTILE}\n\`\`\``,
  `| ${HOSTILE} |\n| --- |\n| ${HOSTILE} |`,
].join('\n\n')

/** Of no page of ours, whoever wrote what is on it. */
const FOREIGN = [
  'main img, main iframe, main style, main base, main script:not([src^="/assets/"])',
  'hx-x, [style], [onerror], [onload], [onclick], [hx-trigger="load"]',
  'a[href^="javascript:" i], a[href^="data:" i], [src*="evil"], [action*="evil"]',
].join()

if (executable) {
  let site: ScriptedSite
  let visit: Visit
  let caller: Caller
  const dialogs: string[] = []
  beforeAll(async () => {
    site = await openScriptedSite(says('Hello.'), { WEBHOOK_ALLOW_PRIVATE: 'true' })
    visit = await site.visit()
    visit.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      dialog.dismiss()
    })
    await signUp(visit.page)
    caller = await site.it.core.account.callerOfCookie((await visit.context.cookies())[0]?.value ?? '')
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  const API = { actor: 'api' } as const
  const ask = async (page: Page, text: string) => {
    await page.goto('/chat')
    await say(page, text)
  }
  const imported = (format: string, text: string) => async (page: Page) => {
    await page.goto('/tasks/import')
    await page.fill('#import-text', text)
    await page.selectOption('#format', format)
    await page.click('button:has-text("Show what would be added")')
    await page.locator('#found').waitFor()
    await page.click('button.primary[value="add"]')
    await page.waitForURL('**/tasks?said=imported')
  }
  const settings = async (page: Page, form: string, act: () => Promise<unknown>) => {
    await page.goto('/settings')
    await act()
    await page.evaluate(() => document.body.classList.add('before'))
    await page.click(`form[action="${form}"] button[type=submit]`)
    await page.locator('body:not(.before)').waitFor()
  }
  /** How the words come in, and the page on which they are seen then; '' where they already are. */
  const WAYS: [name: string, come: (page: Page) => Promise<unknown>, seen: string][] = [
    ['the title of a task', () => site.it.core.task.create(caller, { title: HOSTILE }, API), '/tasks'],
    [
      'the notes of a task',
      () => site.it.core.task.create(caller, { title: 'notes', description: HOSTILE }, API),
      '/tasks',
    ],
    ['a tag', () => site.it.core.task.create(caller, { title: 'tag', tags: [TAG] }, API), '/tasks'],
    ['a task that is edited', () => site.it.core.task.create(caller, { title: HOSTILE }, API), '/tasks/1?edit'],
    ['the history of tasks', () => site.it.core.task.create(caller, { title: HOSTILE }, API), '/changes'],
    ['the title of a chat', () => site.it.core.thread.create(caller, { title: HOSTILE.slice(0, 200) }), '/chat'],
    ['a message', (page) => ask(page, MARKDOWN.slice(0, 500)), ''],
    [
      'the words of a model',
      (page) => {
        site.fake.play(says(MARKDOWN))
        return ask(page, 'tell me')
      },
      '',
    ],
    [
      'the call of a model and the answer to it',
      (page) => {
        site.fake.play([calls([{ name: 'add_task', arguments: { title: HOSTILE, tags: [TAG] } }]), says(MARKDOWN)])
        return ask(page, 'add it')
      },
      '',
    ],
    [
      'a call that is refused',
      (page) => {
        site.fake.play([calls([{ name: HOSTILE, arguments: { task_id: HOSTILE } }]), says(HOSTILE)])
        return ask(page, 'do it')
      },
      '',
    ],
    ['a search of chats', async () => undefined, `/chat?${new URLSearchParams({ q: HOSTILE.slice(0, 200) })}`],
    ['a search of tasks', async () => undefined, `/tasks?${new URLSearchParams({ q: HOSTILE.slice(0, 200) })}`],
    ['a tag in the address', async () => undefined, `/tasks?${new URLSearchParams({ tag: TAG })}`],
    ['an import in plain words', imported('markdown', `- ${HOSTILE}\n- [a](javascript:alert(1)) tomorrow\n`), ''],
    ['an import of todo.txt', imported('todotxt', `(A) ${HOSTILE} +alert(1) @x\n`), ''],
    ['an import of a table', imported('csv', `title,description\n"${HOSTILE.replaceAll('"', '""')}","alert(1)"\n`), ''],
    [
      'an import of a calendar',
      imported(
        'ics',
        `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VTODO\nUID:1\nDTSTAMP:20260101T000000Z\nSUMMARY:${HOSTILE.replace(/[,;]/g, '\\$&')}\nEND:VTODO\nEND:VCALENDAR\n`.replaceAll(
          '\n',
          '\r\n',
        ),
      ),
      '',
    ],
    [
      'the name of the account',
      (page) => settings(page, '/settings/profile', () => page.fill('#name', HOSTILE.slice(0, 100))),
      '/settings',
    ],
    [
      'the name of a token',
      (page) => settings(page, '/settings/tokens', () => page.fill('#token-name', HOSTILE.slice(0, 100))),
      '',
    ],
    [
      'the address of a webhook',
      (page) => settings(page, '/settings/webhooks', () => page.fill('#webhook-url', `http://127.0.0.1:9/?${HOSTILE}`)),
      '/settings',
    ],
    ['the name of a browser', () => site.it.core.account.startLogin(caller.user_id, HOSTILE), '/settings'],
  ]

  test.each(WAYS)(
    '%s',
    async (_, come, seen) => {
      const { page, complaints, strays } = visit
      await come(page)
      if (seen) await page.goto(seen)
      const shown = await page.evaluate(() => {
        const typed = [...document.querySelectorAll<HTMLInputElement>('input,textarea')].map(({ value }) => value)
        return [document.body.textContent, ...typed].join('\n')
      })
      expect(shown).toContain('alert(1)')
      const found = await page.locator(FOREIGN).evaluateAll((all) => all.map(({ outerHTML }) => outerHTML))
      expect({ found, complaints, strays, dialogs }).toEqual({ found: [], complaints: [], strays: [], dialogs: [] })
    },
    SLOW_MS,
  )

  test(
    'a time zone is one that there is, whatever the page was made to send',
    async () => {
      const { page, complaints } = visit
      await settings(page, '/settings/profile', async () => {
        await page.fill('#name', 'Ada')
        await page.locator('#time_zone option[selected]').evaluate((option, value) => {
          ;(option as HTMLOptionElement).value = value
        }, HOSTILE)
      })
      await page.locator('#profile [role=alert]').waitFor()
      expect({ found: await page.locator(FOREIGN).count(), complaints, dialogs }).toEqual({
        found: 0,
        complaints: [],
        dialogs: [],
      })
    },
    SLOW_MS,
  )
}
