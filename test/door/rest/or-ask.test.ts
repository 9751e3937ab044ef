/** Where nobody is to be asked (`CONFIRM_DESTRUCTIVE=false`), the answer is what was done; other refusals stay. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { orAsk } from '../../../src/door/rest/or-ask.ts'
import { AppError } from '../../../src/errors.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { person } from '../../support/people.ts'
import { codeOf } from '../../task/support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { CONFIRM_DESTRUCTIVE: 'false' } })
})
afterAll(() => it.close())

test('an undo by a token without tasks:delete is done, and answers in full', async () => {
  const ada = await it.signUp()
  const body = { name: 'agent', scopes: ['tasks:write'] }
  const { token } = (await (await it.call('POST', '/api/v1/auth/tokens', { token: ada.token, body })).json()) as {
    token: string
  }
  await it.call('POST', '/api/v1/tasks', { token: ada.token, body: { title: 'milk' } })
  const undone = await it.call('POST', '/api/v1/tasks/undo', { token })
  expect([undone.status, await undone.json()]).toEqual([200, { undone: 'added “milk”', tasks: [], task: null }])
})

test('only a missing scope asks; other failures go on as they are', async () => {
  const caller = await person(it.db, 'ada')
  const act = () => Promise.reject(new AppError('nothing_to_undo', 'There is nothing to undo.'))
  const wanted = { tool: 'undo_act', args: {}, act, read: () => undefined }
  expect(await codeOf(orAsk(it.core, caller, wanted))).toBe('nothing_to_undo')
  expect(await orAsk(it.core, caller, { ...wanted, act: async () => 1, read: () => 2 })).toEqual({ done: 1 })
})
