import { describe, expect, test } from 'bun:test'
import { addressOf, read, reads, say, signUp } from './chromium.ts'
import { inBrowsers, type Visit } from './driver/browsers.ts'
import { heldPace } from './pace.ts'

const pace = heldPace()

inBrowsers({ pause: pace.pause }, (site, can) => {
  /** What every visit must end with. */
  const clean = ({ complaints, strays }: Visit) =>
    expect({ complaints, strays }).toEqual({ complaints: [], strays: [] })
  const log = '#log'

  describe('with scripts', () => {
    test('sign up, ask, watch the answer stream, see both tasks', async () => {
      const visit = await site.visit({ timezoneId: 'Europe/Berlin' })
      const { page } = visit
      await signUp(page)
      await say(page, 'add buy milk tomorrow and call mum on friday', false)
      await page.waitForURL('**/chat/*')
      await page.locator('.ended').waitFor({ state: 'attached' })
      await page.locator('#todos .task').nth(1).waitFor({ state: 'attached' })
      expect(await page.locator('.card').count()).toBe(2)
      const todos = await read(page, '#todos')
      expect(todos).toContain('buy milk')
      expect(todos).toContain('Tomorrow')
      expect(todos).toContain('call mum')
      expect(await page.locator('.live').count()).toBe(0)
      clean(visit)
    })

    test('the next message goes on in place, and the box is ready again', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page)
      await say(page, 'help')
      const url = await addressOf(page)
      await say(page, 'add **bold** bread')
      expect(await addressOf(page)).toBe(url)
      expect(await page.locator('.msg.me').count()).toBe(2)
      expect(await page.locator('.ghost').count()).toBe(0)
      expect(await page.inputValue('#text')).toBe('')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('text')
      await page.locator('#todos .task').waitFor({ state: 'attached' })
      clean(visit)
    })

    test('a reload mid-answer loses nothing: the answer goes on and is whole', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page)
      const letGo = pace.hold()
      await say(page, 'help', false)
      await page.waitForURL('**/chat/*')
      await page.locator('.tail > *, .answer > *').first().waitFor({ state: 'attached' })
      expect(await page.locator('.live').count()).toBe(1)
      await page.reload()
      letGo()
      await page.locator('.ended').waitFor({ state: 'attached' })
      const streamed = await page.locator('.answer').innerHTML()
      await page.reload()
      expect(await page.locator('.answer').innerHTML()).toBe(streamed)
      clean(visit)
    })

    if (can.intercept)
      test('a lost connection is told, comes back and misses nothing', async () => {
        const visit = await site.visit()
        const { page } = visit
        await signUp(page)
        let cuts = 0
        const told = Promise.withResolvers<void>()
        await page.route('**/stream?*', async (route) => {
          if (cuts++ < 2) return route.abort()
          await told.promise
          return route.continue()
        })
        await say(page, 'help', false)
        await page.locator('.live[data-net="lost"]').waitFor({ state: 'attached' })
        told.resolve()
        await page.locator('.ended').waitFor({ state: 'attached' })
        expect(cuts).toBeGreaterThan(1)
        const streamed = await page.locator('.answer').innerHTML()
        await page.reload()
        expect(await page.locator('.answer').innerHTML()).toBe(streamed)
      })

    test('Escape stops; what was written stays; trying again answers', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page)
      const letGo = pace.hold()
      await say(page, 'help', false)
      await page.waitForURL('**/chat/*')
      await page.locator('.tail > *').first().waitFor({ state: 'attached' })
      await page.keyboard.press('Escape')
      await page.locator('.ended.cancelled').waitFor()
      letGo()
      expect(await read(page, '.answer')).not.toBe('')
      await page.click('button:has-text("Try again")')
      await page.locator('.ended.completed').waitFor({ state: 'attached' })
      expect(await page.locator('button:has-text("Try again")').count()).toBe(0)
      clean(visit)
    })

    test('deleting waits for Confirm, happens once, and Undo brings it back', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page)
      await say(page, 'add buy milk')
      await say(page, 'delete task 1')
      await page.locator('#todos .task').waitFor({ state: 'attached' })
      await page.click('.choices button:has-text("Confirm")')
      await page.locator('.outcome').waitFor()
      expect(await page.locator('.choices').count()).toBe(0)
      await page.locator('#todos .task').waitFor({ state: 'detached' })
      await page.click('#todos button:has-text("Undo last change")')
      await page.locator('#todos .task').waitFor()
      await reads(page, '#said', 'Undone')
      clean(visit)
    })

    test('keys: slash focuses, Shift+Enter makes a line, the counter speaks up, too much is kept', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page)
      await page.locator('h1').click()
      await page.keyboard.press('/')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('text')
      await page.keyboard.type('one')
      await page.keyboard.press('Shift+Enter')
      await page.keyboard.type('two')
      expect(await page.inputValue('#text')).toBe('one\ntwo')
      expect(await page.locator('#count').isVisible()).toBe(false)
      await page.fill('#text', 'x'.repeat(480))
      expect(await read(page, '#count')).toBe('480 of 500')
      clean(visit)
    })

    if (can.intercept)
      test('what could not be sent goes back into the box with a sentence', async () => {
        const visit = await site.visit()
        const { page } = visit
        await signUp(page)
        await say(page, 'help')
        await page.route('**/chat/*', (route) =>
          route.request().method() === 'POST' ? route.abort() : route.continue(),
        )
        await say(page, 'do not lose me', false)
        await page.locator('#err:not(:empty)').waitFor()
        expect(await page.inputValue('#text')).toBe('do not lose me')
        expect(await read(page, '#err')).toContain('Not sent')
        await page.unroute('**/chat/*')
        await page.press('#text', 'Enter')
        await page.locator('.msg.bot').nth(1).locator('.ended').waitFor({ state: 'attached' })
        expect(await page.locator('.msg.me').count()).toBe(2)
      })

    test('tasks: add in plain words, complete, search, delete, undo, without a page load', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page)
      await page.goto('/tasks')
      await page.evaluate(() => Object.assign(window, { stayed: true }))
      await page.fill('#title', 'Pay rent on the 1st of every month #home')
      await page.press('#title', 'Enter')
      await page.locator('#task-1').waitFor()
      expect(await page.inputValue('#title')).toBe('')
      expect(await read(page, '#task-1')).toContain('Every month')
      await page.click('#task-1 .tick')
      await page.locator('#task-1.completed').waitFor()
      await page.click('#task-1 summary')
      await page.click('#task-1 button:has-text("Delete")')
      await page.locator('#task-1').waitFor({ state: 'detached' })
      await page.click('#tasks button:has-text("Undo last change")')
      await page.locator('#task-1').waitFor()
      expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
      clean(visit)
    })

    test('hostile words run nothing and send nothing', async () => {
      const visit = await site.visit()
      const { page } = visit
      await signUp(page, '"><img src=x onerror=alert(1)>')
      await say(page, 'add "<hx-x hx-post=/tasks/undo hx-trigger=load><script>alert(1)</script>" today')
      await say(page, 'show my list')
      await page.reload()
      await page.goto('/tasks')
      expect(await page.locator('.task').count()).toBe(1)
      expect(await page.locator('main img, main script, [hx-trigger="load"]').count()).toBe(0)
      clean(visit)
    })

    test('a phone has no sideways scroll, and its drawers open and close', async () => {
      const visit = await site.visit({ viewport: { width: 320, height: 640 } })
      const { page } = visit
      await signUp(page)
      await say(page, 'add buy milk')
      for (const path of ['/settings', await addressOf(page), '/tasks']) {
        await page.goto(path)
        const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
        expect(wide).toBeLessThanOrEqual(seen ?? 0)
      }
      await page.goBack()
      expect(await page.locator('#todos').isVisible()).toBe(false)
      await page.click('.bar button:has-text("To do")')
      await page.locator('#todos').waitFor()
      await page.keyboard.press('Escape')
      expect(await page.locator('#todos').isVisible()).toBe(false)
      await page.click('.bar button:has-text("Chats")')
      await page.locator('#sessions .name').first().waitFor()
      clean(visit)
    })
  })

  test('without scripts: sign up, ask, read the answer as it is written, tick, confirm, sign out', async () => {
    const visit = await site.visit({ javaScriptEnabled: false })
    const { page } = visit
    await signUp(page)
    expect(
      await page
        .locator('#jump, .composer .scripted, #count')
        .evaluateAll((all) => all.some((one) => one.checkVisibility())),
    ).toBe(false)
    await page.fill('#text', 'add buy milk tomorrow and call mum on friday')
    await page.click('button:has-text("Send")')
    await page.waitForURL('**/chat/*?no_script=1')
    await page.locator('#composer').waitFor()
    expect(await read(page, log)).toContain('buy milk')
    expect(await page.locator('#todos .task').count()).toBe(2)
    await page.click('#todo-1 .tick')
    await page.locator('#todo-1').waitFor({ state: 'detached' })
    await page.fill('#text', 'delete call mum')
    await page.click('button:has-text("Send")')
    await page.locator('.msg.bot').nth(1).locator('.ended').waitFor({ state: 'attached' })
    await page.click('.choices button:has-text("Confirm")')
    await page.locator('.outcome').waitFor()
    expect(await page.locator('#todos .task').count()).toBe(0)
    await page.click('button:has-text("Sign out")')
    await page.waitForURL('**/signin*')
    clean(visit)
  })
})
