/** Before the schema of a database with people in it is changed, everything is kept as it was. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MIGRATIONS } from '../../sql/index.ts'
import { verify } from '../../src/backup/backup.ts'
import { keepBeforeUp } from '../../src/backup/before-up.ts'
import { loadConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { migrateUp } from '../../src/db/migrate.ts'
import { createLog } from '../../src/log.ts'
import { RELEASE, testDatabase } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'

let db: Database
let folder: Awaited<ReturnType<typeof freshFolder>>
beforeEach(async () => {
  db = await testDatabase({ migrated: false })
  folder = await freshFolder()
})
afterEach(async () => {
  await db.close()
  await folder.remove()
})

const OLD = MIGRATIONS.slice(0, 5)
const keep = (env: Record<string, string> = {}, at = '2026-01-01T00:00:00Z') =>
  keepBeforeUp({
    db,
    config: loadConfig({ DATA_DIR: folder.path, ...env }),
    release: RELEASE,
    log: createLog('silent'),
    now: () => new Date(at),
  })
const fill = async () => {
  await migrateUp(db, { release: RELEASE, migrations: OLD })
  await db.execute((sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'a@x.example', 'A')`)
}

test('an older schema with people in it is kept, in the shape it has', async () => {
  await fill()
  const file = await keep()
  expect(file).toBe(join(folder.path, 'backups/before-up-2026-01-01T00-00-00Z.tdc'))
  expect(await verify(file ?? '', undefined)).toMatchObject({ version: 5, rows: 1 })
})

test('nothing is kept of an empty database, one without people, one that is up to date, or where none is wanted', async () => {
  expect(await keep()).toBeUndefined()
  await migrateUp(db, { release: RELEASE, migrations: OLD })
  expect(await keep()).toBeUndefined()
  await db.execute((sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'a@x.example', 'A')`)
  expect(await keep({ DATABASE_URL: 'postgres://h' })).toBeUndefined()
  await migrateUp(db, { release: RELEASE })
  expect(await keep()).toBeUndefined()
})

test('the newest three stay', async () => {
  await fill()
  for (const day of [1, 2, 3, 4, 5]) await keep({}, `2026-01-0${day}T00:00:00Z`)
  expect((await readdir(join(folder.path, 'backups'))).toSorted()).toEqual(
    [3, 4, 5].map((n) => `before-up-2026-01-0${n}T00-00-00Z.tdc`),
  )
})

test('a place that cannot be written is said, and does not keep a release from starting', async () => {
  await fill()
  const warned: string[] = []
  const log = { info: () => undefined, warn: (_: object, message: string) => warned.push(message) }
  const config = loadConfig({ DATA_DIR: folder.path, BACKUP_DIR: '/proc/none' })
  expect(await keepBeforeUp({ db, config, release: RELEASE, log: log as never })).toBeUndefined()
  expect(warned).toEqual(['no backup before the schema changes'])
})
