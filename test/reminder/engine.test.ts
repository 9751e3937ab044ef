/** What rings, what is gathered, what is dropped, and that several instances share the work. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { renderMetrics } from '../../src/metrics.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { engineOn, keeping, outboxOf, remindIn, stateOf } from './support.ts'

let db: Database
let ada: Caller
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
})
afterEach(() => db.close())

const mine = (task_id: number, in_minutes: number, status?: 'completed') =>
  remindIn(db, { user_id: ada.user_id, task_id, in_minutes, ...(status && { status }) })
const look = async (...channels: ReturnType<typeof keeping>[]) => {
  const noted: string[] = []
  const engine = engineOn(db, channels, (user_id) => void noted.push(user_id))
  await engine.lookOnce()
  await engine.stop()
  return noted
}

describe('one look', () => {
  test('rings what is due, once, in every channel, under the id of the reminder', async () => {
    const ring_id = await mine(1, -1)
    await mine(2, 5)
    const [push, mail] = [keeping({ name: 'push' }), keeping({ name: 'mail' })]
    expect(await look(push, mail)).toEqual([ada.user_id])
    expect(await look(push, mail)).toEqual([])
    for (const { sent } of [push, mail]) {
      expect(sent).toHaveLength(1)
      expect(sent[0]).toMatchObject({ kind: 'reminder.due', ring_id, user_id: ada.user_id, attempt: 1, total: 1 })
      expect(sent[0]?.tasks).toMatchObject([{ id: 1, title: 'Task 1' }])
    }
    expect(push.sent[0]?.key).not.toBe(mail.sent[0]?.key)
    expect([await stateOf(db, ada.user_id, 1), await stateOf(db, ada.user_id, 2)]).toEqual(['rung', 'waiting'])
    expect(await outboxOf(db)).toMatchObject([
      { state: 'sent', answer: 'ok' },
      { state: 'sent', answer: 'ok' },
    ])
  })

  test('asks a channel once for all people, and writes a message for each of its targets', async () => {
    const bob = await person(db, 'bob')
    await mine(1, -1)
    await remindIn(db, { user_id: bob.user_id, task_id: 1, in_minutes: -1 })
    const asked: string[][] = []
    const channel = keeping({
      targets: async (_, user_ids) => {
        asked.push(user_ids.toSorted())
        return ['phone', 'tablet'].map((target) => ({ user_id: ada.user_id, target }))
      },
    })
    await look(channel)
    expect(asked).toEqual([[ada.user_id, bob.user_id].sort()])
    expect(channel.sent.map(({ target }) => target).sort()).toEqual(['phone', 'tablet'])
  })

  test('rings nothing for what is done, gone, moved, or of somebody who may not enter', async () => {
    const bob = await person(db, 'bob')
    await mine(1, -1, 'completed')
    for (const task_id of [2, 3]) await mine(task_id, -1)
    await remindIn(db, { user_id: bob.user_id, task_id: 1, in_minutes: -1 })
    await db.execute((sql) => sql`delete from tasks where user_id = ${ada.user_id} and id = 2`)
    await db.execute(
      (sql) => sql`update tasks set remind_at = '2026-11-20 10:00' where user_id = ${ada.user_id} and id = 3`,
    )
    await db.execute((sql) => sql`update users set disabled_at = now() where id = ${bob.user_id}`)
    const channel = keeping()
    expect(await look(channel)).toEqual([])
    expect(channel.sent).toEqual([])
    expect(await Promise.all([1, 2, 3].map((id) => stateOf(db, ada.user_id, id)))).toEqual(Array(3).fill('dropped'))
  })

  test('gathers what is more than an hour late into one message of each person', async () => {
    const bob = await person(db, 'bob')
    for (const [task_id, in_minutes] of [
      [1, -200],
      [2, -61],
      [3, -59],
    ] as const)
      await mine(task_id, in_minutes)
    await mine(4, -300, 'completed')
    await remindIn(db, { user_id: bob.user_id, task_id: 9, in_minutes: -90 })
    const channel = keeping()
    await look(channel)
    const of = (user_id: string) =>
      channel.sent
        .filter((message) => message.user_id === user_id)
        .map(({ kind, tasks, total }) => ({ kind, ids: tasks.map(({ id }) => id), total }))
        .sort((a, b) => a.kind.localeCompare(b.kind))
    expect(of(ada.user_id)).toEqual([
      { kind: 'reminder.due', ids: [3], total: 1 },
      { kind: 'reminders.missed', ids: [1, 2], total: 2 },
    ])
    expect(of(bob.user_id)).toEqual([{ kind: 'reminders.missed', ids: [9], total: 1 }])
    expect(await stateOf(db, ada.user_id, 4)).toBe('dropped')
  })

  test('goes on until all is rung, in bounded batches', async () => {
    const many = 401
    await db.transaction(async (sql) => {
      await sql`insert into tasks (user_id, id, title, remind_at)
        select ${ada.user_id}::uuid, n, 'Task', '2026-11-20 09:00' from generate_series(1, ${many}::int) n`
      await sql`insert into reminders (user_id, task_id, id, remind_at, at)
        select ${ada.user_id}::uuid, n, gen_random_uuid(), '2026-11-20 09:00', now() from generate_series(1, ${many}::int) n`
    })
    const channel = keeping()
    expect((await look(channel)).length).toBeGreaterThan(1)
    expect(new Set(channel.sent.map(({ tasks }) => tasks[0]?.id)).size).toBe(many)
    expect(channel.sent).toHaveLength(many)
  })
})

test('metrics tell how late it rang, how long its message took, and what still waits', async () => {
  const read = async (name: string) => {
    const { text } = await renderMetrics()
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.slice(name.length),
    )
  }
  const names = [
    'reminder_lateness_seconds_sum',
    'reminder_lateness_seconds_count',
    'message_delay_seconds_count{channel="told"}',
  ]
  const before = await Promise.all(names.map(read))
  await mine(1, -2)
  await mine(2, -90)
  const refusing = keeping({
    name: 'refusing',
    send: async () => {
      throw new Error('not now')
    },
  })
  await look(keeping({ name: 'told' }), refusing)
  await look(keeping({ name: 'told' }), refusing)
  const [late = 0, rung, taken] = (await Promise.all(names.map(read))).map((after, at) => after - (before[at] || 0))
  // What was missed was gathered: only the other one rang for itself.
  expect([late >= 120, rung, taken]).toEqual([true, 1, 2])
  expect(await read('outbox_waiting{channel="told"}')).toBe(0)
  expect(await read('outbox_waiting{channel="refusing"}')).toBe(2)
})

test('two instances ring each reminder once', async () => {
  for (let task_id = 1; task_id <= 40; task_id += 1) await mine(task_id, task_id % 2 ? -1 : -100)
  const channel = keeping()
  const engines = [engineOn(db, [channel]), engineOn(db, [channel])]
  await Promise.all(engines.map((engine) => engine.lookOnce()))
  for (const engine of engines) await engine.stop()
  const due = channel.sent.filter(({ kind }) => kind === 'reminder.due').map(({ tasks }) => tasks[0]?.id)
  expect(due.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => 2 * at + 1))
  expect(channel.sent.filter(({ kind }) => kind === 'reminders.missed')).toHaveLength(1)
})

test('an alarm makes it look as soon as the reminder is due, and stopping ends that', async () => {
  const rang = Promise.withResolvers<void>()
  const channel = keeping({
    send: async () => {
      rang.resolve()
      return undefined
    },
  })
  const engine = engineOn(db, [channel])
  engine.start()
  await mine(1, 0)
  engine.wake(new Date())
  await rang.promise
  await engine.stop()
  expect(await stateOf(db, ada.user_id, 1)).toBe('rung')
})
