import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type Visitor, visitor, wordsOf } from '../visitor.ts'

let it: TestApp
let ada: Visitor
let email = ''
beforeAll(async () => {
  it = await testApp()
})
beforeEach(async () => {
  ada = visitor(it)
  email = await ada.join()
})
afterAll(() => it.close())

const settings = async () => (await ada.get('/settings')).html
/** Another browser of the same person. */
const otherBrowser = async (password = 'correct horse') => {
  const other = visitor(it)
  const { status } = await other.post('/signin', { email, password }, { headers: { 'user-agent': 'Lynx of Ada' } })
  return { other, status }
}

test('name and time zone are changed, and days are those of the zone from then on', async () => {
  const sent = await ada.post('/settings/profile', { name: 'Ada L.', time_zone: 'Asia/Tokyo' })
  expect([sent.status, sent.location]).toEqual([303, '/settings?said=saved'])
  const html = await settings()
  expect(html).toContain('value="Ada L."')
  expect(html).toContain('<option value="Asia/Tokyo" selected')
  const zones = /<select id="time_zone".*?<\/select>/s.exec(html)?.[0] ?? ''
  expect(zones.match(/ selected/g)).toHaveLength(1)
})

describe('look and language', () => {
  const chosen = (html: string, name: string) =>
    new RegExp(`<select id="${name}".*?<option value="([^"]*)" selected`, 's').exec(html)?.[1]
  const choose = (form: Record<string, string>) =>
    ada.post('/settings/preferences', { theme: 'system', locale: '', week_start: 'monday', ...form })

  test('are as the device and the browser say until they are chosen', async () => {
    const html = await settings()
    expect(['theme', 'locale', 'week_start'].map((name) => chosen(html, name))).toEqual(['system', '', 'monday'])
    expect(html).toContain('<html lang="en" dir="ltr">')
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>')
  })

  test('are kept, also for programs, and other preferences stay', async () => {
    const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
    await it.core.account.change(caller, { preferences: { remind_before: 10 } }, '127.0.0.1')
    const sent = await choose({ theme: 'dark', locale: 'pt-BR', week_start: 'sunday' })
    expect([sent.status, sent.location]).toEqual([303, '/settings?said=saved'])
    const html = await settings()
    expect(['theme', 'locale', 'week_start'].map((name) => chosen(html, name))).toEqual(['dark', 'pt-BR', 'sunday'])
    expect((await it.core.account.me(caller)).preferences).toMatchObject({ theme: 'dark', remind_before: 10 })
    await choose({})
    expect((await it.core.account.me(caller)).preferences).toMatchObject({ theme: 'system', locale: null })
  })

  test.each(['light', 'dark'])('%s is in the first byte of every page, also once signed out', async (theme) => {
    await choose({ theme })
    for (const path of ['/chat', '/tasks', '/settings', '/status', '/nowhere', '/offline']) {
      const { html } = await ada.get(path)
      expect([path, html.slice(0, 80)]).toEqual([
        path,
        expect.stringContaining(`<html lang="en" dir="ltr" data-theme="${theme}">`),
      ])
      expect(html).toContain(`<meta name="color-scheme" content="${theme}"/>`)
      expect(html).not.toContain('prefers-color-scheme')
    }
    await ada.post('/signout')
    expect((await ada.get('/signin')).html).toContain(`data-theme="${theme}"`)
  })

  test('a device decides again when that is chosen', async () => {
    await choose({ theme: 'dark' })
    await choose({ theme: 'system' })
    expect(await settings()).not.toContain('data-theme')
    expect((await ada.get('/offline')).html).not.toContain('data-theme')
  })

  test.each([
    ['a theme that is none', { theme: 'pink' }],
    ['a week that begins on no such day', { week_start: 'friday' }],
    ['a language that is none', { locale: '!' }],
  ])('%s is refused in its section', async (_, form) => {
    const { status, html } = await choose(form)
    expect(status).toBe(400)
    expect(html).toMatch(/<section id="looks"[^>]* autofocus[^>]*>.*?role="alert".*?<\/section>/s)
  })

  test('a language of one’s own stays in the list', async () => {
    await choose({ locale: 'de-AT' })
    expect(await settings()).toContain('<option value="de-AT" selected>')
  })
})

test('the index leads to every section', async () => {
  const html = await settings()
  const index = [...html.matchAll(/<a href="#([\w-]+)">/g)].map(([, id]) => id).filter((id) => id !== 'main')
  // What rings stands above every page.
  const sections = [...html.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id).filter((id) => id !== 'rings')
  expect(index).toEqual(sections)
})

describe('usage', () => {
  test('says that nothing was used yet', async () => {
    expect(wordsOf(await settings())).toContain('The built-in assistant uses no tokens.')
  })
})

test.each([
  ['a name of nothing', { name: ' ', time_zone: 'UTC' }],
  ['a zone that is none', { name: 'Ada', time_zone: 'Moon/Crater' }],
])('%s is refused beside its form', async (_, form) => {
  const { status, html } = await ada.post('/settings/profile', form)
  expect(status).toBe(400)
  expect(html).toMatch(/<section id="profile".*?role="alert".*?<\/section>/s)
  expect(await settings()).not.toContain('Moon/Crater')
})

describe('the password', () => {
  test('is changed with the old one; every other browser is signed out, this one stays', async () => {
    const { other } = await otherBrowser()
    const form = { old_password: 'correct horse', password: 'battery staple' }
    const sent = await ada.post('/settings/password', form)
    expect([sent.status, sent.location]).toEqual([303, '/settings?said=password_changed'])
    expect((await ada.get('/settings?said=password_changed')).status).toBe(200)
    expect((await other.get('/settings')).location).toBe('/signin?next=%2Fsettings')
    expect((await otherBrowser('correct horse')).status).toBe(401)
    expect((await otherBrowser('battery staple')).status).toBe(303)
  })

  test.each([
    ['the wrong old one', { old_password: 'wrong', password: 'battery staple' }, 403],
    ['too short a new one', { old_password: 'correct horse', password: 'short' }, 400],
  ])('is not changed with %s', async (_, form, status) => {
    const refused = await ada.post('/settings/password', form)
    expect(refused.status).toBe(status)
    expect(refused.html).toMatch(/<section id="password-part".*?role="alert"/s)
    for (const word of Object.values(form)) expect(refused.html).not.toContain(`value="${word}"`)
    expect((await otherBrowser()).status).toBe(303)
  })
})

describe('access tokens', () => {
  const secretIn = (html: string) => /<code>(tdc_[\w-]{43})<\/code>/.exec(html)?.[1] ?? ''

  test('are made with what they may do, shown once, work, and end when removed', async () => {
    const made = await ada.post('/settings/tokens', { token_name: 'Robot <1>', tasks_read: 'true', days: '30' })
    expect(made.status).toBe(200)
    const token = secretIn(made.html)
    expect(token).toStartWith('tdc_')
    expect((await it.call('GET', '/api/v1/tasks', { token })).status).toBe(200)
    expect((await it.call('POST', '/api/v1/tasks', { token, body: { title: 'x' } })).status).toBe(403)
    const html = await settings()
    expect(html).not.toContain('tdc_')
    expect(wordsOf(html)).toContain('Robot &lt;1&gt; Read tasks · expires')
    const id = /\/settings\/tokens\/([\w-]{36})\/delete/.exec(html)?.[1]
    expect((await ada.post(`/settings/tokens/${id}/delete`)).location).toBe('/settings?said=token_removed')
    expect((await it.call('GET', '/api/v1/tasks', { token })).status).toBe(401)
  })

  test('may last for ever', async () => {
    const { html } = await ada.post('/settings/tokens', { token_name: 'Robot', chat: 'true', days: '' })
    expect(wordsOf(html)).toContain('Read and write chats · never expires · never used')
  })

  test.each([
    ['that may do nothing', { token_name: 'Robot', days: '30' }],
    ['without a name', { token_name: ' ', chat: 'true', days: '30' }],
    ['of an odd length', { token_name: 'Robot', chat: 'true', days: '-3' }],
    ['that ended already', { token_name: 'Robot', chat: 'true', days: '0' }],
  ])('%s are not made', async (_, form) => {
    const { status, html } = await ada.post('/settings/tokens', form)
    expect(status).toBe(400)
    expect(html).toMatch(/<section id="tokens".*?role="alert"/s)
    expect(html).not.toContain('tdc_')
    expect(await settings()).not.toContain('/settings/tokens/0')
  })
})

describe('ten minutes after the sign-in', () => {
  const PASSWORD = 'correct horse'
  beforeEach(() => it.db.execute((sql) => sql`update browser_logins set created_at = now() - interval '11 minutes'`))
  const token = (more: object = {}) =>
    ada.post('/settings/tokens', { token_name: 'Robot', chat: 'true', days: '', ...more })
  const everything = (password?: string) => ada.post('/settings/export', password === undefined ? {} : { password })

  test('a token and the export of everything want the password again', async () => {
    for (const [section, ask] of [
      ['tokens', token],
      ['data', everything],
    ] as const) {
      const refused = await ask()
      expect(refused.status).toBe(400)
      expect(refused.html).toMatch(new RegExp(`<section id="${section}".*?role="alert"[^>]*>[^<]*password`, 's'))
      expect(refused.html).not.toContain('tdc_')
    }
    expect((await token({ password: 'wrong horse' })).status).toBe(403)
    expect((await everything('wrong horse')).status).toBe(403)
    expect((await ada.get('/settings/export')).status).toBe(400)
    expect(await settings()).not.toContain('/settings/tokens/0')
    expect((await token({ password: PASSWORD })).html).toContain('<code>tdc_')
    expect((await everything(PASSWORD)).headers.get('content-disposition')).toContain('todochat-export.json')
  })

  test('the page has fields for it; files of tasks alone do not ask', async () => {
    const html = await settings()
    expect(html).toContain('action="/settings/export"')
    for (const id of ['token-password', 'export-password']) expect(html).toContain(`id="${id}"`)
    expect((await ada.get('/settings/export?format=csv')).status).toBe(200)
    await it.db.execute((sql) => sql`update browser_logins set created_at = now()`)
    const fresh = await settings()
    for (const id of ['token-password', 'export-password']) expect(fresh).not.toContain(`id="${id}"`)
  })

  test('who has no password here is not asked, and programs never are', async () => {
    const { access_token } = (await (
      await it.call('POST', '/api/v1/auth/signin', { body: { email, password: PASSWORD } })
    ).json()) as { access_token: string }
    const body = { name: 'cli', scopes: ['chat'] }
    expect((await it.call('POST', '/api/v1/auth/tokens', { token: access_token, body })).status).toBe(201)
    expect((await it.call('GET', '/api/v1/auth/me/export', { token: access_token })).status).toBe(200)
    await it.db.execute((sql) => sql`update users set password_hash = null where email = ${email}`)
    expect((await token()).html).toContain('<code>tdc_')
    expect((await everything()).status).toBe(200)
  })
})

test('browsers are listed, and another one is signed out', async () => {
  const { other } = await otherBrowser()
  const html = await settings()
  expect(wordsOf(html)).toContain('This browser')
  expect(wordsOf(html)).toContain('Lynx of Ada Seen today')
  const ids = [...html.matchAll(/\/settings\/logins\/([\w-]{36})\/delete/g)].map(([, id]) => id)
  expect(ids).toHaveLength(1)
  expect((await ada.post(`/settings/logins/${ids[0]}/delete`)).location).toBe('/settings?said=login_ended')
  expect((await other.get('/tasks')).location).toStartWith('/signin')
  expect((await ada.post(`/settings/logins/${ids[0]}/delete`)).status).toBe(404)
})

test.each([
  ['csv', 'tasks.csv', 'text/csv'],
  ['ics', 'tasks.ics', 'text/calendar'],
  ['todotxt', 'todo.txt', 'text/plain'],
])('tasks can be taken away as %s', async (format, name, type) => {
  await ada.post('/tasks', { title: 'Milk tomorrow' })
  const { headers, html } = await ada.get(`/settings/export?format=${format}`)
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
  expect(headers.get('content-type')).toStartWith(type)
  expect(html).toContain('Milk')
})

test('a format that is none is refused', async () => {
  expect((await ada.get('/settings/export?format=exe')).status).toBe(400)
})

test('everything can be taken away as one file', async () => {
  await ada.post('/tasks', { title: 'Milk' })
  const { headers, html } = await ada.get('/settings/export')
  expect(headers.get('content-disposition')).toBe('attachment; filename="todochat-export.json"')
  expect(headers.get('cache-control')).toBe('no-store')
  const file = JSON.parse(html)
  expect([file.user.email, file.tasks[0].title]).toEqual([email, 'Milk'])
  expect(html).not.toMatch(/argon2|hash/)
})

describe('deleting the account', () => {
  test('asks for the address, and does nothing without it', async () => {
    const { status, html } = await ada.post('/settings/delete', { confirm: 'yes' })
    expect(status).toBe(400)
    expect(wordsOf(html)).toContain('Nothing was deleted')
    expect((await ada.get('/tasks')).status).toBe(200)
  })
  test('ends it', async () => {
    const gone = await ada.post('/settings/delete', {
      confirm: ` ${email.toUpperCase()} `,
      password: 'correct horse',
    })
    expect(gone.location).toBe('/signin?said=account_deleted')
    expect(wordsOf((await ada.get('/signin?said=account_deleted')).html)).toContain('are gone')
    expect((await otherBrowser()).status).toBe(401)
  })
})

describe('another person', () => {
  test('reaches neither tokens nor browsers', async () => {
    await ada.post('/settings/tokens', { token_name: 'Robot', chat: 'true', days: '' })
    await otherBrowser()
    const paths = [...(await settings()).matchAll(/action="(\/settings\/(?:tokens|logins)\/[^"]+)"/g)].map(([, p]) => p)
    expect(paths).toHaveLength(2)
    const eve = visitor(it)
    await eve.join('eve')
    for (const path of paths) expect((await eve.post(path ?? '')).status).toBe(404)
    expect([...(await settings()).matchAll(/\/settings\/(tokens|logins)\/[\w-]{36}/g)]).toHaveLength(2)
  })
  test.each(['/settings', '/settings/export'])('a stranger is sent from %s to sign in', async (path) => {
    const { status, location } = await visitor(it).get(path)
    expect([status, location]).toEqual([303, `/signin?next=${encodeURIComponent(path)}`])
  })
  test.each(['profile', 'password', 'tokens', 'delete'])('no other site can post to %s', async (form) => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await ada.post(`/settings/${form}`, { name: 'x', confirm: email }, { headers })).status).toBe(403)
    expect((await ada.get('/tasks')).status).toBe(200)
  })
})

describe('/status', () => {
  test('says in words that all is well, to everybody', async () => {
    const { status, html } = await visitor(it).get('/status')
    expect(status).toBe(200)
    const words = wordsOf(html)
    for (const part of ['All is well', 'The built-in assistant answers.', 'Database Works.', 'Version'])
      expect(words).toContain(part)
    expect(words).not.toMatch(/ada|Redis|OpenRouter/)
  })
  test('says that another answers in the place of a model that does not, and not which it is', async () => {
    const away = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'sk-secret', OPENAI_MODEL: 'm-1' }
    const alone = await testApp({ settings: { ...away, LLM_PROVIDERS: 'openai,builtin' } })
    const { html } = await visitor(alone).get('/status')
    expect(wordsOf(html)).toContain('The model does not answer now; the built-in assistant answers in its place.')
    expect(html).not.toMatch(/sk-secret|127\.0\.0\.1|m-1|openai/)
    await alone.close()
  })
  test('says that the database does not answer, as the health check does', async () => {
    const away = await testApp()
    const bob = visitor(away)
    await away.close()
    const { status, html } = await bob.get('/status')
    expect(status).toBe(503)
    expect(wordsOf(html)).toContain('Database Does not answer.')
    expect(html).not.toMatch(/postgres|sql|stack/i)
  })
})
