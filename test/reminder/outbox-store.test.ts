/** Who takes which message, and for how long it is theirs. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { claimMessages, putMessages, settleMessage, waitingMessages } from '../../src/reminder/outbox-store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { outboxOf, putDigest } from './support.ts'

let db: Database
let ada: Caller
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
})
afterEach(() => db.close())

const put = (user_id = ada.user_id) => putDigest(db, { user_id })
const later = () => db.execute((sql) => sql`update outbox set next_at = now() where state = 'waiting'`)

describe('several senders', () => {
  test('take a few messages of each person, so that nobody waits behind the many of another', async () => {
    const bob = await person(db, 'bob')
    for (let n = 0; n < 10; n += 1) await put()
    await put(bob.user_id)
    const claimed = await db.execute((sql) => claimMessages(sql, { owner: newId(), channels: ['test'] }))
    const of = (user_id: string) => claimed.filter(({ message }) => message.user_id === user_id).length
    expect([of(ada.user_id), of(bob.user_id)]).toEqual([4, 1])
    const more = await db.execute((sql) =>
      claimMessages(sql, { owner: newId(), channels: ['test'], except: [ada.user_id] }),
    )
    expect(more).toEqual([])
  })

  test('leave a message to its holder until the lease runs out; then the old holder settles nothing', async () => {
    await put()
    const [mine] = await db.execute((sql) => claimMessages(sql, { owner: newId(), channels: ['test'] }))
    if (!mine) throw new Error('nothing was claimed')
    expect(await db.execute((sql) => claimMessages(sql, { owner: newId(), channels: ['test'] }))).toEqual([])
    await later()
    const [theirs] = await db.execute((sql) => claimMessages(sql, { owner: newId(), channels: ['test'] }))
    expect(theirs?.message).toMatchObject({ key: mine.message.key, attempt: 2 })
    await db.execute((sql) => settleMessage(sql, mine, { state: 'failed' }))
    expect(await outboxOf(db)).toMatchObject([{ state: 'waiting' }])
    if (theirs) await db.execute((sql) => settleMessage(sql, theirs, { state: 'sent' }))
    expect(await outboxOf(db)).toMatchObject([{ state: 'sent' }])
  })
})

test('what waits is told by channel: how many, how old, and for how long nobody has taken it', async () => {
  expect(await db.query(waitingMessages)).toEqual([])
  for (const channel of ['mail', 'mail', 'push'])
    await db.execute((sql) =>
      putMessages(sql, [{ user_id: ada.user_id, channel, target: '', kind: 'digest', ring_id: newId() }]),
    )
  await db.execute((sql) => sql`update outbox set created_at = now() - interval '1 hour'`)
  await db.execute((sql) => sql`update outbox set next_at = now() + interval '1 hour' where channel = 'push'`)
  await db.execute((sql) => sql`update outbox set next_at = now() - interval '10 minutes' where channel = 'mail'`)
  const [mail, push, ...more] = await db.query(waitingMessages)
  expect([mail, push, more]).toMatchObject([
    { channel: 'mail', rows: 2 },
    { channel: 'push', rows: 1, overdue_seconds: 0 },
    [],
  ])
  for (const age of [mail?.age_seconds, push?.age_seconds])
    expect(Math.floor((age ?? 0) / 60)).toBeGreaterThanOrEqual(60)
  expect(Math.floor((mail?.overdue_seconds ?? 0) / 60)).toBeGreaterThanOrEqual(10)
})
