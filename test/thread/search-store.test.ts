/** What a search of chats finds, by the index or by a walk, and that the index serves it. */
import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { createMutate } from '../../src/mutate.ts'
import { hiddenNote, toRow, userMessage } from '../../src/thread/item.ts'
import { findThreads, holdsSearch } from '../../src/thread/search-store.ts'
import { appendItems } from '../../src/thread/store.ts'
import { createThreads } from '../../src/thread/thread.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { explained } from '../support/plan.ts'

const db = await testDatabase()
afterAll(() => db.close())
const mutate = createMutate({ db, changes: { note: () => undefined } })
const thread = createThreads({ db, mutate, most_threads: 100, stopRuns: async () => undefined })
const ADA: Caller = await person(db, 'ada')
const BOB: Caller = await person(db, 'bob')

const chat = async (caller: Caller, title: string, ...said: string[]) => {
  const { id } = (await thread.create(caller, { title })).value
  const rows = said.map((text) => toRow(userMessage(id, text), newId()))
  await db.execute((sql) => appendItems(sql, caller.user_id, id, rows))
  return id
}
/** More messages than are looked at one by one. */
const MANY = 520
const long = await chat(ADA, 'Long', ...Array.from({ length: MANY }, (_, i) => `about milk ${i}`))
const trip = await chat(ADA, 'Reise nach Köln', 'Wann fährt der Zug?', '100 % sicher_')
await chat(BOB, 'His', 'Wann fährt der Zug?')

const found = async (q: string, caller = ADA) =>
  (await thread.list(caller, { q, limit: 100 })).data.map(({ id }) => id).sort()

describe('a search of chats', () => {
  test.each(['KÖLN', 'fährt der', 'FÄHRT', 'ö', 'zug?', '% sicher_', 'r_', '?'])('finds %s', async (q) => {
    expect(await found(q)).toEqual([trip])
  })

  test('finds titles and messages of many candidates', async () => {
    expect(await found('milk')).toEqual([long])
    expect(await found('milk 519')).toEqual([long])
    expect(await found('n')).toEqual([long, trip].sort())
  })

  test.each(['zug fährt', 'der  zug', 'xq', '税', 'milk 520', '%%'])('finds nothing for %s', async (q) => {
    expect(await found(q)).toEqual([])
  })

  test('takes wildcards literally, in titles too', async () => {
    const id = await chat(ADA, 'Shopping 100%')
    expect(await found('shopping 100%')).toEqual([id])
    expect(await found('1_0%')).toEqual([])
  })

  test('never finds what clients do not see, nor what is deleted', async () => {
    const id = await chat(ADA, 'Gone', 'a zucchini')
    await db.execute((sql) => appendItems(sql, ADA.user_id, id, [hiddenNote(newId(), 'a hidden courgette')]))
    expect(await found('zucchini')).toEqual([id])
    expect(await found('courgette')).toEqual([])
    await thread.remove(ADA, id)
    expect(await found('zucchini')).toEqual([])
  })
})

describe('the chats of a search', () => {
  test('are named by the index, also by a plan for any value', async () => {
    const plan = await explained(db, (sql) => findThreads(sql, ADA.user_id, 'milk'))
    expect(plan).toContain('items_by_piece')
    expect(plan).not.toContain('Seq Scan')
  })

  test('are named unless they may be many', async () => {
    expect(await db.query((sql) => findThreads(sql, ADA.user_id, 'Zug'))).toEqual({ pattern: '%Zug%', found: [trip] })
    expect(await db.query((sql) => findThreads(sql, ADA.user_id, 'milk'))).toEqual({ pattern: '%milk%' })
  })

  test('are part of a larger question', async () => {
    const named = (found?: string[]) =>
      db.query(async (sql) => {
        const search = { pattern: '%zug%', ...(found && { found }) }
        const rows = await sql`select id from threads t where user_id = ${ADA.user_id} ${holdsSearch(sql, search)}`
        return rows.map(({ id }) => id)
      })
    expect(await named()).toEqual([trip])
    expect(await named([long])).toEqual([long])
  })
})

test('the place of a hit is where the words were said last; a title has none', async () => {
  const ids = [long, trip]
  const places = await thread.places(ADA, ids, 'ABOUT milk')
  expect(places).toMatchObject([{ thread_id: long, words: `about milk ${MANY - 1}` }])
  expect(await thread.places(ADA, ids, 'köln')).toEqual([])
  expect(await thread.places(ADA, [trip], '100 %')).toHaveLength(1)
  expect(await thread.places(BOB, ids, 'milk')).toEqual([])
})
