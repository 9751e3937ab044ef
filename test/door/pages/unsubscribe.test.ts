/** Ending letters by page and by mail program. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { endingToken } from '../../../src/mail/unsubscribe.ts'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
let ada: Person
let path = ''
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
  path = `/unsubscribe/${endingToken(it.config.JWT_SECRET ?? '', { user_id: ada.id, kind: 'digest' })}`
})
afterAll(() => it.close())

const choose = () =>
  it.call('PATCH', '/api/v1/auth/me', { token: ada.token, body: { preferences: { digest_at: '07:00', mail: true } } })
const chosen = async () => {
  const response = await it.call('GET', '/api/v1/auth/me', { token: ada.token })
  return ((await response.json()) as { preferences: object }).preferences
}

describe('an address in a letter', () => {
  test('asks when it is looked at, and ends nothing', async () => {
    await choose()
    const response = await it.call('GET', path)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(`action="${path}"`)
    expect(await chosen()).toMatchObject({ digest_at: '07:00' })
  })

  test('ends by the form, and by a mail program that says nothing of where it comes from', async () => {
    await choose()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await it.call('POST', path, { headers, body: 'List-Unsubscribe=One-Click' })
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('no more')])
    expect(await chosen()).toMatchObject({ digest_at: null, mail: true })
    expect((await it.call('POST', path)).status).toBe(200)
  })

  test('that is not ours ends nothing', async () => {
    await choose()
    for (const method of ['GET', 'POST'])
      expect(
        (
          await it.call(
            method,
            path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
          )
        ).status,
      ).toBe(404)
    expect(await chosen()).toMatchObject({ digest_at: '07:00' })
  })
})
