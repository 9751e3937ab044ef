import { expect, test } from 'bun:test'
import { ending, says, words } from '../support/fake-provider.ts'
import { addressOf, read, say, signUp } from './chromium.ts'
import { inBrowsers, type Tab, type Visit } from './driver/browsers.ts'

inBrowsers({ script: says('Hello.') }, (site) => {
  /** Streams that the page holds now, by what it asked for; a stream is a request that has not ended. */
  const streamsOf = (page: Tab) => {
    const open = new Set<object>()
    page.on('request', (request) => {
      if (/\/live\?|\/stream\?/.test(request.url())) open.add(request)
    })
    page.on('requestfinished', (request) => open.delete(request))
    page.on('requestfailed', (request) => open.delete(request))
    return open
  }
  const becomes = async <T>(read: () => T | Promise<T>, wanted: T) => {
    while ((await read()) !== wanted) await Bun.sleep(20)
  }
  /** Headless tabs are all visible; this is what a browser tells a page that is not. */
  const hide = (page: Tab, hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { value: now, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)

  const open = async (context: Visit['context'], path: string) => {
    const page = await context.newPage()
    const streams = streamsOf(page)
    await page.goto(path)
    await becomes(() => streams.size, 1)
    return { page, streams }
  }

  test('what is done in one tab shows in the other: tasks, chats, turns; nobody’s place or words are lost', async () => {
    const { page: here, context, complaints } = await site.visit()
    await signUp(here)
    await say(here, 'tell me')
    const { page: there } = await open(context, await addressOf(here))
    const tasks = await open(context, '/tasks')
    await there.fill('#text', 'half a thought')

    await tasks.page.fill('#title', 'Buy milk tomorrow')
    await tasks.page.press('#title', 'Enter')
    await there.locator('#todos .task').waitFor({ state: 'attached' })

    site.fake.play(says('Second answer.'))
    await say(here, 'and more')
    await there.locator('.answer:has-text("Second answer.")').waitFor()
    expect(await there.locator('.msg.me').count()).toBe(2)
    expect(await there.inputValue('#text')).toBe('half a thought')
    expect(await there.evaluate(() => document.activeElement?.id)).toBe('text')
    const log = (page: Tab) => page.locator('#log').innerHTML()
    await becomes(async () => (await log(there)) === (await log(here)), true)

    await here.goto('/chat')
    await say(here, 'another chat', false)
    await there.locator('#chats .name:has-text("another chat")').waitFor({ state: 'attached' })
    expect(complaints).toEqual([])
  })

  test('a tab that watches holds one stream, also while an answer is written in it, and shows each turn once', async () => {
    const { page: here, context } = await site.visit()
    await signUp(here)
    site.fake.play(says('Hello.'))
    await say(here, 'tell me')
    const { page: there, streams } = await open(context, await addressOf(here))
    const { promise, resolve } = Promise.withResolvers<void>()
    site.fake.play({ steps: [...words('One **two** '), { until: promise }, ...words('three.'), ...ending('stop')] })
    await say(there, 'count', false)
    await there.locator('.tail strong').waitFor()
    await becomes(() => streams.size, 1)
    await here.locator('.tail strong').waitFor()
    resolve()
    for (const tab of [here, there]) await tab.locator('.answer:has-text("three.")').waitFor()
    await becomes(() => streams.size, 1)
    for (const tab of [here, there]) {
      await tab.locator('.live').waitFor({ state: 'detached' })
      expect(await tab.locator('.msg.me').count()).toBe(2)
      expect(await tab.locator('.msg.bot').count()).toBe(2)
    }
  })

  test('a hidden tab holds no stream, also not of an answer, and catches up when it is looked at again', async () => {
    const { page: here, context } = await site.visit()
    await signUp(here)
    site.fake.play(says('Hello.'))
    await say(here, 'tell me')
    const { page: there, streams } = await open(context, await addressOf(here))
    await hide(there, true)
    await becomes(() => streams.size, 0)
    await there.evaluate(() =>
      document.addEventListener('htmx:before:request', (event) => {
        document.body.dataset.cache = (event as CustomEvent<{ ctx: { request: Request } }>).detail.ctx.request.cache
      }),
    )
    site.fake.play(says('While away.'))
    await say(here, 'and more')
    expect(await read(there, '#log')).not.toContain('While away.')
    await hide(there, false)
    await there.locator('.answer:has-text("While away.")').waitFor()
    await becomes(() => streams.size, 1)
    // Firefox lets it wait for the stream of the other page if it might be kept.
    expect(await there.evaluate(() => document.body.dataset.cache)).toBe('no-store')

    const { promise, resolve } = Promise.withResolvers<void>()
    site.fake.play({
      steps: [...words('Begun **now** '), { until: promise }, ...words('and done.'), ...ending('stop')],
    })
    await say(there, 'once more', false)
    await there.locator('.tail strong').waitFor()
    await hide(there, true)
    await becomes(() => streams.size, 0)
    resolve()
    await here.locator('.answer:has-text("and done.")').waitFor()
    await hide(there, false)
    await there.locator('.answer:has-text("and done.")').waitFor()
    await there.locator('.live').waitFor({ state: 'detached' })
    expect(await there.locator('.msg.bot').count()).toBe(3)
    await becomes(() => streams.size, 1)
  })

  test('an eighth tab over HTTP/1.1 works beside seven that are hidden', async () => {
    const { page: first, context } = await site.visit()
    await signUp(first)
    await hide(first, true)
    for (let n = 0; n < 6; n++) {
      const { page, streams } = await open(context, '/tasks')
      await hide(page, true)
      await becomes(() => streams.size, 0)
    }
    const { page } = await open(context, '/tasks')
    await page.fill('#title', 'Bread')
    await page.press('#title', 'Enter')
    await page.locator('.task').waitFor()
  })

  test('who signs out elsewhere is led to the sign-in here', async () => {
    const { page: here, context } = await site.visit()
    await signUp(here)
    const { page: there } = await open(context, '/tasks')
    await here.click('button:has-text("Sign out")')
    await here.waitForURL('**/signin*')
    await hide(there, true)
    await hide(there, false)
    await there.waitForURL('**/signin?next=*')
  })
})
