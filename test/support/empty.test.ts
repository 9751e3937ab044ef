/** What a test leaves in its database: rows go, anything else is noticed. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database, Sql } from '../../src/db/database.ts'
import { SERVER_URL, testDatabase } from './database.ts'
import { catalogOf, emptied, tablesOf } from './empty.ts'
import { errorOf } from './failure.ts'

const addUsers = (sql: Sql, count: number) =>
  sql`insert into users (id, email, name)
    select gen_random_uuid(), n || '@x.example', repeat('a', 60) from generate_series(1, ${count}::int) n`
const usersOf = (sql: Sql) => sql`select count(*)::int as users from users`
const timeout = async (sql: Sql) => [...(await sql`show statement_timeout`)]

// Only the one session of the embedded engine is emptied: a server gives each test a database of its own.
if (!SERVER_URL) {
  let db: Database
  beforeAll(async () => {
    db = await testDatabase()
  })
  afterAll(() => db.close())

  test.each([
    ['few', 3],
    ['many, whose place in the files is given back too', 5000],
  ])('rows: %s', async (_, count) => {
    const [tables, before] = [await tablesOf(db), await db.query(catalogOf)]
    await db.execute((sql) => addUsers(sql, count))
    expect(await emptied(db, tables, before)).toBe(await db.query(catalogOf))
    expect(await db.query(async (sql) => [...(await usersOf(sql))])).toEqual([{ users: 0 }])
  })

  test('the next one finds neither rows nor what the session had set', async () => {
    const first = await testDatabase()
    const usual = await first.query(timeout)
    await first.execute((sql) => addUsers(sql, 1))
    await first.execute((sql) => sql`set statement_timeout = 54321`)
    await first.close()
    const next = await testDatabase()
    expect(await next.query(timeout)).toEqual(usual)
    expect(await next.query(async (sql) => [...(await usersOf(sql))])).toEqual([{ users: 0 }])
    await next.close()
  })

  test.each([
    'alter table users add column more text',
    "alter table users alter column name set default 'somebody'",
    'alter table users add constraint short check (length(name) < 100)',
    'create index more on users (name)',
    'create table more (id int)',
    'create view more as select 1 as one',
    'create function more() returns int language sql as $$ select 1 $$',
    'create schema more',
    'create role more',
    "alter role current_user set work_mem = '64kB'",
    'drop table feedback',
    'analyze pg_class',
    'insert into users (id, email, name) values (gen_random_uuid(), $$a@x.example$$, $$A$$); analyze users',
  ])('noticed: %s', async (change) => {
    const seen: string[] = []
    const undone = db.transaction(async (sql) => {
      seen.push(await catalogOf(sql))
      await sql.unsafe(change)
      seen.push(await catalogOf(sql))
      throw new Error('taken back')
    })
    expect(await errorOf(undone)).toMatchObject({ message: 'taken back' })
    expect(seen[1]).not.toBe(seen[0])
  })
}
