/** `doctor --data` on embedded data: an index that lost entries is named, though every page of it is sound. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../src/db/database.ts'
import { SILENT } from '../../src/db/log.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { checkData } from '../../src/doctor/data.ts'
import { hasAmcheck } from '../../src/doctor/data-store.ts'
import { freshFolder } from '../support/folder.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
beforeAll(async () => {
  folder = await freshFolder()
})
afterAll(() => folder.remove())

const working = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await openEmbedded(join(folder.path, 'postgres'), { log: SILENT, sync: false })
  return work(db).finally(() => db.close())
}
const addUser = (n: number) =>
  working((db) =>
    db.execute(
      (sql) => sql`insert into users (id, email, name) values (${crypto.randomUUID()}, ${`u${n}@x.example`}, 'U')`,
    ),
  )
const compared = async () => (await working(checkData)).at(-1)

test('indexes are compared with their tables, and nothing is left behind', async () => {
  await addUser(1)
  expect(await compared()).toMatchObject({ status: 'ok', message: expect.stringMatching(/^All \d+ indexes agree/) })
  expect(await working((db) => db.query(hasAmcheck))).toBe(false)
})

test('one that is older than its table is named, with what to do', async () => {
  const path = await working(async (db) => {
    const [row] = await db.query((sql) => sql`select pg_relation_filepath('users_pkey') as path`)
    return join(folder.path, 'postgres', row?.path)
  })
  const kept = join(folder.path, 'older')
  copyFileSync(path, kept)
  await addUser(2)
  copyFileSync(kept, path)
  expect(await compared()).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('Index users_pkey contradicts its table'),
    remedy: expect.stringContaining('todochat backup FILE'),
  })
})
