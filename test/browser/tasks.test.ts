/** The page of tasks: what quick add reads, groups, filters, edit in place of every field, snooze, and the way back. */
import { expect, test } from 'bun:test'
import { read, reads, signUp } from './chromium.ts'
import { inBrowsers, type Tab } from './driver/browsers.ts'

const add = async (page: Tab, words: string, id: number) => {
  await page.fill('#title', words)
  await page.press('#title', 'Enter')
  await page.locator(`#task-${id}`).waitFor()
}

inBrowsers({}, (site) => {
  test('what is read is shown before it is added; groups by day; filters in the address; snooze', async () => {
    const { page, context, complaints } = await site.visit()
    await signUp(page)
    const { core } = site.it
    const caller = await core.account.callerOfCookie((await context.cookies())[0]?.value ?? '')
    await page.goto('/tasks')
    await page.fill('#title', 'Water the plants tomorrow #home !high')
    await reads(page, '#read', 'Tomorrow')
    expect(await page.locator('#tasks .task').count()).toBe(0)
    await page.press('#title', 'Enter')
    await page.locator('#group-tomorrow #task-1').waitFor()
    await core.task.create(caller, { title: 'Pay rent', due_on: '2020-01-01' }, { actor: 'api' })
    await page.locator('#group-overdue #task-2').waitFor()
    await add(page, 'Read a book', 3)
    expect(await page.locator('#group-no-date #task-3').count()).toBe(1)
    await page.locator('#task-2 summary').click()
    await page.locator('#task-2 button:has-text("Tomorrow")').click()
    await page.locator('#group-tomorrow #task-2').waitFor()
    await page.locator('#task-3 .tick').click()
    await page.locator('#task-3.completed').waitFor()
    await page.locator('.filters a:has-text("Done")').click()
    await page.waitForURL('**/tasks?status=completed')
    expect(await page.locator('#tasks .task').count()).toBe(1)
    await page.goto('/tasks?tag=home')
    expect(await read(page, '#tasks')).toContain('Water the plants')
    expect(await page.locator('#tasks .task').count()).toBe(1)
    expect(complaints).toEqual([])
  })

  test('every field is edited in the place of the row', async () => {
    const { page, complaints } = await site.visit()
    await signUp(page)
    await page.goto('/tasks')
    await add(page, 'Milk', 1)
    await page.locator('#task-1 summary').click()
    await page.locator('#task-1 .edit-link').click()
    const fields = {
      title: 'Oat milk',
      notes: 'Two of them',
      day: '2099-12-24',
      time: '09:30',
      remind: '2099-12-24T08:00',
      repeat: 'FREQ=WEEKLY',
      priority: 'high',
      tags: 'shop home',
    }
    await page.locator('#task-1-title').waitFor()
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'repeat' || name === 'priority') await page.selectOption(`#task-1-${name}`, value)
      else await page.fill(`#task-1-${name}`, value)
    }
    await page.locator('#task-1 button:has-text("Save")').click()
    await page.locator('#task-1 .title:has-text("Oat milk")').waitFor()
    for (const words of ['Two of them', 'Every week', 'high priority', '#shop', '#home', '2099'])
      expect(await read(page, '#task-1')).toContain(words)
    await page.locator('#task-1 summary').click()
    await page.locator('#task-1 .edit-link').click()
    await page.locator('#task-1-title').waitFor()
    for (const [name, value] of Object.entries(fields))
      expect((await page.inputValue(`#task-1-${name}`)).split(' ').sort()).toEqual(value.split(' ').sort())
    expect(complaints).toEqual([])
  })
})
