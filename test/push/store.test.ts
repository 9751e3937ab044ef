/** What the tables of push hold together. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import {
  deleteSubscriptions,
  findSubscription,
  listSubscriptions,
  putKey,
  putSubscription,
  selectTargets,
} from '../../src/push/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const row = (user_id: string, endpoint: string) => ({
  endpoint_hash: Buffer.from(endpoint),
  user_id,
  id: crypto.randomUUID(),
  endpoint,
  p256dh: Buffer.from('p'),
  auth: Buffer.from('a'),
  show_titles: false,
  user_agent: '',
  login_id: null,
})

test('targets are the browsers of those people alone, and each is found for its person alone', async () => {
  const [ada, bob] = [await person(db, 'ada'), await person(db, 'bob')]
  await db.execute((sql) => putSubscription(sql, row(ada.user_id, 'a'), 5))
  const mine = await db.execute((sql) => putSubscription(sql, row(bob.user_id, 'b'), 5))
  expect(await db.query((sql) => selectTargets(sql, [bob.user_id], 5))).toMatchObject([{ target: mine?.id ?? '' }])
  expect(await db.query((sql) => findSubscription(sql, bob.user_id, mine?.id ?? ''))).toMatchObject({ endpoint: 'b' })
  expect(await db.query((sql) => findSubscription(sql, ada.user_id, mine?.id ?? ''))).toBeUndefined()
  expect(await db.execute((sql) => deleteSubscriptions(sql, ada.user_id, { id: mine?.id ?? '' }))).toBe(0)
  expect(await db.execute((sql) => deleteSubscriptions(sql, bob.user_id, {}))).toBe(1)
})

test('of two keys that are made at once the first stays', async () => {
  const key = (text: string) => ({ public_key: Buffer.from(text), sealed_key: Buffer.from(text) })
  const first = await db.execute((sql) => putKey(sql, key('one'), undefined))
  const second = await db.execute((sql) => putKey(sql, key('two'), undefined))
  expect(second).toEqual(first as never)
  expect((await db.execute((sql) => putKey(sql, key('three'), first?.sealed_key)))?.public_key.toString()).toBe('three')
})

test('a new password ends what was asked for before', async () => {
  const { user_id } = await person(db, 'ada')
  await db.execute((sql) => putSubscription(sql, row(user_id, 'c'), 5))
  expect(await db.query((sql) => listSubscriptions(sql, user_id, 5))).toHaveLength(1)
  await db.execute((sql) => sql`update users set tokens_valid_from = now() + interval '1 second' where id = ${user_id}`)
  expect(await db.query((sql) => listSubscriptions(sql, user_id, 5))).toEqual([] as never)
  expect(await db.query((sql) => selectTargets(sql, [user_id], 5))).toEqual([] as never)
})
