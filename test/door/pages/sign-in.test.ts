import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { visitor, wordsOf } from './visitor.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const PASSWORD = 'correct horse'
const fresh = () => `ada.${crypto.randomUUID()}@example.org`

describe('sign-up', () => {
  test('makes the account, signs in and leads to the chat', async () => {
    const ada = visitor(it)
    const email = fresh()
    const made = await ada.post('/signup', { name: 'Ada', email, password: PASSWORD })
    expect([made.status, made.location]).toEqual([303, '/chat'])
    const cookie = made.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^todochat=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
    const chat = await ada.get('/chat')
    expect(chat.status).toBe(200)
    expect(wordsOf(chat.html)).toContain('Ada')
  })

  test('takes the browser’s time zone when it is one, and a made-up one for none', async () => {
    for (const [time_zone, kept] of [
      ['Asia/Tokyo', 'Asia/Tokyo'],
      ['Moon/Base', 'UTC'],
      ['', 'UTC'],
    ]) {
      const ada = visitor(it)
      await ada.post('/signup', { email: fresh(), password: PASSWORD, time_zone: time_zone ?? '' })
      const caller = await it.core.account.callerOfCookie(ada.cookie().split('=')[1] ?? '')
      expect(caller.time_zone).toBe(kept as string)
    }
  })

  const refused: [string, Record<string, string>, number, string][] = [
    [
      'a short password',
      { email: 'new@example.org', password: 'short' },
      400,
      'Password must have at least 8 characters.',
    ],
    [
      'a password of everybody',
      { email: 'new@example.org', password: 'qwertyuiop' },
      400,
      'This password is one of the commonest and would be guessed soon.',
    ],
    ['no address', { email: '', password: PASSWORD }, 400, ''],
    ['no fields at all', {}, 400, ''],
    ['something that is no address', { email: 'nobody', password: PASSWORD }, 400, 'This is not an e-mail address.'],
    ['a name too long', { name: 'x'.repeat(101), email: 'new@example.org', password: PASSWORD }, 400, 'at most 100'],
  ]
  test.each(refused)('with %s comes back with what was typed, never the password', async (_, form, status, words) => {
    const page = await visitor(it).post('/signup', form)
    expect(page.status).toBe(status)
    expect(wordsOf(page.html)).toContain(words)
    expect(page.html).toContain('<h1>Create an account</h1>')
    if (form.email) expect(page.html).toContain(`value="${form.email}"`)
    if (form.password) expect(page.html).not.toContain(form.password)
    expect(page.headers.get('set-cookie')).toBeNull()
  })

  test('with a taken address is 409 and says so', async () => {
    const email = fresh()
    await visitor(it).post('/signup', { email, password: PASSWORD })
    const again = await visitor(it).post('/signup', { email, password: PASSWORD })
    expect(again.status).toBe(409)
    expect(wordsOf(again.html)).toContain('already an account')
  })

  test('is refused in words when it is closed, and not offered', async () => {
    const closed = await testApp({ settings: { SIGNUP: 'closed' } })
    const page = await visitor(closed).post('/signup', { email: fresh(), password: PASSWORD })
    expect(page.status).toBe(403)
    expect((await visitor(closed).get('/signup')).status).toBe(403)
    expect(wordsOf((await visitor(closed).get('/signin')).html)).not.toContain('Create an account')
    await closed.close()
  })
})

describe('sign-in', () => {
  test('leads to the newest chat, or where one wanted to go', async () => {
    const email = await visitor(it).join()
    const plain = await visitor(it).post('/signin', { email, password: PASSWORD })
    expect([plain.status, plain.location]).toEqual([303, '/'])
    const next = await visitor(it).post('/signin', { email, password: PASSWORD, next: '/tasks?status=pending' })
    expect(next.location).toBe('/tasks?status=pending')
    const query = await visitor(it).post('/signin?next=/tasks', { email, password: PASSWORD })
    expect(query.location).toBe('/tasks')
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\r\nset-cookie: x',
  ])('never leads to %j', async (next) => {
    const email = await visitor(it).join()
    expect((await visitor(it).post('/signin', { email, password: PASSWORD, next })).location).toBe('/')
    expect((await visitor(it).get(`/signin?next=${encodeURIComponent(next)}`)).html).not.toContain('name="next"')
  })

  test('says the same for a wrong password and an unknown address', async () => {
    const email = await visitor(it).join()
    const wrong = await visitor(it).post('/signin', { email, password: 'not the right one' })
    const unknown = await visitor(it).post('/signin', { email: fresh(), password: 'not the right one' })
    for (const page of [wrong, unknown]) {
      expect(page.status).toBe(401)
      expect(wordsOf(page.html)).toContain('The e-mail address or the password is not right.')
      expect(page.html).not.toContain('not the right one')
      expect(page.headers.get('set-cookie')).toBeNull()
    }
    expect(wrong.html.replaceAll(email, '')).toBe(unknown.html.replaceAll(/value="ada[^"]*"/g, 'value=""'))
  })

  test('gives a new cookie each time and voids the one it came with', async () => {
    const ada = visitor(it)
    const email = await ada.join()
    const first = ada.cookie()
    await ada.post('/signin', { email, password: PASSWORD })
    expect(ada.cookie()).not.toBe(first)
    const old = visitor(it)
    old.setCookie(first)
    expect((await old.get('/chat')).location).toBe('/signin?next=%2Fchat')
  })

  test('is limited per address with a page that says when to try again', async () => {
    const tight = await testApp({ settings: { RATE_LIMIT_IP_PER_MINUTE: '2' } })
    const guess = () => visitor(tight).post('/signin', { email: 'a@example.org', password: 'wrong wrong' })
    expect([(await guess()).status, (await guess()).status]).toEqual([401, 401])
    const third = await guess()
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(wordsOf(third.html)).toContain('Too many requests')
    await tight.close()
  })
})

test('sign-out ends the cookie at once', async () => {
  const ada = visitor(it)
  await ada.join()
  const cookie = ada.cookie()
  const out = await ada.post('/signout')
  expect([out.status, out.location]).toEqual([303, '/signin?said=signed_out'])
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
  ada.setCookie(cookie)
  expect((await ada.get('/tasks')).status).toBe(303)
})

test('who is signed in already is not asked again', async () => {
  const ada = visitor(it)
  await ada.join()
  expect((await ada.get('/signin')).location).toBe('/')
  expect((await ada.get('/signup')).location).toBe('/')
})

test('on https the cookie is bound to the host', async () => {
  const secure = await testApp({ settings: { PUBLIC_URL: 'https://todo.example' } })
  const page = await visitor(secure).post('/signup', { email: fresh(), password: PASSWORD })
  expect(page.headers.get('set-cookie')).toMatch(/^__Host-todochat=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax/)
  await secure.close()
})

describe('pages for strangers', () => {
  test.each(['/chat', '/tasks', '/chat/01900000-0000-7000-8000-000000000001', '/tasks?status=pending'])(
    'GET %s leads to sign-in and back',
    async (path) => {
      const { status, location } = await visitor(it).get(path)
      expect([status, location]).toEqual([303, `/signin?next=${encodeURIComponent(path)}`])
    },
  )
  test('a form leads to sign-in and does nothing', async () => {
    const referer = 'http://localhost/tasks?status=pending'
    const { status, location } = await visitor(it).post('/tasks', { title: 'x' }, { headers: { referer } })
    expect([status, location]).toEqual([303, '/signin?next=%2Ftasks'])
  })
  test('htmx is sent there by its own header, a stream is refused', async () => {
    const piece = await visitor(it).post('/tasks', { title: 'x' }, { htmx: true })
    expect([piece.status, piece.headers.get('hx-redirect')]).toEqual([401, '/signin'])
    const id = '01900000-0000-7000-8000-000000000001'
    expect((await visitor(it).get(`/chat/${id}/runs/${id}/stream`, { htmx: true })).status).toBe(401)
  })
})

describe('requests from elsewhere', () => {
  const forms = [
    '/signin',
    '/signup',
    '/signout',
    '/chat',
    '/tasks',
    '/tasks/undo',
    '/tasks/1/delete',
    '/confirmations/x',
  ]
  test.each(forms)('POST %s from another site is refused before anything happens', async (path) => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      expect((await visitor(it).post(path, { title: 'x' }, { headers })).status).toBe(403)
    }
  })
  test('a body that is no form is refused', async () => {
    const headers = { 'content-type': 'application/json' }
    expect((await visitor(it).post('/signin', { email: 'x' }, { headers })).status).toBe(415)
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await visitor(it).post('/signin', { email: 'x' }, { headers: multipart })).status).toBe(415)
  })
  test('a body over 256 KB is refused', async () => {
    expect((await visitor(it).post('/signin', { email: 'x'.repeat(300_000) })).status).toBe(413)
  })
})
