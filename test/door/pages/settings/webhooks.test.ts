/** Webhooks as forms that work without a script: made with a secret shown once, their log, and removed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import type { Server } from 'bun'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor } from '../visitor.ts'

const ALL = { 'task.created': 'true', 'task.changed': 'true', 'task.completed': 'true', 'task.deleted': 'true' }

let it: TestApp
let receiver: Server<undefined>
let url = ''
let status = 204
let posted = 0
let ada: Visitor
beforeAll(async () => {
  it = await testApp({ settings: { WEBHOOK_ALLOW_PRIVATE: 'true' } })
  receiver = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: () => {
      posted += 1
      return new Response(null, { status })
    },
  })
  url = `http://127.0.0.1:${receiver.port}/hook`
})
beforeEach(async () => {
  status = 204
  posted = 0
  ada = visitor(it)
  await ada.join()
})
afterAll(async () => {
  await it.close()
  await receiver.stop(true)
})

const settings = async () => (await ada.get('/settings')).html
const removal = (html: string) => /action="(\/settings\/webhooks\/[\w-]{36}\/delete)"/.exec(html)?.[1] ?? ''
/** Looks until the log of the page says so. */
const logged = async (words: string) => {
  for (;;) {
    await it.core.reminder.look()
    const html = await settings()
    if (html.includes(words)) return html
  }
}

describe('a webhook', () => {
  test('is made with its secret shown this once, and is listed with what it hears', async () => {
    const { status: code, html } = await ada.post('/settings/webhooks', { url, 'task.created': 'true' })
    const secret = /<code>(whsec_[^<]+)<\/code>/.exec(html)?.[1]
    expect([code, secret?.length]).toEqual([200, 'whsec_'.length + 44])
    const later = await settings()
    expect(later).not.toContain('whsec_')
    expect(later).toContain(`Remove webhook ${url}`)
    expect(later).toContain('<span class="hint">A task is added</span>')
    expect(later).toContain('Nothing was posted in the last week')
  })

  test('shows what was posted, and how it went', async () => {
    await ada.post('/settings/webhooks', { url, ...ALL })
    await ada.post('/tasks', { title: 'Milk' })
    expect(await logged('A task is added: ✅ Taken')).toContain('1 attempt, answer: 204')
    status = 410
    await ada.post('/tasks/1/toggle')
    expect(await logged('A task is completed: ⚠️ Failed')).toContain('410: the receiver wants no more.')
    expect(posted).toBe(2)
  })

  test('that cannot be reached waits for another attempt', async () => {
    status = 500
    await ada.post('/settings/webhooks', { url, ...ALL })
    await ada.post('/tasks', { title: 'Bread' })
    expect(await logged('answer: The receiver answered 500.')).toContain('A task is added: ⏳ Waiting')
  })

  test('is removed', async () => {
    await ada.post('/settings/webhooks', { url, ...ALL })
    const removed = await ada.post(removal(await settings()))
    expect([removed.status, removed.location]).toEqual([303, '/settings?said=webhook_removed'])
    expect(await settings()).not.toContain(url)
  })

  test('of another is not there to be removed', async () => {
    await ada.post('/settings/webhooks', { url, ...ALL })
    const eve = visitor(it)
    await eve.join('eve')
    expect((await eve.post(removal(await settings()))).status).toBe(404)
    expect(await settings()).toContain(url)
  })
})

describe('what is refused beside the form', () => {
  const refused = async (form: Record<string, string>) => {
    const sent = await ada.post('/settings/webhooks', form)
    expect(sent.status).toBe(400)
    return /<section id="webhooks"[\s\S]*?role="alert">\s*([^<]*?)\s*</.exec(sent.html)?.[1]
  }

  test('an address of another kind', async () => {
    expect(await refused({ url: 'ftp://example.org', ...ALL })).toBe('The address must begin with https://.')
  })

  test('an address with a password', async () => {
    expect(await refused({ url: 'https://a:b@example.org', ...ALL })).toContain('no password')
  })

  test('nothing to hear of', async () => {
    expect(await refused({ url })).toBe('Choose at least one thing that it hears of.')
  })

  test('one too many', async () => {
    for (let n = 0; n < 10; n += 1) await ada.post('/settings/webhooks', { url: `${url}/${n}`, 'task.deleted': 'true' })
    const sent = await ada.post('/settings/webhooks', { url, ...ALL })
    expect([sent.status, sent.html.includes('You have 10 webhooks, which is the most.')]).toEqual([409, true])
  })
})

test('another site cannot make one', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  expect((await ada.post('/settings/webhooks', { url, ...ALL }, { headers })).status).toBe(403)
})
