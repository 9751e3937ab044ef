/** One statement keeps a whole step: all of it or nothing, once however often it is sent. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { readLog } from '../../src/run/log/store.ts'
import { beginRun, keepStep, type Step } from '../../src/run/step-store.ts'
import { endRun, findRun, insertRun, type RunRow, tokensToday } from '../../src/run/store.ts'
import { newTurn } from '../../src/run/turn.ts'
import { holdCall, listTurns } from '../../src/run/turn-store.ts'
import { toRow, userMessage } from '../../src/thread/item.ts'
import { findThread, itemsOfRun } from '../../src/thread/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { delta } from './log/support.ts'

const ME = newId()
let db: Database
let ada: Caller
let run: RunRow
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
  const thread_id = newId()
  await db.execute((sql) => sql`insert into threads (user_id, id) values (${ada.user_id}, ${thread_id})`)
  const fresh = { id: newId(), user_id: ada.user_id, thread_id, message_id: newId(), owner: ME }
  const begun = await db.execute((sql) => insertRun(sql, fresh))
  run = (begun as { row: RunRow }).row
})
afterEach(() => db.close())

const keep = (step: Step, first_seq = 1, owner: string | undefined = ME) =>
  db.execute((sql) => keepStep(sql, run, step, { first_seq, events: [delta(`from ${first_seq}`)] }, owner))
const call = { id: 'theirs', name: 'add_task', arguments: '{"title":"Milk"}' }
const wholeStep = (): Step => ({
  turn: newTurn(1, 'Let me see.', [call, { ...call, name: 'list_tasks' }]),
  spent: { input_tokens: 10, output_tokens: 5, reserved: 0 },
  provider: { name: 'openai', model: 'small' },
  items: [toRow(userMessage(run.thread_id, 'Hello'), run.id)],
  title: 'Hello',
})
const stored = async () => ({
  run: await db.query((sql) => findRun(sql, ada.user_id, run.id)),
  turns: await db.query((sql) => listTurns(sql, ada.user_id, run.id)),
  items: await db.query((sql) => itemsOfRun(sql, ada.user_id, run.id)),
  thread: await db.query((sql) => findThread(sql, ada.user_id, run.thread_id)),
  events: await db.query((sql) => readLog(sql, ada.user_id, run.id, 0)),
  today: await db.query((sql) => tokensToday(sql, ada.user_id)),
})

describe('a step', () => {
  test('keeps turn, calls, items, title, usage and events together', async () => {
    expect(await keep(wholeStep())).toBe(true)
    const { run: row, turns, items, thread, events, today } = await stored()
    expect(row).toMatchObject({ provider: 'openai', model: 'small', usage: { input_tokens: 10, output_tokens: 5 } })
    expect(turns[0]?.calls.map(({ name, status }) => [name, status])).toEqual([
      ['add_task', 'pending'],
      ['list_tasks', 'pending'],
    ])
    expect(items).toHaveLength(1)
    expect(thread).toMatchObject({ title: 'Hello', message_count: 1 })
    expect(events.map(({ seq }) => seq)).toEqual([1])
    expect(today.user).toBe(15)
  })

  test('sent twice counts and appends once', async () => {
    const step = wholeStep()
    await keep(step)
    const once = await stored()
    expect(await keep(step)).toBe(true)
    const { updated_at: _, ...thread } = once.thread as { updated_at: string }
    expect(await stored()).toMatchObject({ ...once, thread })
  })

  test('of a run that somebody else owns, or that is over, leaves nothing', async () => {
    expect(await keep(wholeStep(), 1, newId())).toBe(false)
    await db.execute((sql) => endRun(sql, run, ME, { status: 'cancelled' }))
    expect(await keep(wholeStep())).toBe(false)
    const { turns, items, events, today } = await stored()
    expect({ turns, items, events, today: today.user }).toEqual({ turns: [], items: [], events: [], today: 0 })
  })

  test('settles calls and leaves a title that is there', async () => {
    await keep(wholeStep())
    const result = { output: { task: 1 }, said: 'Added.' }
    const settled = [{ turn: 1, position: 2, status: 'done' as const, result, duration_ms: 3 }]
    const items = [toRow(userMessage(run.thread_id, 'More'), run.id)]
    expect(await keep({ settled, items, title: 'More' }, 2)).toBe(true)
    const { turns, thread, items: all } = await stored()
    expect(turns[0]?.calls.map(({ status }) => status)).toEqual(['pending', 'done'])
    expect(thread).toMatchObject({ title: 'Hello', message_count: 2 })
    expect(all).toHaveLength(2)
    const held = await db.transaction((sql) => holdCall(sql, run, ME, { ...call, turn: 1, position: 2 } as never))
    expect(held).toMatchObject({ status: 'done', duration_ms: 3 })
    expect(
      await db.transaction((sql) => holdCall(sql, run, newId(), { turn: 1, position: 2 } as never)),
    ).toBeUndefined()
  })

  test('corrects what was reserved, reserves for the next turn, and never counts below nothing', async () => {
    await keep({ spent: { input_tokens: 0, output_tokens: 0, reserved: 40 } })
    expect((await stored()).today.user).toBe(0)
    await keep({ spent: { input_tokens: 50, output_tokens: 0, reserved: 0 } }, 2)
    await keep({ spent: { input_tokens: 5, output_tokens: 0, reserved: 20 } }, 3)
    expect((await stored()).today.user).toBe(35)
    await keep({ reserve: 7 }, 4)
    expect((await stored()).today.user).toBe(42)
  })
})

describe('a beginning', () => {
  const CREATED_AT = newId()
  const titled = { type: 'client_effect', name: 'titled', data: { created_at: CREATED_AT } } as const
  const events = [delta('Hello')]
  const begin = async (thread_id: string, text = 'Hello') => {
    const message = userMessage(thread_id, text)
    const fresh = { id: newId(), user_id: ada.user_id, thread_id, message_id: message.id, owner: ME }
    const items = [toRow(message, fresh.id)]
    const step = { items, title: text, events, titled: [...events, titled], created_at: CREATED_AT }
    const begun = await db.execute((sql) => beginRun(sql, fresh, step))
    const log = await db.query((sql) => readLog(sql, ada.user_id, fresh.id, 0))
    return { begun, log: log.map(({ event }) => event), fresh }
  }
  const newThread = async () => {
    const id = newId()
    await db.execute((sql) => sql`insert into threads (user_id, id) values (${ada.user_id}, ${id})`)
    return id
  }

  test('keeps run, message, title and events, with the time of the thread in them', async () => {
    const id = await newThread()
    const { begun, log, fresh } = await begin(id)
    const thread = await db.query((sql) => findThread(sql, ada.user_id, id))
    expect(thread).toMatchObject({ title: 'Hello', message_count: 1 })
    expect(begun).toMatchObject({
      row: { id: fresh.id, status: 'running', attempt: 1 },
      place: { title: null, created_at: thread?.created_at },
    })
    expect(log).toEqual([...events, { ...titled, data: { created_at: thread?.created_at } }] as never)
    expect(await db.query((sql) => itemsOfRun(sql, ada.user_id, fresh.id))).toHaveLength(1)
  })

  test('leaves a title that is there, and says nothing of it', async () => {
    const id = await newThread()
    const first = await begin(id)
    await db.execute((sql) => endRun(sql, first.begun?.row as RunRow, ME, { status: 'completed' }))
    const { begun, log } = await begin(id, 'More')
    expect(begun?.place.title).toBe('Hello')
    expect(log).toEqual(events)
    expect(await db.query((sql) => findThread(sql, ada.user_id, id))).toMatchObject({
      title: 'Hello',
      message_count: 2,
    })
  })

  test('leaves nothing where no thread takes messages', async () => {
    const { begun, log, fresh } = await begin(newId())
    expect({ begun, log }).toEqual({ begun: undefined, log: [] })
    expect(await db.query((sql) => findRun(sql, ada.user_id, fresh.id))).toBeUndefined()
  })
})
