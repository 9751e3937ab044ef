/** What is pressed twice is sent once, and what is being written stays while something else is done. */
import { expect, test } from 'bun:test'
import { signUp } from './chromium.ts'
import { inBrowsers, type Tab } from './driver/browsers.ts'

inBrowsers({}, (site, can) => {
  /** What the page posts, and a way to keep it back. */
  const watched = async (page: Tab) => {
    const posts: string[] = []
    let gate = Promise.resolve()
    page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname))
    await page.route('**', async (route) => {
      if (route.request().method() === 'POST') await gate
      await route.continue()
    })
    const hold = () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    }
    return { posts, hold }
  }

  if (can.intercept)
    test('the second button of a form, pressed twice; words typed while a task is added; a row that is edited', async () => {
      const { page, context, complaints } = await site.visit()
      await signUp(page)
      const { core } = site.it
      const caller = await core.account.callerOfCookie((await context.cookies())[0]?.value ?? '')
      for (const title of ['Bread', 'Milk']) await core.task.create(caller, { title }, { actor: 'person' })
      const { posts, hold } = await watched(page)

      await page.goto('/tasks')
      await page.locator('#task-1 summary').click()
      const letGo = hold()
      await page.locator('#task-1 button:has-text("Next week")').dblclick()
      letGo()
      await page.locator('#said:has-text("Saved")').waitFor()
      await page.fill('#title', 'Tea')
      const added = hold()
      await page.press('#title', 'Enter')
      await page.fill('#title', 'Half a thought')
      added()
      await page.locator('#task-3').waitFor()
      expect(posts).toEqual(['/tasks/1', '/tasks'])
      expect(await page.inputValue('#title')).toBe('Half a thought')

      await page.locator('#task-2 summary').click()
      await page.locator('#task-2 .edit-link').click()
      await page.locator('#task-2-title').fill('Oat milk')
      await page.locator('#task-1 .tick').click()
      await page.locator('#task-1.completed').waitFor()
      await core.task.change(caller, 2, { priority: 'high' }, { actor: 'api' })
      await core.task.create(caller, { title: 'From elsewhere' }, { actor: 'api' })
      await page.locator('#task-4').waitFor()
      expect(await page.inputValue('#task-2-title')).toBe('Oat milk')
      await page.locator('#task-2 button:has-text("Save")').click()
      await page.locator('#task-2:not(.editing) .title:has-text("Oat milk")').waitFor()
      expect(complaints).toEqual([])
    })
})
