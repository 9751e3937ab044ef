/** `/admin` as an administrator uses it, without scripts; and as nobody else can. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { wrongIn } from '../../audit/chain.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Visitor, visitor, wordsOf } from './visitor.ts'

let it: TestApp
let ada: Visitor
let admin_id = ''
beforeAll(async () => {
  it = await testApp()
  ada = await administrator(it)
  admin_id = (await it.core.account.person('root@example.org')).id
})
afterAll(() => it.close())

/** The first one, by the link that a start prints. */
const administrator = async (app: TestApp) => {
  const browser = visitor(app)
  const path = (await app.core.account.adminLink()) ?? ''
  const sent = await browser.post(path, { email: 'root@example.org', password: 'correct horse' })
  if (sent.status !== 303) throw new Error(`the administrator was not made: ${sent.status}`)
  return browser
}
const somebody = async (name: string) => {
  const browser = visitor(it)
  return { browser, email: await browser.join(name) }
}
const actsOf = async (user_id: string) => (await it.core.audit.entries(user_id, 100)).entries
const linkIn = (html: string) => /\/link\/[\w-]+\.[\w-]+/.exec(html)?.[0] ?? ''

const PATHS = ['', '/signup', '/invitations', '/invitations/x/delete', '/backup', '/people', '/people/disable']

describe('others', () => {
  test('are refused, whatever they ask for; strangers are sent to sign in', async () => {
    const { browser, email } = await somebody('eve')
    expect((await browser.get('/admin')).status).toBe(403)
    expect((await browser.get(`/admin/audit?email=${email}`)).status).toBe(403)
    for (const path of PATHS.slice(1)) {
      const form = { email, mode: 'closed', note: 'x', confirm: email }
      expect([path, (await browser.post(`/admin${path}`, form)).status]).toEqual([path, 403])
    }
    expect((await visitor(it).get('/admin')).location).toStartWith('/signin')
    expect(await it.core.account.signupMode()).toBe('open')
  })

  test('see no way there in their settings', async () => {
    const { browser } = await somebody('eve')
    expect((await browser.get('/settings')).html).not.toContain('href="/admin"')
    expect((await ada.get('/settings')).html).toContain('href="/admin"')
  })

  test('who were administrators are out at once', async () => {
    const { account } = it.core
    const { browser, email } = await somebody('mallory')
    await it.db.execute((sql) => sql`update users set is_admin = true where email = ${email}`)
    expect((await browser.get('/admin')).status).toBe(200)
    await it.db.execute((sql) => sql`update users set is_admin = false where email = ${email}`)
    expect((await browser.get('/admin')).status).toBe(403)
    await account.deletePerson(email)
  })
})

describe('people', () => {
  test('are searched and paged', async () => {
    await it.db.execute(
      (sql) => sql`
        insert into users (id, email, name)
        select gen_random_uuid(), 'many' || n || '@crowd.example', 'Many ' || n from generate_series(1, 51) n`,
    )
    const { html } = await ada.get('/admin?q=crowd.example')
    expect(html.match(/@crowd\.example<\/a>/g)).toHaveLength(50)
    const more = /href="(\/admin\?q=[^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await ada.get(more)).html.match(/@crowd\.example<\/a>/g)).toHaveLength(1)
    expect(wordsOf((await ada.get('/admin?q=100%25')).html)).toContain('Nobody here has these words')
  })

  test('are added with a link that is shown once and opens once', async () => {
    const { html } = await ada.post('/admin/people', { email: 'new@example.org', name: 'New' })
    expect(html).toContain('Copy the link for new@example.org now')
    const link = linkIn(html)
    expect((await ada.get('/admin')).html).not.toContain(link)
    const fresh = visitor(it)
    expect((await fresh.get(link)).status).toBe(200)
    expect((await fresh.get(link)).status).toBe(200)
    expect((await fresh.post(link, { password: 'their own words' })).location).toBe('/chat')
    expect((await visitor(it).post(link, { password: 'another one' })).status).toBe(404)
    const again = await ada.post('/admin/people', { email: 'new@example.org' })
    expect([again.status, wordsOf(again.html)]).toEqual([409, expect.stringContaining('already an account')])
  })

  test('are disabled and enabled, not by mistake oneself', async () => {
    const { browser, email } = await somebody('bob')
    expect((await ada.post('/admin/people/disable', { email })).location).toBe('/admin?said=person_disabled')
    expect((await browser.get('/tasks')).location).toStartWith('/signin')
    expect((await ada.post('/admin/people/enable', { email })).location).toBe('/admin?said=person_enabled')
    expect((await ada.post('/admin/people/disable', { email: 'root@example.org' })).status).toBe(409)
    expect(
      (await ada.post('/admin/people/delete', { email: 'root@example.org', confirm: 'root@example.org' })).status,
    ).toBe(409)
  })

  test('are deleted once their address was written', async () => {
    const { email } = await somebody('gone')
    expect((await ada.post('/admin/people/delete', { email, confirm: 'no' })).status).toBe(400)
    expect((await ada.post('/admin/people/delete', { email, confirm: email })).location).toBe(
      '/admin?said=person_deleted',
    )
    expect((await ada.get(`/admin?q=${email}`)).html).not.toContain(`email=${encodeURIComponent(email)}`)
  })

  test('every act is in both records, and the other one is a hash', async () => {
    const { email } = await somebody('carol')
    const { id } = await it.core.account.person(email)
    await ada.post('/admin/people/link', { email })
    await ada.post('/admin/people/disable', { email })
    const theirs = (await actsOf(id)).map(({ act, facts }) => [act, facts.by])
    expect(theirs.slice(0, 2)).toEqual([
      ['person_disabled', 'administrator'],
      ['reset_link_made', 'administrator'],
    ])
    const own = (await actsOf(admin_id)).slice(0, 2)
    expect(own.map(({ act }) => act)).toEqual(['person_disabled', 'reset_link_made'])
    expect(JSON.stringify(own)).not.toContain(id)
    expect((await ada.get(`/admin/audit?email=${email}`)).html).toContain('An account was disabled')
    expect((await ada.get('/admin/audit?email=nobody@example.org')).status).toBe(404)
    expect(await wrongIn(it.db)).toEqual([])
  })

  test('two administrators who act upon each other at once do not wait for ever', async () => {
    const { account } = it.core
    const [one, two] = [await it.signUp('one'), await it.signUp('two')]
    const caller = async (id: string) => account.callerOfClaims(await account.newClaims(id))
    const [a, b] = [await caller(one.id), await caller(two.id)]
    await Promise.all([account.resetLinkOf(two.email, a), account.resetLinkOf(one.email, b)])
    await Promise.all([account.disablePerson(two.email, true, a), account.disablePerson(one.email, true, b)])
    expect(await wrongIn(it.db)).toEqual([])
  })
})

describe('sign-up', () => {
  test('is closed and opened; an invitation works meanwhile, for one person', async () => {
    expect((await ada.post('/admin/signup', { mode: 'closed' })).location).toBe('/admin?said=saved')
    const stranger = visitor(it)
    expect((await stranger.get('/signin')).html).not.toContain('href="/signup"')
    expect((await stranger.get('/signup')).status).toBe(403)
    expect((await stranger.post('/signup', { email: 'x@example.org', password: 'correct horse' })).status).toBe(403)
    const { html } = await ada.post('/admin/invitations', { note: 'Grandma' })
    const link = linkIn(html)
    expect((await ada.get('/admin')).html).toContain('Grandma')
    expect((await stranger.get(link)).html).toContain('You are invited')
    const taken = await stranger.post(link, { email: 'root@example.org', password: 'correct horse', name: '' })
    expect(taken.status).toBe(409)
    const form = { email: 'grandma@example.org', name: 'Grandma', password: 'correct horse', time_zone: 'Asia/Tokyo' }
    expect((await stranger.post(link, form)).location).toBe('/chat')
    expect((await stranger.get('/settings')).html).toContain('<option value="Asia/Tokyo" selected')
    expect((await visitor(it).post(link, { ...form, email: 'other@example.org' })).status).toBe(404)
    expect((await it.core.account.person('grandma@example.org')).admin).toBe(false)
    await ada.post('/admin/signup', { mode: 'open' })
    expect((await visitor(it).get('/signup')).status).toBe(200)
    expect((await ada.post('/admin/signup', { mode: 'perhaps' })).status).toBe(400)
  })

  test('an invitation is withdrawn, and ends by itself', async () => {
    const link = linkIn((await ada.post('/admin/invitations', { note: 'Nobody' })).html)
    const [id = ''] = link.replace('/link/', '').split('.')
    expect((await ada.post(`/admin/invitations/${id}/delete`)).location).toBe('/admin?said=invitation_withdrawn')
    expect((await visitor(it).get(link)).status).toBe(404)
    expect((await ada.post(`/admin/invitations/${id}/delete`)).status).toBe(404)
    const late = linkIn((await ada.post('/admin/invitations', { note: 'Late' })).html)
    await it.db.execute((sql) => sql`update invitations set expires_at = now() - interval '1 second'`)
    expect((await visitor(it).get(late)).status).toBe(404)
    expect((await ada.get('/admin')).html).not.toContain('Late')
  })

  test('SIGNUP, when it is set, wins and says so', async () => {
    const fixed = await testApp({ settings: { SIGNUP: 'closed' } })
    const browser = await administrator(fixed)
    expect(wordsOf((await browser.get('/admin')).html)).toContain('SIGNUP is set for this server and decides')
    expect((await browser.post('/admin/signup', { mode: 'open' })).status).toBe(409)
    const link = linkIn((await browser.post('/admin/invitations', { note: '' })).html)
    const stranger = visitor(fixed)
    expect((await stranger.post(link, { email: 'a@example.org', password: 'correct horse' })).location).toBe('/chat')
    await fixed.close()
  })
})

describe('the page', () => {
  test('shows usage as charts, state and backups, with nothing inline', async () => {
    await it.db.execute(
      (sql) =>
        sql`insert into daily_usage (user_id, day, tokens) values (${admin_id}, (now() at time zone 'UTC')::date, 4321)`,
    )
    const { html, headers } = await ada.get('/admin')
    expect(html).toContain('aria-label="Model tokens: 4,321 in all')
    expect(html.match(/<svg viewBox/g)).toHaveLength(2)
    expect(html).not.toMatch(/ style=|<style/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(wordsOf(html)).toMatch(/Version \d+\.\d+\.\d+.*Storage .*Postgres \d+.*Schema \d+, the newest/)
    expect(wordsOf(html)).toContain('Backups')
  })

  test('begins a backup where somebody makes them, one at a time', async () => {
    expect((await ada.post('/admin/backup')).status).toBe(409)
    const { promise, resolve } = Promise.withResolvers<void>()
    let made = 0
    it.core.admin.backUpBy(() => {
      made++
      return promise
    })
    expect((await ada.post('/admin/backup')).location).toBe('/admin?said=backup_begun')
    expect((await ada.get('/admin')).html).toContain('One is being made now')
    expect((await ada.post('/admin/backup')).status).toBe(409)
    resolve()
    expect(made).toBe(1)
  })

  test('its owner reads their own record in pages', async () => {
    const { browser } = await somebody('dora')
    for (let n = 0; n < 55; n++) await browser.post('/settings/profile', { name: `Dora ${n}`, time_zone: 'UTC' })
    const { html } = await browser.get('/settings/audit')
    expect(html.match(/Changed the account/g)).toHaveLength(50)
    const older = /href="(\/settings\/audit\?before=\d+)"/.exec(html)?.[1] ?? ''
    expect((await browser.get(older)).html).toContain('Made the account')
    expect(html).not.toContain('Dora 3')
  })
})
