/** Which browsers are told, and the key that they are bound to. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { createKeys, createPush, type Push, SUBSCRIPTIONS_MAX } from '../../src/push/push.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'
import { newReader } from './reader.ts'

const SECRET = 'a secret of the tests, long enough'
let db: Database
let push: Push
let ada: Caller
beforeAll(async () => {
  db = await testDatabase()
  push = createPush({ db, keys: createKeys({ db, secrets: [SECRET] }) })
})
afterAll(() => db.close())

let count = 0
const fresh = (parts: object = {}) => {
  count += 1
  return { endpoint: `https://push.example/send/${count}`, keys: newReader().given, ...parts }
}

describe('a browser', () => {
  test('is told from when it subscribes until it ends', async () => {
    ada = await person(db, 'ada')
    const { endpoint, ...rest } = fresh({ expirationTime: null, show_titles: true })
    const made = await push.subscribe(ada, { endpoint, ...rest }, 'Firefox')
    expect(made).toMatchObject({ service: 'push.example', user_agent: 'Firefox', show_titles: true })
    expect(await push.list(ada)).toEqual([made])
    await push.unsubscribe(ada, { endpoint })
    expect(await push.list(ada)).toEqual([])
    expect(await errorOf(push.unsubscribe(ada, { endpoint }))).toMatchObject({ code: 'not_found' })
    expect(await errorOf(push.unsubscribe(ada, { id: 'nonsense' }))).toMatchObject({ code: 'not_found' })
  })

  test('is in the record of its person', async () => {
    const eve = await person(db, 'eve')
    const { id } = await push.subscribe(eve, fresh(), '')
    await push.unsubscribe(eve, {})
    const rows = await db.query(
      (sql) => sql`select act, facts from audit_entries where user_id = ${eve.user_id} order by seq`,
    )
    expect(rows).toMatchObject([
      { act: 'push_begun', facts: { id } },
      { act: 'push_ended', facts: { count: 1 } },
    ])
  })

  test('that subscribes again is renewed, and titles are shown only by choice', async () => {
    const eve = await person(db, 'eve')
    const subscription = fresh()
    const first = await push.subscribe(eve, { ...subscription, show_titles: true }, '')
    const second = await push.subscribe(eve, { ...subscription, keys: newReader().given }, '')
    expect(second).toMatchObject({ id: first.id, show_titles: false })
    expect(await push.list(eve)).toHaveLength(1)
  })

  test('belongs to whoever asked last in it', async () => {
    const [bob, eve] = [await person(db, 'bob'), await person(db, 'eve')]
    const subscription = fresh()
    const first = await push.subscribe(bob, subscription, '')
    const second = await push.subscribe(eve, subscription, '')
    expect(second.id).not.toBe(first.id)
    expect([await push.list(bob), (await push.list(eve)).length]).toEqual([[], 1])
  })

  test('is one of few', async () => {
    const eve = await person(db, 'eve')
    const all = Array.from({ length: SUBSCRIPTIONS_MAX }, () => fresh())
    for (const one of all) await push.subscribe(eve, one, '')
    expect(await errorOf(push.subscribe(eve, fresh(), ''))).toMatchObject({ code: 'conflict' })
    await push.subscribe(eve, all[0] ?? fresh(), '')
    await push.unsubscribe(eve, {})
    expect(await push.list(eve)).toEqual([])
  })

  test('that signs out is told no more, others are', async () => {
    const eve = await person(db, 'eve')
    const login = crypto.randomUUID()
    await push.subscribe({ ...eve, by: 'cookie', credential_id: login }, fresh(), 'here')
    await push.subscribe(eve, fresh(), 'elsewhere')
    await push.forgetLogin(eve, login)
    expect((await push.list(eve)).map(({ user_agent }) => user_agent)).toEqual(['elsewhere'])
  })

  test('of somebody else cannot be ended', async () => {
    const [bob, eve] = [await person(db, 'bob'), await person(db, 'eve')]
    const made = await push.subscribe(bob, fresh(), '')
    expect(await errorOf(push.unsubscribe(eve, { id: made.id }))).toMatchObject({ code: 'not_found' })
    await push.unsubscribe(eve, {})
    expect(await push.list(bob)).toEqual([made])
  })
})

describe('what no push service has is refused', () => {
  const wrong: [string, object][] = [
    ['plain http', { endpoint: 'http://push.example/x' }],
    ['a private address', { endpoint: 'https://192.168.0.1/x' }],
    ['this machine', { endpoint: 'https://localhost/x' }],
    ['the metadata of a cloud', { endpoint: 'https://169.254.169.254/x' }],
    ['a very long address', { endpoint: `https://push.example/${'x'.repeat(1000)}` }],
    ['no address', { endpoint: 'https://' }],
    ['a key off the curve', { keys: { ...newReader().given, p256dh: Buffer.alloc(65, 4).toString('base64url') } }],
    ['a short secret', { keys: { ...newReader().given, auth: 'AAAAAAAAAAAAAAAA' } }],
    ['no key', { keys: undefined }],
    ['another field', { title: 'x' }],
  ]
  test.each(wrong)('%s', async (_, parts) => {
    const input = fresh(parts) as Parameters<Push['subscribe']>[1]
    expect(await errorOf(push.subscribe(ada, input, ''))).toMatchObject({ code: 'validation_error' })
  })
})

describe('the key', () => {
  test('is the same for all instances and after a restart, and its private half is sealed', async () => {
    const [one, two] = [createKeys({ db, secrets: [SECRET] }), createKeys({ db, secrets: [SECRET] })]
    const [first, second] = await Promise.all([one.get(), two.get()])
    expect(first.public_key.equals(second.public_key)).toBe(true)
    expect(first.private_key.equals(second.private_key)).toBe(true)
    expect(await push.publicKey()).toBe(first.public_key.toString('base64url'))
    const [row] = await db.query((sql) => sql`select sealed_key from push_keys`)
    expect(Buffer.from(row?.sealed_key).includes(first.private_key)).toBe(false)
  })

  test('opens with the former secret after a rotation, and is another one without it', async () => {
    const kept = await createKeys({ db, secrets: [SECRET] }).get()
    const rotated = await createKeys({ db, secrets: ['a new secret', SECRET] }).get()
    expect(rotated.private_key.equals(kept.private_key)).toBe(true)
    const lost = await createKeys({ db, secrets: ['a new secret'] }).get()
    expect(lost.public_key.equals(kept.public_key)).toBe(false)
    const again = await createKeys({ db, secrets: ['a new secret'] }).get()
    expect(again.public_key.equals(lost.public_key)).toBe(true)
  })
})
