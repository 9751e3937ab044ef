/** A forgotten password: the same answer for everybody, a letter for those who have an account, a link that works once. */
import { afterEach, describe, expect, test } from 'bun:test'
import { type Visitor, visitor, wordsOf } from '../door/pages/visitor.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { mailServer } from '../support/mail-server.ts'

type Letters = Awaited<ReturnType<typeof mailServer>>
let it: TestApp
let server: Letters | undefined
afterEach(async () => {
  await it.close()
  await server?.close()
  server = undefined
})

const withMail = async () => {
  server = await mailServer()
  it = await testApp({ settings: { SMTP_URL: server.url, PUBLIC_URL: 'http://todo.example' } })
  return server
}
const ask = (browser: Visitor, email: string) => browser.post('/forgot', { email })
const letterTo = async (letters: Letters['letters'], count: number) => {
  while (letters.length < count) await Bun.sleep(5)
  const raw = (letters[count - 1]?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
  return { raw, path: /http:\/\/todo\.example(\/link\/[\w.-]+\w)/.exec(raw)?.[1] ?? '' }
}

describe('with a mail server', () => {
  test('a link comes by mail, is looked at without being spent, works once, and ends the other sessions', async () => {
    const { letters } = await withMail()
    const old = visitor(it)
    const email = await old.join('ada')
    const fresh = visitor(it)
    expect((await fresh.get('/signin')).html).toContain('href="/forgot"')
    expect(wordsOf((await ask(fresh, ` ${email.toUpperCase()} `)).html)).toContain('If an account has this address')
    const { raw, path } = await letterTo(letters, 1)
    expect(raw).toContain(email)
    expect((await fresh.get(path)).html).toContain('Choose a new password')
    expect((await fresh.get(path)).status).toBe(200)
    expect((await fresh.post(path, { password: 'a new password' })).location).toBe('/chat')
    expect((await fresh.get(path)).status).toBe(404)
    expect((await old.get('/tasks')).location).toStartWith('/signin')
    expect((await visitor(it).post('/signin', { email, password: 'a new password' })).status).toBe(303)
    const { id } = await it.core.account.person(email)
    const acts = (await it.core.audit.entries(id, 10)).entries.map(({ act }) => act)
    expect(acts).toEqual(['signed_in', 'password_reset', 'reset_link_made', 'signed_up'])
  })

  test('an unknown, a disabled and no address get the same answer and no letter', async () => {
    const { letters } = await withMail()
    const browser = visitor(it)
    const known = await visitor(it).join('eve')
    const gone = await visitor(it).join('bob')
    await it.core.account.disablePerson(gone, true)
    const answers = []
    for (const email of ['nobody@example.org', gone, 'no address', known])
      answers.push((await ask(browser, email)).html)
    expect(new Set(answers).size).toBe(1)
    await letterTo(letters, 1)
    expect(letters.map(({ to }) => to)).toEqual([[known]])
  })

  test('an account gets three letters an hour, whoever asks; an address asks twenty times', async () => {
    const { letters } = await withMail()
    const browser = visitor(it)
    const email = await visitor(it).join('eve')
    for (let n = 1; n <= 3; n++) {
      await ask(browser, email)
      await letterTo(letters, n)
    }
    for (let n = 4; n <= 20; n++) expect((await ask(browser, email)).status).toBe(200)
    expect((await ask(browser, email)).status).toBe(429)
    const other = await visitor(it).join('dora')
    expect(letters.map(({ to }) => to)).toEqual([[email], [email], [email]])
    expect(other).not.toBe(email)
  })

  test('a link by mail ends after an hour, and cannot be made to last', async () => {
    const { letters } = await withMail()
    await ask(visitor(it), await visitor(it).join('ada'))
    const { path } = await letterTo(letters, 1)
    const [head, until, seal] = path.split('.')
    expect(Number.parseInt(until ?? '', 36) - Date.now()).toBeLessThanOrEqual(3_600_000)
    const later = (Date.now() + 9_000_000).toString(36)
    for (const forged of [`${head}.${later}.${seal}`, `${head}.${seal}`, `${head}.${until}`])
      expect((await visitor(it).get(forged)).status).toBe(404)
    expect((await visitor(it).get(path)).status).toBe(200)
  })
})

describe('without a mail server', () => {
  test('the page says whom to ask', async () => {
    it = await testApp()
    const { html } = await visitor(it).get('/forgot')
    expect(wordsOf(html)).toContain('Ask the person who runs this server')
    expect(html).not.toContain('<form')
    expect(it.core.account.mails_links).toBe(false)
  })

  test('a letter that is not taken changes no answer', async () => {
    server = await mailServer()
    it = await testApp({ settings: { SMTP_URL: server.url, PUBLIC_URL: 'http://todo.example' } })
    await server.close()
    expect((await ask(visitor(it), await visitor(it).join('ada'))).status).toBe(200)
    server = undefined
  })
})
