/** Addresses that end letters. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { createLetters, endingToken, readEnding } from '../../src/mail/unsubscribe.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

test('a token names whose letters of which kind, and only ours are believed', () => {
  const ending = { user_id: newId(), kind: 'digest' } as const
  const token = endingToken('one', ending)
  expect(readEnding(['one'], token)).toEqual(ending)
  expect(readEnding(['two', 'one'], token)).toEqual(ending)
  expect(readEnding(['two'], token)).toBeUndefined()
  for (const wrong of [
    token.replace('digest', 'reminders'),
    token.replace(ending.user_id, newId()),
    `${token}x`,
    token.slice(0, -1),
    'digest',
    '',
    'constructor.x.y',
  ])
    expect(readEnding(['one'], wrong)).toBeUndefined()
})

test('it ends that kind alone, and again is no fault', async () => {
  const { user_id } = await person(db, 'ada')
  const preferences = { mail: true, digest_at: '07:00', theme: 'dark' }
  await db.execute(
    (sql) => sql`
      update users set preferences = (${JSON.stringify(preferences)}::text)::jsonb where id = ${user_id}`,
  )
  const letters = createLetters({ db, secrets: ['one'] })
  const kept = async () => {
    const [row] = await db.query((sql) => sql`select preferences from users where id = ${user_id}`)
    return row?.preferences
  }
  const token = endingToken('one', { user_id, kind: 'reminders' })
  expect(letters.kindOf(token)).toBe('reminders')
  await letters.end(token)
  await letters.end(token)
  expect(await kept()).toEqual({ digest_at: '07:00', theme: 'dark' })
  await letters.end(endingToken('one', { user_id, kind: 'digest' }))
  expect(await kept()).toEqual({ theme: 'dark' })
  const rows = await db.query(
    (sql) => sql`select act, facts from audit_entries where user_id = ${user_id} order by seq`,
  )
  expect(rows).toMatchObject([
    { act: 'letters_ended', facts: { by: 'link', what: 'reminders' } },
    { act: 'letters_ended', facts: { by: 'link', what: 'digest' } },
  ])
  expect(await errorOf(letters.end('nonsense'))).toMatchObject({ code: 'not_found' })
})
