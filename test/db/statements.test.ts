/** What a call remembers of its statements: enough to cancel and to log them, never the rows of a long transaction. */
import { expect, test } from 'bun:test'
import type { Sql } from '../../src/db/database.ts'
import { trackStatements } from '../../src/db/statements.ts'

/** Statements that are answered at once with rows of their own; `active` ones wait. */
const fakeSql = (made: { ref: WeakRef<object>; cancelled: boolean }[], is_active = (_n: number) => false) => {
  const sql = (strings: TemplateStringsArray) => {
    const note = { ref: undefined as unknown as WeakRef<object>, cancelled: false }
    const statement = Object.assign(Promise.resolve(new Array(100).fill('row')), {
      strings,
      executed: true,
      active: is_active(made.length),
      cancel: () => {
        note.cancelled = true
      },
    })
    note.ref = new WeakRef(statement)
    made.push(note)
    return statement
  }
  return sql as unknown as Sql
}
const MANY = 2_000

test('thousands of answered statements are let go with their rows', async () => {
  const made: Parameters<typeof fakeSql>[0] = []
  const tracker = trackStatements()
  const sql = tracker.over(fakeSql(made))
  for (let n = 0; n < MANY; n++) await sql`select 1`
  Bun.gc(true)
  await new Promise(setImmediate)
  Bun.gc(true)
  const held = made.filter(({ ref }) => ref.deref() !== undefined).length
  expect(held).toBeLessThan(MANY / 4)
  expect(tracker.sent()).toHaveLength(20)
})

test('one that is at work among them can still be cancelled', async () => {
  const made: Parameters<typeof fakeSql>[0] = []
  const tracker = trackStatements()
  const sql = tracker.over(fakeSql(made, (n) => n === 0))
  for (let n = 0; n < 500; n++) await sql`select 1`
  tracker.cancel()
  expect(made.filter(({ cancelled }) => cancelled)).toHaveLength(1)
  expect(made[0]?.cancelled).toBe(true)
})

test('a short call tells all it sent, in order', async () => {
  const tracker = trackStatements()
  const sql = tracker.over(fakeSql([]))
  await sql`select 1`
  await sql`select 2 from  t`
  expect(tracker.sent()).toEqual(['select 1', 'select 2 from t'])
})
