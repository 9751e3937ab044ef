import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { deleteThread } from '../../src/thread/deletion-store.ts'
import { hiddenNote, toRow, userMessage } from '../../src/thread/item.ts'
import { newestItems } from '../../src/thread/item-store.ts'
import type { AssistantMessageItem } from '../../src/thread/schema.ts'
import * as store from '../../src/thread/store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

let db: Database
let ada: Caller
let bob: Caller
beforeAll(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
  bob = await person(db, 'bob')
})
afterAll(() => db.close())

const newThread = async (user_id: string, title: string | null = null) => {
  const thread = await db.execute((sql) => store.insertThread(sql, user_id, newId(), title, 1000))
  if (!thread) throw new Error('no room')
  return thread
}
const said = (thread_id: string, text: string): AssistantMessageItem => ({
  id: newId(),
  thread_id,
  created_at: new Date().toISOString(),
  type: 'assistant_message',
  content: [{ type: 'output_text', text, annotations: [] }],
})

describe('items', () => {
  test('stand in the order they were appended, and messages are counted', async () => {
    const { id } = await newThread(ada.user_id)
    const run_id = newId()
    const first = userMessage(id, 'one')
    const rows = [toRow(first, run_id), hiddenNote(run_id, 'secret'), toRow(said(id, 'two'), run_id)]
    await db.execute((sql) => store.appendItems(sql, ada.user_id, id, rows))
    await db.execute((sql) => store.appendItems(sql, ada.user_id, id, [toRow(userMessage(id, 'three'), run_id)]))
    const page = await db.query((sql) => store.listMessages(sql, ada.user_id, id, 10, 0))
    expect(page.map(({ message }) => message.content[0]?.text)).toEqual(['one', 'two', 'three'])
    expect(page.map(({ position }) => position)).toEqual([1, 3, 4])
    const thread = await db.query((sql) => store.findThread(sql, ada.user_id, id))
    expect(thread?.message_count).toBe(3)
    const shown = await db.query((sql) => newestItems(sql, ada.user_id, id, { limit: 10 }))
    expect(JSON.stringify(shown)).not.toContain('secret')
    expect(shown.at(-1)).toEqual(first)
  })

  test('appended twice by a repeated commit are there once', async () => {
    const { id } = await newThread(ada.user_id)
    const row = toRow(userMessage(id, 'once'), newId())
    for (let i = 0; i < 2; i++) await db.execute((sql) => store.appendItems(sql, ada.user_id, id, [row]))
    const thread = await db.query((sql) => store.findThread(sql, ada.user_id, id))
    expect(thread?.message_count).toBe(1)
  })

  test('what is ours alone is never shown', async () => {
    const { id } = await newThread(ada.user_id)
    const call = { id: 'call_1', type: 'function', function: { name: 'add_task', arguments: '{}' } } as const
    const run_id = newId()
    await db.execute((sql) => store.appendItems(sql, ada.user_id, id, [toRow(said(id, 'done'), run_id, [call])]))
    const [item] = await db.query((sql) => store.itemsOfRun(sql, ada.user_id, run_id))
    expect(Object.keys(item ?? {}).sort()).toEqual(['content', 'created_at', 'id', 'thread_id', 'type'])
    const [row] = await db.query((sql) => store.listMessages(sql, ada.user_id, id, 1, 0))
    expect(row?.message.tool_calls).toEqual([call])
  })

  test('of somebody else are neither read nor written', async () => {
    const { id } = await newThread(ada.user_id)
    await db.execute((sql) => store.appendItems(sql, bob.user_id, id, [toRow(userMessage(id, 'intruder'), newId())]))
    expect(await db.query((sql) => store.listMessages(sql, ada.user_id, id, 10, 0))).toEqual([])
    expect(await db.query((sql) => newestItems(sql, bob.user_id, id, { limit: 10 }))).toEqual([])
  })
})

describe('threads', () => {
  test('beyond the limit are refused, also when asked for at once', async () => {
    const carl = await person(db, 'carl')
    const asked = Array.from({ length: 12 }, () =>
      db.execute((sql) => store.insertThread(sql, carl.user_id, newId(), null, 5)),
    )
    const made = (await Promise.all(asked)).filter(Boolean)
    expect(made).toHaveLength(5)
    await db.execute((sql) => deleteThread(sql, carl.user_id, made[0]?.id ?? ''))
    expect(await db.execute((sql) => store.insertThread(sql, carl.user_id, newId(), null, 5))).toBeDefined()
  })

  test('are listed newest change first, page by page, own only', async () => {
    const dora = await person(db, 'dora')
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.unshift((await newThread(dora.user_id, `t${i}`)).id)
    // Times are kept to the millisecond; equal ones would be ordered by id.
    await Bun.sleep(5)
    await db.execute((sql) => store.updateThread(sql, dora.user_id, ids[4] ?? '', { pinned: true }))
    const all = await db.query((sql) => store.listThreads(sql, dora.user_id, { limit: 10 }))
    expect(all[0]?.id).toBe(ids[4])
    expect(all).toHaveLength(5)
    const after = { updated_at: all[1]?.updated_at ?? '', id: all[1]?.id ?? '' }
    const rest = await db.query((sql) => store.listThreads(sql, dora.user_id, { limit: 10, after }))
    expect(rest.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id))
  })

  test('only their owner deletes them', async () => {
    const { id } = await newThread(ada.user_id)
    expect(await db.execute((sql) => deleteThread(sql, bob.user_id, id))).toBe(false)
    expect(await db.query((sql) => store.sessionOwner(sql, id))).toBe(ada.user_id)
    expect(await db.execute((sql) => deleteThread(sql, ada.user_id, id))).toBe(true)
    expect(await db.query((sql) => store.sessionOwner(sql, id))).toBeUndefined()
  })
})
