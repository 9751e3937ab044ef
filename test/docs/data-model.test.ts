/** docs/data-model.md is the schema as it is, drawn. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { DATA_MODEL, dataModel } from '../../build/data-model.ts'
import type { Database } from '../../src/db/database.ts'
import { testDatabase } from '../support/database.ts'

let db: Database
let written = ''
beforeAll(async () => {
  db = await testDatabase()
  written = await dataModel(db)
})
afterAll(() => db.close())

test('is what `bun run docs` writes', async () => {
  expect(await Bun.file(DATA_MODEL).text()).toBe(written)
})

test('draws every key that leads to another table, and says what each table is for', () => {
  expect(written).toContain('users ||--o{ tasks : "user_id"')
  expect(written).toContain('threads ||--o{ items : "user_id, thread_id"')
  const silent = [...written.matchAll(/^### (\w+)\n\n\| Column/gm)].map(([, name]) => name)
  expect(silent).toEqual([])
})
