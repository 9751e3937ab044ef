/** Who may sign up: the setting wins, then what administrators chose, known on every instance within a second. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { createSignupMode } from '../../../src/account/admission/signup-mode.ts'
import type { Database } from '../../../src/db/database.ts'
import { testDatabase } from '../../support/database.ts'
import { errorOf } from '../../support/failure.ts'
import { person } from '../../support/people.ts'

let db: Database
let now = 0
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
const modeOn = (fixed?: 'open' | 'closed') => createSignupMode({ db, fixed, now: () => now })

test('open until somebody closes it; another instance knows it a second later', async () => {
  const ada = await person(db, 'ada')
  const [here, there] = [modeOn(), modeOn()]
  expect([await here.signupMode(), await there.signupMode()]).toEqual(['open', 'open'])
  await here.setSignupMode(ada, 'closed')
  expect([await here.signupMode(), await there.signupMode()]).toEqual(['closed', 'open'])
  now += 1_000
  expect(await there.signupMode()).toBe('closed')
  const rows = await db.query((sql) => sql`select act, facts from audit_entries where user_id = ${ada.user_id}`)
  expect(rows.map(({ act, facts }) => [act, facts.outcome])).toEqual([['signup_changed', 'closed']])
})

test('a setting wins and cannot be changed', async () => {
  const ada = await person(db, 'ada')
  const mode = modeOn('open')
  expect(mode.signup_fixed).toBe(true)
  expect(await errorOf(mode.setSignupMode(ada, 'closed'))).toMatchObject({ code: 'conflict' })
  expect(await mode.signupMode()).toBe('open')
})
