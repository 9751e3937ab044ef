/** The line of what rings above every page: in both themes and on a phone, with words of whoever wrote them. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { BrowserContext } from 'playwright-core'
import { executable, openSite, read, type Site, say, signUp, violations } from './chromium.ts'

const SLOW_MS = 300_000
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1360, height: 850 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 800 } },
] as const
const HOSTILE = '"><hx-x hx-post=/tasks/undo hx-trigger=load><script>alert(1)</script>'

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  /** A task whose reminder has come due, rung by the engine itself. */
  const ring = async (context: BrowserContext, title: string) => {
    const { core, db } = site.it
    const cookie = (await context.cookies()).find(({ name }) => name !== 'theme')
    const caller = await core.account.callerOfCookie(cookie?.value ?? '')
    const { value } = await core.task.create(caller, { title, remind_at: '2099-01-01T09:00' }, { actor: 'person' })
    await db.execute(
      (sql) => sql`update reminders set at = now() where user_id = ${caller.user_id} and task_id = ${value.id}`,
    )
    await core.reminder.look()
  }

  test.each([...LOOKS])(
    'axe finds nothing, hostile words run nothing, and what is dismissed leaves',
    async (look) => {
      const { page, context, complaints, strays } = await site.visit(look)
      await signUp(page)
      await ring(context, HOSTILE)
      await ring(context, 'Tea')
      for (const path of ['/chat', '/tasks']) {
        await page.goto(path)
        await page.locator('#rings li').nth(1).waitFor()
        expect({ path, found: await violations(page) }).toEqual({ path, found: [] })
        const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
        expect(wide).toBeLessThanOrEqual(seen ?? 0)
      }
      expect(await read(page, '#rings')).toContain(HOSTILE)
      await page.click('#rings button[aria-label="Dismiss: Tea"]')
      await page.locator('#rings li').nth(1).waitFor({ state: 'detached' })
      expect([complaints, strays]).toEqual([[], []])
    },
    SLOW_MS,
  )

  test(
    'a newcomer asks to be reminded in two minutes: it rings in the page that is open, and is in the calendar',
    async () => {
      const { core, db } = site.it
      const { page, context, complaints } = await site.visit({ timezoneId: 'Europe/Berlin' })
      await signUp(page)
      await say(page, 'remind me to drink water in 2 minutes')
      const cookie = (await context.cookies()).find(({ name }) => name !== 'theme')
      const caller = await core.account.callerOfCookie(cookie?.value ?? '')
      const [set] = await db.query(
        (sql) => sql`
          select extract(epoch from at - now())::float8 as seconds from reminders where user_id = ${caller.user_id} limit 1`,
      )
      expect(set?.seconds).toBeWithin(-120, 121)
      const { url } = await core.feed.make(caller)
      const { text } = await core.feed
        .read(new URL(url).pathname.replace(/^\/feed\/|\.ics$/g, ''), { kinds: ['vevent', 'vtodo'] })
        .then(async ({ write }) => ({ text: await write() }))
      expect(text).toContain('SUMMARY:drink water')
      expect(text).toContain('BEGIN:VALARM')
      // Two minutes pass.
      await db.execute((sql) => sql`update reminders set at = now() where user_id = ${caller.user_id}`)
      await core.reminder.look()
      await page.locator('#rings li').waitFor()
      expect(await read(page, '#rings li')).toContain('drink water')
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )
}
