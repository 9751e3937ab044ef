/** How one attempt ends, when the channel or the database misbehaves. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Database, Sql } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { createAttempt } from '../../src/reminder/attempt.ts'
import { type Channel, NotTried } from '../../src/reminder/channel.ts'
import { claimMessages } from '../../src/reminder/outbox-store.ts'
import { ringBatch } from '../../src/reminder/ring.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'
import { keeping, outboxOf, putDigest, remindIn } from './support.ts'

let db: Database
beforeEach(async () => {
  db = await testDatabase()
  await putDigest(db, { user_id: (await person(db, 'ada')).user_id })
})
afterEach(() => db.close())

const attemptWith = async (channel: Channel, over: Database = db) => {
  const [attempt] = await db.execute((sql) => claimMessages(sql, { owner: newId(), channels: ['test'] }))
  if (!attempt) throw new Error('nothing was claimed')
  const send = createAttempt({
    db: over,
    channels: new Map([['test', channel]]),
    closing: new AbortController().signal,
  })
  return send(attempt)
}

test('a channel that throws before it waits is tried again like any other', async () => {
  const send = () => {
    throw new TypeError('no such thing')
  }
  await attemptWith(keeping({ send }))
  expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 1, answer: 'no such thing', later: true }])
})

test('what was not tried counts as no attempt, and may be taken at once', async () => {
  const send = async () => {
    throw new NotTried('no room')
  }
  await attemptWith(keeping({ send }))
  expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 0, answer: null, later: false }])
})

test('what was sent and could not be written down is not called failed', async () => {
  const broken: Database = {
    ...db,
    query: () => {
      throw new Error('no database')
    },
  }
  const channel = keeping()
  expect(String(await errorOf(attemptWith(channel, broken)))).toContain('no database')
  expect(channel.sent).toHaveLength(1)
  expect(await outboxOf(db)).toMatchObject([{ state: 'waiting', attempts: 1, answer: null }])
})

type Meanwhile = (user_id: string) => Promise<unknown>

describe('what waited before it could be told', () => {
  /** Claims a reminder that is due, lets time pass, and sends it by a channel that confirms. */
  const sendLate = async (meanwhile: Meanwhile, while_reading?: Meanwhile) => {
    const { user_id } = await person(db, 'bob')
    await remindIn(db, { user_id, task_id: 1, in_minutes: -1 })
    const told: string[][] = []
    const channel = keeping({
      send: async (message, _, confirm) => {
        await confirm()
        told.push(message.tasks.map(({ title }) => title))
        return 'ok'
      },
    })
    await db.transaction((sql) => ringBatch(sql, [channel]))
    const claimed = await db.execute((sql) => claimMessages(sql, { owner: newId(), channels: ['test'] }))
    const attempt = claimed.find(({ message }) => message.user_id === user_id)
    if (!attempt) throw new Error('nothing was claimed')
    await meanwhile(user_id)
    attempt.read_ms -= 60_000
    const channels = new Map([['test', channel]])
    let slow = while_reading !== undefined
    /** Answers once so late that what it read has changed meanwhile. */
    const over: Database = {
      ...db,
      query: async (work) => {
        const read = await db.query(work)
        if (slow) {
          slow = false
          await while_reading?.(user_id)
          attempt.read_ms -= 60_000
        }
        return read
      },
    }
    await createAttempt({ db: over, channels, closing: new AbortController().signal })(attempt)
    const messages = (await outboxOf(db)).filter(({ kind }) => kind === 'reminder.due')
    return { told, state: messages[0]?.state }
  }
  const change = (work: (sql: Sql, user_id: string) => Promise<unknown>) => (user_id: string) =>
    db.transaction((sql) => work(sql, user_id))

  test('is told when nothing has changed', async () => {
    expect(await sendLate(async () => undefined)).toEqual({ told: [['Task 1']], state: 'sent' })
  })

  test('is told with its new title', async () => {
    const rename = change((sql, user_id) => sql`update tasks set title = 'Milk' where user_id = ${user_id}`)
    expect(await sendLate(rename)).toEqual({ told: [['Milk']], state: 'sent' })
  })

  test('is dropped when its task was completed meanwhile', async () => {
    const complete = change((sql, user_id) => sql`update tasks set status = 'completed' where user_id = ${user_id}`)
    expect(await sendLate(complete)).toEqual({ told: [], state: 'dropped' })
  })

  test('is read once more when reading took long', async () => {
    const complete = change((sql, user_id) => sql`update tasks set status = 'completed' where user_id = ${user_id}`)
    expect(await sendLate(async () => undefined, complete)).toEqual({ told: [], state: 'dropped' })
  })

  test('is told though every reading takes long', async () => {
    const rename = change((sql, user_id) => sql`update tasks set title = 'Milk' where user_id = ${user_id}`)
    const slow: Meanwhile = async (user_id) => void (await rename(user_id))
    expect(await sendLate(async () => undefined, slow)).toEqual({ told: [['Milk']], state: 'sent' })
  })

  test('is left to whoever has taken it meanwhile', async () => {
    const take = change((sql, user_id) => sql`update outbox set owner = ${newId()} where user_id = ${user_id}`)
    expect(await sendLate(take)).toEqual({ told: [], state: 'waiting' })
  })
})
