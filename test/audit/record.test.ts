/** One chain per user, whoever writes at once. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { provedBy, record, recordErasure, whomOf } from '../../src/audit/record.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { lockTasks } from '../../src/task/mutations.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'
import { wrongIn } from './chain.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const numbers = (user_id: string) =>
  db.query(async (sql) => {
    const rows = await sql`select seq from audit_entries where user_id = ${user_id} order by seq limit 1000`
    return rows.map(({ seq }) => Number(seq))
  })

test('requests of one user at once make one chain, with and without their tasks locked', async () => {
  const eve = await person(db, 'eve')
  const act = (n: number) =>
    db.transaction(async (sql) => {
      if (n % 2) await lockTasks(sql, eve)
      await record(sql, eve.user_id, 'tool_called', { what: 'add_task', count: n })
      if (n % 3 === 0) await lockTasks(sql, eve)
    })
  await Promise.all(Array.from({ length: 40 }, (_, n) => act(n)))
  expect(await numbers(eve.user_id)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  expect(await wrongIn(db)).toEqual([])
})

test('an act that fails leaves no row and no gap', async () => {
  const eve = await person(db, 'eve')
  const failing = db.transaction(async (sql) => {
    await record(sql, eve.user_id, 'token_made')
    throw new Error('refused')
  })
  expect(await errorOf(failing)).toBeDefined()
  await db.execute((sql) => record(sql, eve.user_id, 'signed_in'))
  expect(await numbers(eve.user_id)).toEqual([1])
  expect(await wrongIn(db)).toEqual([])
})

test('nothing is written for somebody who is gone', async () => {
  await db.execute((sql) => record(sql, newId(), 'signed_in'))
  expect(await wrongIn(db)).toEqual([])
})

test('others are named by a hash that is the same each time; a token by its id', async () => {
  const eve = await person(db, 'eve')
  expect(whomOf(eve.user_id)).toBe(whomOf(eve.user_id))
  expect(whomOf(eve.user_id)).not.toContain(eve.user_id.slice(0, 8))
  expect(provedBy({ by: 'access_token', credential_id: 'x' })).toEqual({ by: 'access_token', token: 'x' })
  expect(provedBy({ by: 'cookie', credential_id: 'x' })).toEqual({ by: 'cookie' })
  await db.transaction((sql) => recordErasure(sql, eve.user_id))
  await db.transaction((sql) => recordErasure(sql, eve.user_id))
  const [row] = await db.query((sql) => sql`select count(*)::int as rows from audit_erased`)
  expect(row?.rows).toBe(1)
})
