/** What a search of tasks finds, by the index or by a walk, and that the index serves it. */
import { afterAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { findCandidates, holdsWords } from '../../src/task/search-store.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'
import { explained } from '../support/plan.ts'
import { tasksOn } from './support.ts'

const db = await testDatabase()
afterAll(() => db.close())
const task = tasksOn(db)
const ADA: Caller = await person(db, 'ada')
const BOB: Caller = await person(db, 'bob')

/** More than are looked at one by one. */
const MANY = 520
const fill = (caller: Caller, titles: string[], first = 1) =>
  db.execute(
    (sql) => sql`
      insert into tasks (user_id, id, title, tags)
      select ${caller.user_id}, id, title, '{home}'
      from unnest(${titles.map((_, i) => first + i)}::integer[], ${titles}::text[]) as row(id, title)`,
  )

const RARE: [string, string[]][] = [
  ['Stromrechnung für März', ['rechnung', 'STROM', 'ärz', 'für', 'ü', 'märz rechnung']],
  ['ΟΔΟΣ 税務署 🦊🦊', ['οδο', '税', '税務', '🦊🦊', '🦊']],
  ['100 % off_peak \\ path', ['%', '_', '\\', 'off_peak', '100 %']],
  ['Q', ['q']],
  ['İstanbul, STRASSE', ['İstanbul', 'istanbul', 'straSSe']],
]
const ABSENT = ['zucchini', 'xq', 'rechnungen', '税税', '%%', 'offxpeak', 'w', 'strom 税']

await fill(
  ADA,
  RARE.map(([title]) => title),
)
await fill(
  ADA,
  Array.from({ length: MANY }, (_, i) => `milk ${i}`),
  1000,
)
await fill(BOB, ['his zucchini', ...RARE.map(([title]) => title)])

const found = async (q: string, caller = ADA) =>
  (await task.list(caller, { q, limit: 100 })).data.map(({ title }) => title)

describe('a search of tasks', () => {
  test.each(RARE)('finds %s by pieces of its words in any case', async (title, words) => {
    for (const q of words) expect([q, await found(q)]).toEqual([q, [title]])
  })

  test.each(ABSENT)('finds nothing for %s, whatever others have', async (q) => {
    expect(await found(q)).toEqual([])
    expect(await task.list(ADA, { q, limit: 1 })).toMatchObject({ total: 0, has_more: false })
  })

  test('looks into descriptions and tags too, and follows every change', async () => {
    const { id } = await task.add(ADA, { title: 'Call', description: 'the plumber\nabout it', tags: ['würmer'] })
    expect(await found('plumber WÜRM call')).toEqual(['Call'])
    await task.change(ADA, id, { description: 'nobody' }, { actor: 'api' })
    expect(await found('plumber')).toEqual([])
    expect(await found('nobody würmer')).toEqual(['Call'])
    await task.remove(ADA, id, { actor: 'api' })
    expect(await found('nobody')).toEqual([])
    await task.takeBack(ADA)
    expect(await found('nobody')).toEqual(['Call'])
  })

  test('pages through more than are looked at one by one', async () => {
    const titles: string[] = []
    let after: string | undefined
    do {
      const page = await task.list(ADA, { q: 'milk', limit: 100, ...(after !== undefined && { after }) })
      expect(page.total).toBe(MANY)
      titles.push(...page.data.map(({ title }) => title))
      after = page.after
    } while (after)
    expect(titles).toEqual(Array.from({ length: MANY }, (_, i) => `milk ${i}`))
    expect(await found('milk 519')).toEqual(['milk 519'])
    expect((await task.page(ADA, { q: 'home', limit: 3, sort: '-created' })).data).toHaveLength(3)
  })

  test('finds a word longer than the index looks at, and only the right one', async () => {
    const long = 'Donaudampfschifffahrtsgesellschaftskapitän'
    await fill(ADA, [`${long}smütze`, `${long}spatent`], 5000)
    expect(await found(`${long}spat`)).toEqual([`${long}spatent`])
    expect(await found('x'.repeat(200))).toEqual([])
  })
})

describe('candidates', () => {
  test('are few and of the person alone, or none are named', async () => {
    const ids = await db.query((sql) => findCandidates(sql, BOB.user_id, ['zucchini', 'his']))
    expect(ids).toEqual([1])
    expect(await db.query((sql) => findCandidates(sql, ADA.user_id, ['milk']))).toBeUndefined()
  })

  test('are named by the index, also by a plan for any value', async () => {
    const plan = await explained(db, (sql) => findCandidates(sql, ADA.user_id, ['milk']))
    expect(plan).toContain('tasks_by_piece')
    expect(plan).not.toContain('Seq Scan')
  })

  test('that have the pieces but not the word are dropped', async () => {
    await fill(ADA, ['abcab cabc'], 6000)
    expect(await db.query((sql) => findCandidates(sql, ADA.user_id, ['abcabc']))).toEqual([6000])
    expect(await found('abcabc')).toEqual([])
    const rows = await db.query(
      (sql) => sql`select id from tasks where user_id = ${ADA.user_id} ${holdsWords(sql, ['CABC', 'abcab'])}`,
    )
    expect(rows.map(({ id }) => id)).toEqual([6000])
  })
})
