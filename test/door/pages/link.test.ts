/** One-time links in the browser, without a script. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { SIGNUP: 'closed' } })
})
afterAll(() => it.close())

const form = (path: string, fields: Record<string, string>) =>
  it.app.handle(
    new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields).toString(),
    }),
  )

test('the administrator comes in although sign-up is closed; looking spends nothing, the form does', async () => {
  const path = (await it.core.account.adminLink()) ?? ''
  const shown = await (await it.call('GET', path)).text()
  expect(shown).toContain('Set up TodoChat')
  expect((await it.call('GET', path)).status).toBe(200)
  const refused = await form(path, { email: 'root@example.org', password: 'short' })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('root@example.org')
  const entered = await form(path, { email: 'root@example.org', password: 'correct horse battery' })
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/chat'])
  expect(entered.headers.get('set-cookie')).toContain('HttpOnly')
  expect((await form(path, { email: 'two@example.org', password: 'correct horse battery' })).status).toBe(404)
  expect((await it.call('GET', path)).status).toBe(404)
})

test('a reset link asks for the password alone', async () => {
  const path = await it.core.account.resetLinkOf('root@example.org')
  const shown = await (await it.call('GET', path)).text()
  expect(shown).toContain('Choose a new password')
  expect(shown).not.toContain('name="email"')
  const common = await form(path, { password: 'password1' })
  expect([common.status, await common.text()]).toEqual([400, expect.stringContaining('one of the commonest')])
  expect((await form(path, { password: 'another good password' })).status).toBe(303)
})
