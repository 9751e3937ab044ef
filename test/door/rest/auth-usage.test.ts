/** What a person spent of the models, by day. */
import { afterAll, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'
import { read } from '../../support/gate.ts'

const app = await testApp({ settings: { USER_DAILY_TOKEN_LIMIT: '1000' } })
const free = await testApp()
afterAll(() => Promise.all([app.close(), free.close()]))

test('tokens by day, the newest first, and what is left of today', async () => {
  const ada = await app.signUp('ada')
  const luz = await app.signUp('luz')
  const usage = async (token?: string) =>
    read(await app.call('GET', '/api/v1/auth/me/usage', token === undefined ? {} : { token }))
  expect((await usage(ada.token)).json).toEqual({ days: [], limit: 1000, left: 1000 })
  await app.db.query(
    (sql) => sql`insert into daily_usage (user_id, day, tokens)
      select ${ada.id}::uuid, (now() at time zone 'UTC')::date - n, 300 + n from generate_series(0, 40) n`,
  )
  const { json } = await usage(ada.token)
  const days = json.days as { day: string; tokens: number }[]
  expect([days.length, days[0]?.tokens, days[29]?.tokens, json.left]).toEqual([30, 300, 329, 700])
  expect(days[0]?.day).toMatch(/^\d{4}-\d\d-\d\d$/)
  await app.db.query((sql) => sql`update daily_usage set tokens = 5000 where user_id = ${ada.id}`)
  expect((await usage(ada.token)).json).toMatchObject({ limit: 1000, left: 0 })
  expect((await usage(luz.token)).json).toMatchObject({ days: [], left: 1000 })
  expect((await usage()).status).toBe(401)
})

test('without a limit nothing is left over', async () => {
  const { token } = await free.signUp('ada')
  const { json } = await read(await free.call('GET', '/api/v1/auth/me/usage', { token }))
  expect(json).toEqual({ days: [], limit: null, left: null })
})
