/** How messages leave: retries, giving up, leases, fairness, and what is dropped on the way. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { createLog } from '../../src/log.ts'
import { type Channel, GiveUp } from '../../src/reminder/channel.ts'
import { createSender } from '../../src/reminder/sender.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { engineOn, keeping, outboxOf, putDigest, remindIn } from './support.ts'

let db: Database
let ada: Caller
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
})
afterEach(() => db.close())

const put = (parts: Partial<Parameters<typeof putDigest>[1]> = {}) => putDigest(db, { user_id: ada.user_id, ...parts })
const later = () => db.execute((sql) => sql`update outbox set next_at = now() where state = 'waiting'`)
const look = async (...channels: Channel[]) => {
  const engine = engineOn(db, channels)
  await engine.lookOnce()
  await engine.stop()
}

describe('a message', () => {
  test('of another kind carries its body, and is written once for each ring and target', async () => {
    const ring_id = newId()
    for (const _ of [1, 2]) await put({ ring_id })
    const channel = keeping()
    await look(channel)
    expect(channel.sent).toHaveLength(1)
    expect(channel.sent[0]).toMatchObject({ kind: 'digest', body: { n: 1 }, tasks: [], ring_id, time_zone: 'UTC' })
  })

  test('is tried again under the same key, after the time that its channel names, and fails in the end', async () => {
    await put()
    const keys: string[] = []
    const channel = keeping({
      retry_seconds: [60, 600],
      send: async ({ key }) => {
        keys.push(key)
        throw new Error('no route')
      },
    })
    await look(channel)
    expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 1, answer: 'no route', later: true }])
    for (const _ of [2, 3]) {
      await later()
      await look(channel)
    }
    expect(await outboxOf(db)).toMatchObject([{ state: 'failed', attempts: 3, answer: 'no route' }])
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(3)
  })

  test('fails at once when its channel gives up', async () => {
    await put()
    const send = async () => {
      throw new GiveUp('410 Gone')
    }
    await look(keeping({ send }))
    expect(await outboxOf(db)).toMatchObject([{ state: 'failed', attempts: 1, answer: '410 Gone' }])
  })

  test('that fails puts off what waits for the same target, and nothing else', async () => {
    for (let n = 0; n < 20; n += 1) await put({ target: 'dead' })
    await put({ target: 'alive' })
    let asked = 0
    const send: Channel['send'] = async ({ target }) => {
      if (target === 'alive') return 'ok'
      asked += 1
      throw new Error('no')
    }
    await look(keeping({ send }))
    expect(asked).toBeLessThan(20)
    const rows = await outboxOf(db)
    expect(rows.filter(({ state, later }) => state === 'waiting' && later)).toHaveLength(20)
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(1)
  })

  test('is dropped when its task was done, moved or dismissed between the ring and the sending', async () => {
    const send = async () => {
      throw new Error('not now')
    }
    for (const task_id of [1, 2, 3, 4]) await remindIn(db, { user_id: ada.user_id, task_id, in_minutes: -1 })
    await look(keeping({ send }))
    await db.transaction(async (sql) => {
      await sql`update tasks set status = 'completed' where user_id = ${ada.user_id} and id = 1`
      await sql`update tasks set remind_at = null where user_id = ${ada.user_id} and id = 2`
      await sql`update reminders set dismissed_at = now() where user_id = ${ada.user_id} and task_id = 3`
    })
    await later()
    const channel = keeping()
    await look(channel)
    expect(channel.sent.map(({ tasks }) => tasks.map(({ id }) => id))).toEqual([[4]])
    expect((await outboxOf(db)).map(({ state }) => state).sort()).toEqual(['dropped', 'dropped', 'dropped', 'sent'])
  })
})

describe('senders', () => {
  test('leave messages of channels they do not have', async () => {
    await put()
    await look(keeping({ name: 'other' }))
    expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 0 }])
  })

  test('give back what they are at when they stop; the attempt does not count', async () => {
    await put()
    const begun = Promise.withResolvers<void>()
    const send = () => {
      begun.resolve()
      return new Promise<undefined>(() => undefined)
    }
    const sender = createSender({ db, log: createLog('silent'), channels: [keeping({ send })], owner: newId() })
    sender.pump()
    await begun.promise
    await sender.close()
    expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 0, later: false }])
  })
})
