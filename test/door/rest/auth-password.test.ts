/** What the password guards, and what a new account may say about itself. */
import { afterAll, describe, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'

const it = await testApp()
afterAll(() => it.close())
const ME = '/api/v1/auth/me'

const answerOf = async (response: Response) => {
  const text = await response.text()
  return { status: response.status, ...(text && { code: JSON.parse(text).error?.code, body: JSON.parse(text) }) }
}

describe('DELETE /auth/me', () => {
  test.each([
    ['without the password', {}, 400, 'validation_error'],
    ['with a wrong one', { password: 'wrong' }, 403, 'wrong_password'],
  ])('%s keeps everything', async (_, body, status, code) => {
    const { token } = await it.signUp('kept')
    expect(await answerOf(await it.call('DELETE', ME, { token, body }))).toMatchObject({ status, code })
    expect((await it.call('GET', ME, { token })).status).toBe(200)
  })

  test('with the password erases', async () => {
    const { token, password } = await it.signUp('gone')
    expect((await it.call('DELETE', ME, { token, body: { password } })).status).toBe(204)
    expect((await it.call('GET', ME, { token })).status).toBe(401)
  })
})

test('a wrong old password is 403, so that clients do not sign out', async () => {
  const { token } = await it.signUp()
  const body = { password: 'another horse', old_password: 'wrong' }
  expect(await answerOf(await it.call('PATCH', ME, { token, body }))).toMatchObject({
    status: 403,
    code: 'wrong_password',
  })
})

describe('POST /auth/signup', () => {
  const signUp = async (more: object) => {
    const body = { email: `z${crypto.randomUUID()}@example.org`, password: 'correct horse', ...more }
    const response = await it.call('POST', '/api/v1/auth/signup', { body })
    return { location: response.headers.get('location'), ...(await answerOf(response)) }
  }

  test('takes a time zone and names where the account is', async () => {
    const { status, location, body } = await signUp({ time_zone: 'Asia/Tokyo' })
    expect([status, location, body.user.time_zone]).toEqual([201, ME, 'Asia/Tokyo'])
    expect((await signUp({})).body.user.time_zone).toBe('UTC')
  })

  test('refuses one that is none', async () => {
    expect(await signUp({ time_zone: 'Mars/Olympus' })).toMatchObject({ status: 400, code: 'validation_error' })
  })
})

test('a doubled parameter of a query is refused, never chosen from', async () => {
  const { token } = await it.signUp()
  for (const path of ['/api/v1/tasks?limit=2&limit=3', '/api/v1/chatkit/sessions?q=a&limit=2&q=b']) {
    const { status, body } = await answerOf(await it.call('GET', path, { token }))
    expect([status, body.error.code, body.error.details[0].message]).toEqual([
      400,
      'validation_error',
      'This parameter is given twice.',
    ])
  }
})

test('what is made has an address', async () => {
  const { token } = await it.signUp()
  const made = await it.call('POST', '/api/v1/tasks', { token, body: { title: 'x' } })
  expect(made.headers.get('location')).toBe('/api/v1/tasks/1')
  const of_user = await it.call('GET', String(made.headers.get('location')), { token })
  expect(await of_user.json()).toMatchObject({ id: 1, title: 'x' })
  const body = { name: 'mine', scopes: ['chat'] }
  const token_made = await it.call('POST', '/api/v1/auth/tokens', { token, body })
  const { id } = (await token_made.clone().json()) as { id: string }
  expect(token_made.headers.get('location')).toBe(`/api/v1/auth/tokens/${id}`)
})
