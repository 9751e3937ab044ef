/** Reminders over REST: set, put off, moved with the zone of their person. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

const ask = async (method: string, path: string, body?: unknown) => {
  const response = await it.call(method, path, { token: ada.token, ...(body !== undefined && { body }) })
  const text = await response.text()
  return { status: response.status, json: text ? JSON.parse(text) : undefined }
}
const TEA = { title: 'Tea', due_on: '2099-07-01', due_time: '09:30', remind_at: '2099-07-01T09:00' }

describe.each(['/api/v1/tasks', '/api/:user/tasks'])('%s', (path) => {
  const base = () => path.replace(':user', ada.id)
  beforeAll(async () => {
    ada = await it.signUp('ada')
  })

  test('a reminder is set, shown, changed and taken away', async () => {
    expect(await ask('POST', base(), TEA)).toMatchObject({ status: 201, json: { remind_at: '2099-07-01T09:00' } })
    expect(await ask('PATCH', `${base()}/1`, { due_on: '2099-07-02' })).toMatchObject({
      json: { remind_at: '2099-07-02T09:00' },
    })
    expect(await ask('PATCH', `${base()}/1`, { remind_at: null })).toMatchObject({ json: { remind_at: null } })
    for (const remind_at of ['2099-07-01', '09:00', '2099-07-01T25:00', '2099-02-30T09:00', 5]) {
      const refused = await ask('PATCH', `${base()}/1`, { remind_at })
      expect([remind_at, refused.status, refused.json.error.details[0].path]).toEqual([remind_at, 400, '/remind_at'])
    }
  })

  test('snoozing moves it, and the answer has its version', async () => {
    const at = `${base()}/1/snooze`
    expect(await ask('POST', at, { until: '2099-08-01T10:00' })).toMatchObject({
      status: 200,
      json: { id: 1, remind_at: '2099-08-01T10:00' },
    })
    const response = await it.call('POST', at, { token: ada.token, body: { until: '2099-08-02' } })
    expect(response.headers.get('etag')).toBeTruthy()
    expect(await response.json()).toMatchObject({ remind_at: '2099-08-02T09:30' })
  })

  test('snoozing is refused for the past, for nonsense, for what is done and for what is not there', async () => {
    const codeOf = async (id: number, body: unknown) => {
      const { status, json } = await ask('POST', `${base()}/${id}/snooze`, body)
      return [status, json.error.code]
    }
    expect(await codeOf(1, { until: '2020-01-01T10:00' })).toEqual([400, 'validation_error'])
    expect(await codeOf(1, { until: 'soon' })).toEqual([400, 'validation_error'])
    expect(await codeOf(1, {})).toEqual([400, 'validation_error'])
    expect(await codeOf(9, { until: '2099-01-01' })).toEqual([404, 'not_found'])
    await ask('POST', `${base()}/1/toggle`)
    expect(await codeOf(1, { until: '2099-01-01' })).toEqual([409, 'conflict'])
  })
})

test('a new zone or habit of the person changes what is still to ring', async () => {
  ada = await it.signUp('zoe')
  await ask('POST', '/api/v1/tasks', TEA)
  const instant = async () => {
    const [row] = await it.db.query((sql) => sql`select at from reminders where user_id = ${ada.id} and task_id = 1`)
    return row?.at.toISOString()
  }
  expect(await instant()).toBe('2099-07-01T09:00:00.000Z')
  await ask('PATCH', '/api/v1/auth/me', { time_zone: 'America/New_York', preferences: { remind_before: 5 } })
  expect(await instant()).toBe('2099-07-01T13:00:00.000Z')
  const { remind_at: _, ...timed } = TEA
  expect(await ask('POST', '/api/v1/tasks', timed)).toMatchObject({ json: { remind_at: '2099-07-01T09:25' } })
})
