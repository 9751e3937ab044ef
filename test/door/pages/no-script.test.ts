/** Every feature of the pages by forms and links alone, found on the pages by their words: what is not there fails. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { ending, type FakeProvider, fakeProvider, says, words } from '../../support/fake-provider.ts'
import { browse } from './forms.ts'
import { type Visitor, visitor, wordsOf } from './visitor.ts'

let fake: FakeProvider
let it: TestApp
let ada: Visitor
let email = ''
beforeAll(async () => {
  fake = await fakeProvider(says('Hello.'))
  it = await testApp({
    settings: {
      OPENAI_BASE_URL: fake.url,
      OPENAI_API_KEY: 'sk-x',
      LLM_PROVIDERS: 'openai',
      WEBHOOK_ALLOW_PRIVATE: 'true',
    },
  })
})
beforeEach(async () => {
  fake.play(says('Hello.'))
  ada = visitor(it)
  email = await ada.join()
})
afterAll(async () => {
  await it.close()
  await fake.stop()
})

const taskOne = async () => {
  const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
  return it.core.task.show(caller, 1)
}

describe('a task', () => {
  const FIELDS: [string, Record<string, string>][] = [
    ['title', { title: 'Bread' }],
    ['description', { description: 'The dark one.' }],
    ['due_on', { due_on: '2031-02-03' }],
    ['due_time', { due_on: '2031-02-03', due_time: '07:30' }],
    ['remind_at', { due_on: '2031-02-03', remind_at: '2031-02-02T18:00' }],
    ['repeat', { due_on: '2031-02-03', repeat: 'FREQ=WEEKLY' }],
    ['priority', { priority: 'high' }],
    ['tags', { tags: 'home shop' }],
  ]
  test.each(FIELDS)('is edited: %s', async (_, fields) => {
    const page = await browse(ada, '/tasks')
    await page.press('Add', { title: 'Milk' })
    await page.follow('Edit: Milk')
    expect((await page.press('Save', fields)).status).toBe(200)
    const { tags, ...task } = await taskOne()
    expect({ ...task, tags: tags.join(' ') }).toMatchObject(fields)
  })

  test('is added, put off, completed, opened again, deleted and brought back', async () => {
    const page = await browse(ada, '/tasks')
    await page.press('Add', { title: 'Milk tomorrow' })
    await page.press('Next week: Milk')
    await page.press('Complete: Milk')
    await page.press('Reopen: Milk')
    expect((await taskOne()).status).toBe('pending')
    await page.press('Delete: Milk')
    expect(page.html()).not.toContain('id="task-1"')
    await page.press('Undo')
    expect(page.html()).toContain('id="task-1"')
    await page.press('Show', { q: 'nothing' })
    expect(page.html()).not.toContain('id="task-1"')
  })

  test('comes from a text, first as a preview, and goes out as a file', async () => {
    const page = await browse(ada, '/tasks')
    await page.follow('Import tasks')
    await page.press('Show what would be added', { text: 'milk\nbread tomorrow' })
    expect(wordsOf(page.html())).toContain('bread')
    await page.press('Add 2 tasks')
    expect((await taskOne()).title).toBe('milk')
    const settings = await browse(ada, '/settings')
    expect((await settings.follow('CSV')).html).toContain('milk')
  })
})

describe('a chat', () => {
  test('is begun, renamed, pinned, put away, found, deleted, brought back and deleted for good', async () => {
    const page = await browse(ada, '/chat')
    await page.press('Send', { text: 'plan the garden' })
    await page.press('Rename', { title: 'Roses' })
    expect(page.html()).toContain('The chat was renamed.')
    await page.press('Pin')
    await page.press('Unpin')
    await page.press('Archive')
    await page.follow('Archived chats')
    await page.press('Take out of the archive')
    await page.press('Search', { q: 'garden' })
    await page.follow('Roses')
    await page.press('Delete this chat')
    await page.press('Undo')
    expect(page.html()).toContain('plan the garden')
    await page.press('Delete this chat')
    const changes = await browse(ada, '/changes')
    await changes.press('Restore: Roses')
    await (await browse(ada, '/chat')).press('Delete this chat')
    const again = await browse(ada, '/changes')
    await again.press('Yes, delete it for good')
    expect(again.html()).toContain('gone for good')
  })

  test('is answered again and written anew, and the earlier versions are reached', async () => {
    const page = await browse(ada, '/chat')
    await page.press('Send', { text: 'first words' })
    fake.play(says('Another answer.'))
    await page.press('Answer again')
    expect(page.html()).toContain('Another answer.')
    await page.press('Earlier version')
    expect(page.html()).toContain('Hello.')
    await page.follow('Edit')
    await page.press('Send', { text: 'other words' })
    expect(page.html()).toContain('other words')
    await page.press('Earlier version')
    expect(page.html()).toContain('first words')
  })

  test('is stopped while it answers', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const first = await ada.chat('hello')
    fake.play({ steps: [...words('Begun. '), { until: promise }, ...ending('stop')] })
    const { location } = await ada.post(`/chat/${first}`, { text: 'more', key: crypto.randomUUID() })
    expect(location).toContain('no_script=1')
    const page = await browse(ada, `/chat/${first}`)
    await page.press('Stop')
    resolve()
    expect(wordsOf(page.html())).toContain('Stopped.')
  })

  test('of a hundred messages shows the older ones by a link', async () => {
    const page = await browse(ada, '/chat')
    for (let n = 0; n < 51; n++) await page.press('Send', { text: `message ${n} of many` })
    const chat = await browse(ada, '/')
    expect((await chat.follow('Older messages')).html).toContain('message 0 of many')
  })
})

test('what was changed is taken back on the page of changes', async () => {
  await (await browse(ada, '/tasks')).press('Add', { title: 'Milk' })
  const page = await browse(ada, '/changes')
  await page.press('Undo')
  expect(page.html()).toContain('Taken back')
})

describe('settings', () => {
  const SAVED: [string, string, Record<string, string>][] = [
    ['name and zone', 'Save', { name: 'Countess', time_zone: 'Europe/Berlin' }],
    ['the look', 'Save', { theme: 'dark' }],
    ['reminders', 'Save', { remind_before: '15' }],
    ['the password', 'Change', { old_password: 'correct horse', password: 'another good one' }],
  ]
  test.each(SAVED)('%s', async (_, button, fields) => {
    const page = await browse(ada, '/settings')
    await page.press(button, fields)
    expect([page.status(), /Saved\.|is changed/.test(page.html())]).toEqual([200, true])
  })

  test('tokens, the calendar and webhooks are made and ended; push needs a script and is hidden', async () => {
    const page = await browse(ada, '/settings')
    await page.press('Create token', { token_name: 'Robot' })
    expect(page.html()).toContain('tdc_')
    const made = await browse(ada, '/settings')
    expect(made.html()).toMatch(/<form id="push-form"[^>]* hidden/)
    await made.press('Make an address')
    await (await browse(ada, '/settings')).press('End the address')
    await (await browse(ada, '/settings')).press('Create webhook', { url: 'http://127.0.0.1:9/"><b>x' })
    const hooks = await browse(ada, '/settings')
    expect(hooks.html()).not.toContain('<b>x')
    await hooks.press('Remove webhook')
    expect(hooks.html()).toContain('Nothing is posted there any more.')
    await hooks.press('Remove')
    expect(hooks.html()).toContain('The token no longer works.')
  })

  test('everything is taken along, and the account ends', async () => {
    const page = await browse(ada, '/settings')
    expect((await page.follow('Export everything')).html).toContain(email)
    const last = await browse(ada, '/settings')
    await last.press('Delete everything', { confirm: email, password: 'correct horse' })
    expect((await ada.get('/tasks')).status).toBe(303)
  })
})
