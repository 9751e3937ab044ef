import { expect, test } from 'bun:test'
import { hasUsers, listTables, prepareSession, readTable, sumTables } from '../../src/backup/store.ts'
import { testDatabase } from '../support/database.ts'

test('tables come after those that they refer to, without the table of migrations', async () => {
  const db = await testDatabase()
  const names = (await db.query((sql) => listTables(sql))).map(({ name }) => name)
  for (const [parent, child] of [
    ['users', 'threads'],
    ['threads', 'items'],
    ['items', 'feedback'],
    ['turns', 'tool_calls'],
  ] as const)
    expect(names.indexOf(parent)).toBeLessThan(names.indexOf(child))
  expect(names).not.toContain('schema_migrations')
  await db.close()
})

test('more rows than a batch are read once each and summed whatever their order', async () => {
  const db = await testDatabase()
  expect(await db.query((sql) => hasUsers(sql))).toBe(false)
  await db.execute(
    (sql) => sql`
      insert into users (id, email, name)
      select gen_random_uuid(), n || '@example.org', 'x' from generate_series(1, 1201) n`,
  )
  const { read, sums } = await db.transaction(async (sql) => {
    await prepareSession(sql)
    const tables = (await listTables(sql)).filter(({ name }) => name === 'users')
    const [users = { name: '', columns: [] }] = tables
    return { read: (await Array.fromAsync(readTable(sql, users))).flat(), sums: await sumTables(sql, tables) }
  })
  expect(new Set(read).size).toBe(1201)
  expect(sums.users?.rows).toBe(1201)
  await db.execute((sql) => sql`update users set name = 'y' where email = '1@example.org'`)
  await db.execute((sql) => sql`update users set name = 'x' where email = '1@example.org'`)
  const again = await db.transaction(async (sql) => sumTables(sql, await listTables(sql)))
  expect(again.users).toEqual(sums.users as NonNullable<typeof sums.users>)
  await db.close()
})
