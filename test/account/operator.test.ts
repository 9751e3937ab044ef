/** An operator speaks for people by their address, whatever its case, and for nobody who is not there. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { SCOPES } from '../../src/account/schema.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { errorOf } from '../support/failure.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

test('finds the person by address, in any case, with everything they may', async () => {
  const { id, email } = await it.signUp('ada')
  for (const said of [email, ` ${email.toUpperCase()} `]) {
    const caller = await it.core.account.callerOfEmail(said)
    expect(caller).toMatchObject({ user_id: id, time_zone: 'UTC', scopes: SCOPES })
    expect((await it.core.task.list(caller, { limit: 1 })).total).toBe(0)
  }
})

test.each(['nobody@example.org', '', '%', 'ada'])('knows nobody called %j', async (email) => {
  expect(await errorOf(it.core.account.callerOfEmail(email))).toMatchObject({ code: 'not_found' })
})
