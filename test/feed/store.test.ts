/** What ends an address beside its person’s own act. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database, Sql } from '../../src/db/database.ts'
import { deleteFeed, findFeed, findHolder, putFeed, touchFeed } from '../../src/feed/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const followed = async (name: string) => {
  const { user_id } = await person(db, name, 'Asia/Tokyo')
  const hash = Buffer.from(user_id)
  await db.execute((sql) => putFeed(sql, user_id, hash))
  return { user_id, hash }
}

test('an address is found by its hash, and its use is noted', async () => {
  const { user_id, hash } = await followed('ada')
  const found = () => db.query((sql) => findHolder(sql, hash))
  expect(await found()).toEqual({ user_id, time_zone: 'Asia/Tokyo', last_change_id: '0', stale: true })
  await db.execute((sql) => touchFeed(sql, user_id))
  expect(await found()).toMatchObject({ stale: false })
  expect(await db.execute((sql) => deleteFeed(sql, user_id))).toBe(true)
  expect(await db.execute((sql) => deleteFeed(sql, user_id))).toBe(false)
})

const endings: [string, (sql: Sql, user_id: string) => Promise<unknown>][] = [
  ['the account is disabled', (sql, user_id) => sql`update users set disabled_at = now() where id = ${user_id}`],
  [
    'the password is changed',
    (sql, user_id) => sql`update users set tokens_valid_from = now() + interval '1 second' where id = ${user_id}`,
  ],
  ['the account is deleted', (sql, user_id) => sql`delete from users where id = ${user_id}`],
]
test.each(endings)('it ends when %s', async (_, end) => {
  const { user_id, hash } = await followed('ada')
  await db.execute((sql) => end(sql, user_id))
  expect(await db.query((sql) => findHolder(sql, hash))).toBeUndefined()
})

test('a changed password shows as no address', async () => {
  const { user_id } = await followed('ada')
  expect(await db.query((sql) => findFeed(sql, user_id))).toMatchObject({ used_at: null })
  await db.execute((sql) => sql`update users set tokens_valid_from = now() + interval '1 second' where id = ${user_id}`)
  expect(await db.query((sql) => findFeed(sql, user_id))).toBeUndefined()
})
