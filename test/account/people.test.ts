/** People as those who run the server see them. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../support/app.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { SIGNUP: 'open' } })
})
afterAll(() => it.close())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const me = async (token: string) => (await it.call('GET', '/api/v1/auth/me', { token })).status
const signIn = async (email: string, password: string) =>
  it.call('POST', '/api/v1/auth/signin', { body: { email, password } })

describe('a person', () => {
  test('who is disabled is out with every credential within a second, and in again when enabled', async () => {
    const { account } = it.core
    const who = await it.signUp('eve')
    const made = await it.call('POST', '/api/v1/auth/tokens', {
      token: who.token,
      body: { name: 'cli', scopes: ['chat'] },
    })
    const { token: access } = (await made.json()) as { token: string }
    expect([await me(who.token), await me(access)]).toEqual([200, 200])
    await account.disablePerson(who.email, true)
    expect([await me(who.token), await me(access)]).toEqual([401, 401])
    expect((await signIn(who.email, who.password)).status).toBe(403)
    expect((await signIn(who.email, 'another password')).status).toBe(401)
    await account.disablePerson(who.email, false)
    expect([await me(who.token), (await signIn(who.email, who.password)).status]).toEqual([200, 200])
  })

  test('with a reset link chooses a new password; everything older is void', async () => {
    const { account } = it.core
    const who = await it.signUp('bob')
    const path = await account.resetLinkOf(who.email)
    expect(await account.resetLinkOf(who.email)).toBe(path)
    const token = path.replace('/link/', '')
    expect(await account.linkKind(token)).toBe('password')
    expect(await account.spendLink(token, { email: '', password: 'a new password' })).toBe(who.id)
    expect(await me(who.token)).toBe(401)
    expect((await signIn(who.email, 'a new password')).status).toBe(200)
    expect((await signIn(who.email, who.password)).status).toBe(401)
  })

  test('is added, listed, given a password and deleted', async () => {
    const { account } = it.core
    expect(await account.addPerson({ email: 'New@example.org', name: 'New' })).toMatchObject({
      email: 'new@example.org',
    })
    expect(await codeOf(account.addPerson({ email: 'new@example.org' }))).toBe('email_taken')
    await account.setPasswordOf('new@example.org', 'a password of theirs')
    expect((await signIn('new@example.org', 'a password of theirs')).status).toBe(200)
    expect(await codeOf(account.setPasswordOf('new@example.org', 'short'))).toBe('validation_error')
    const page = await account.people(1, 'new@example')
    expect(page.map(({ email }) => email)).toEqual(['new@example.org'])
    await account.deletePerson('new@example.org')
    expect(await codeOf(account.person('new@example.org'))).toBe('not_found')
  })
})
