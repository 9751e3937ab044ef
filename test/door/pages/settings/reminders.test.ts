/** When and where tasks ring, as forms that work without a script. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { newReader } from '../../../push/reader.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor } from '../visitor.ts'

let it: TestApp
let ada: Visitor
beforeAll(async () => {
  it = await testApp({ settings: { PUBLIC_URL: 'http://localhost' } })
})
beforeEach(async () => {
  ada = visitor(it)
  await ada.join()
})
afterAll(() => it.close())

const settings = async () => (await ada.get('/settings')).html
const addressIn = (html: string) => /<code>http:\/\/localhost(\/feed\/[\w-]{43}\.ics)<\/code>/.exec(html)?.[1] ?? ''

describe('how long before', () => {
  const choose = (form: Record<string, string>) => ada.post('/settings/reminders', form)
  const chosen = (html: string) => /<select id="remind_before".*?<option value="([^"]*)" selected/s.exec(html)?.[1]

  test('nothing rings by itself until it is chosen', async () => {
    const html = await settings()
    expect(chosen(html)).toBe('')
    expect(html).toMatch(/name="sound" value="true"\/?>/)
  })

  test('a choice is kept, and taken back', async () => {
    const sent = await choose({ remind_before: '15', sound: 'true' })
    expect([sent.status, sent.location]).toEqual([303, '/settings?said=saved'])
    const html = await settings()
    expect(chosen(html)).toBe('15')
    expect(html).toMatch(/name="sound" value="true" checked/)
    await choose({ remind_before: '' })
    expect(chosen(await settings())).toBe('')
    expect(await settings()).toMatch(/name="sound" value="true"\/?>/)
  })

  test('what a program chose is in the list', async () => {
    await choose({ remind_before: '17' })
    expect(chosen(await settings())).toBe('17')
    expect(await settings()).toContain('17 minutes before')
  })

  test.each(['-1', 'soon', '1.5', '99999'])('%s is refused beside the form', async (remind_before) => {
    const { status, html } = await choose({ remind_before })
    expect(status).toBe(400)
    expect(html).toMatch(/<section id="reminders"[\s\S]*?role="alert"/)
  })
})

describe('the calendar address', () => {
  test('is shown once, works, and is never in an address of the browser', async () => {
    const { status, html } = await ada.post('/settings/feed')
    const path = addressIn(html)
    expect([status, path]).toEqual([200, expect.stringContaining('/feed/')])
    expect(html).toContain(`href="webcal://localhost${path}"`)
    expect((await it.call('GET', path)).status).toBe(200)
    const later = await settings()
    expect(later).not.toContain(path)
    expect(later).toContain('last read today')
  })

  test('is replaced, and ended', async () => {
    const former = addressIn((await ada.post('/settings/feed')).html)
    const present = addressIn((await ada.post('/settings/feed')).html)
    expect((await it.call('GET', former)).status).toBe(404)
    const ended = await ada.post('/settings/feed/delete')
    expect([ended.status, ended.location]).toEqual([303, '/settings?said=feed_ended'])
    expect((await it.call('GET', present)).status).toBe(404)
    expect(await settings()).not.toContain('End the address')
  })

  test('cannot be made by another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    expect((await ada.post('/settings/feed', {}, { headers })).status).toBe(403)
  })
})

describe('mail', () => {
  test('is offered only where there is a server, and what was chosen stays', async () => {
    expect(await settings()).not.toContain('name="digest_at"')
    const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    await it.core.account.change(caller, { preferences: { digest_at: '07:00' } }, '127.0.0.1')
    await ada.post('/settings/reminders', { remind_before: '' })
    expect((await it.core.account.me(caller)).preferences).toMatchObject({ digest_at: '07:00' })
  })

  test('is chosen with the hour of the digest', async () => {
    const posting = await testApp({ settings: { SMTP_URL: 'smtp://127.0.0.1:1' } })
    try {
      const eve = visitor(posting)
      await eve.join('eve')
      await eve.post('/settings/reminders', { remind_before: '', mail: 'true', digest_at: '07:00' })
      const { html } = await eve.get('/settings')
      expect(html).toMatch(/name="mail" value="true" checked/)
      expect(html).toContain('<option value="07:00" selected')
      await eve.post('/settings/reminders', { remind_before: '', digest_at: '' })
      expect((await eve.get('/settings')).html).not.toContain('<option value="07:00" selected')
    } finally {
      await posting.close()
    }
  })
})

describe('notifications', () => {
  const form = (name: string) => ({ endpoint: `https://push.example/send/${name}`, ...newReader().given })

  test('a browser is told from now on, is listed, and stops', async () => {
    const sent = await ada.post(
      '/settings/push',
      { ...form('a'), show_titles: 'true' },
      { headers: { 'user-agent': 'Lynx/2.9' } },
    )
    expect([sent.status, sent.location]).toEqual([303, '/settings?said=push_on'])
    const html = await settings()
    expect(html).toContain('Notify no more: Lynx/2.9')
    expect(html).toContain('Shows titles')
    const [, path = ''] = /action="(\/settings\/push\/[\w-]{36}\/delete)"/.exec(html) ?? []
    expect((await ada.post(path)).location).toBe('/settings?said=push_off')
    expect(await settings()).not.toContain('Lynx/2.9"')
  })

  test('a wrong address is refused beside the form', async () => {
    const { status, html } = await ada.post('/settings/push', { ...form('a'), endpoint: 'https://10.0.0.1/x' })
    expect(status).toBe(400)
    expect(html).toMatch(/<section id="notifications"[\s\S]*?role="alert"/)
  })

  test('signing out of a browser ends them there', async () => {
    const other = visitor(it)
    const email = await other.join('bob')
    await other.post('/settings/push', form('b'))
    await other.post('/signout')
    await other.post('/signin', { email, password: 'correct horse' })
    expect((await other.get('/settings')).html).not.toContain('Notify no more')
  })
})
