/** Notifications of a real browser: asked for by a button, shown from a push event, acted on without a page. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { BrowserContext, Page } from 'playwright-core'
import { executable, openSite, type Site, signUp, violations } from './chromium.ts'

const SLOW_MS = 300_000

interface Shown {
  title: string
  tag: string
  data: number
  actions: string[]
}

if (executable) {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  }, SLOW_MS)
  afterAll(() => site?.close(), SLOW_MS)

  const shown = (page: Page): Promise<Shown[]> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const all = await registration.getNotifications()
      return all.map((one) => ({
        title: one.title,
        tag: one.tag,
        data: one.data,
        actions: ((one as unknown as { actions?: { action: string }[] }).actions ?? []).map(({ action }) => action),
      }))
    })

  /** Waits until the page sees as many notifications, and gives them. */
  const awaitShown = async (page: Page, count: number): Promise<Shown[]> => {
    for (;;) {
      const found = await shown(page)
      if (found.length === count) return found
      await page.waitForTimeout(50)
    }
  }

  /** Delivers push messages to the site’s service worker as the browser’s own service would. */
  const deliveryTo = async (page: Page) => {
    const devtools = await page.context().newCDPSession(page)
    const { promise, resolve } = Promise.withResolvers<string>()
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const active = versions.find(({ status }) => status === 'activated')
      if (active) resolve(active.registrationId)
    })
    await devtools.send('ServiceWorker.enable')
    const registrationId = await promise
    return (payload: object) =>
      devtools.send('ServiceWorker.deliverPushMessage', {
        origin: site.base,
        registrationId,
        data: JSON.stringify(payload),
      })
  }

  const enter = async (): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> => {
    const { page, context, complaints } = await site.visit({ serviceWorkers: 'allow' })
    await context.grantPermissions(['notifications'], { origin: site.base })
    await signUp(page)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    return { page, context, complaints }
  }

  test(
    'a push event shows the reminder once, with its actions',
    async () => {
      const { page, complaints } = await enter()
      const deliver = await deliveryTo(page)
      await deliver({ text: 'Water the plants', tag: 'ring-1', id: 1 })
      expect(await awaitShown(page, 1)).toEqual([
        { title: 'Water the plants', tag: 'ring-1', data: 1, actions: ['done', 'snooze'] },
      ])
      await deliver({ text: 'Water the plants', tag: 'ring-1', id: 1 })
      await deliver({ text: '3 reminders were missed while you were away', tag: 'ring-2' })
      const both = await awaitShown(page, 2)
      expect(both.map(({ tag }) => tag).sort()).toEqual(['ring-1', 'ring-2'])
      expect(both.find(({ tag }) => tag === 'ring-2')?.actions).toEqual([])
      expect(complaints).toEqual([])
    },
    SLOW_MS,
  )

  test(
    'permission is asked for by the button alone, and a browser that refuses is told so',
    async () => {
      const { page, context, complaints } = await site.visit({ serviceWorkers: 'allow' })
      await page.addInitScript(() => {
        const asked: number[] = []
        Object.assign(window, { asked })
        Notification.requestPermission = async () => {
          asked.push(1)
          return 'denied'
        }
      })
      await signUp(page)
      await page.goto('/settings')
      const asked = () => page.evaluate(() => (window as unknown as { asked: number[] }).asked.length)
      expect(await asked()).toBe(0)
      await page.locator('#push-form button').click()
      await page.locator('#push-refused').waitFor({ state: 'visible' })
      expect(await asked()).toBe(1)
      expect(await violations(page)).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
    SLOW_MS,
  )
}
