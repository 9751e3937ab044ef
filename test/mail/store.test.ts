/** Who is written to. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { digestZones, endLetters, findReader, selectReaders } from '../../src/mail/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

test('only who chose it, of those that are asked for, and not an account that is disabled', async () => {
  const [ada, bob, eve] = [await person(db, 'ada'), await person(db, 'bob', 'Asia/Tokyo'), await person(db, 'eve')]
  await db.execute(
    (sql) => sql`update users set preferences = '{"mail":true}' where id in (${ada.user_id}, ${eve.user_id})`,
  )
  await db.execute(
    (sql) => sql`update users set preferences = '{"mail":false,"digest_at":"07:00"}' where id = ${bob.user_id}`,
  )
  const asked = await db.query((sql) => selectReaders(sql, [ada.user_id, bob.user_id], 5))
  expect(asked.map(({ user_id }) => user_id)).toEqual([ada.user_id])
  expect(await db.query(digestZones)).toEqual(['Asia/Tokyo'])
  expect(await db.query((sql) => findReader(sql, bob.user_id))).toMatchObject({ mail: false, digest_at: '07:00' })
  await db.execute((sql) => endLetters(sql, bob.user_id, 'digest'))
  expect(await db.query((sql) => findReader(sql, bob.user_id))).toMatchObject({ digest_at: null })
  await db.execute((sql) => sql`update users set disabled_at = now() where id = ${bob.user_id}`)
  expect(await db.query((sql) => findReader(sql, bob.user_id))).toBeUndefined()
})
