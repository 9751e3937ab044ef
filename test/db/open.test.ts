import { afterEach, expect, test } from 'bun:test'
import { join } from 'node:path'
import { SILENT } from '../../src/db/log.ts'
import { checkSchema, migrateUp, SchemaError } from '../../src/db/migrate.ts'
import { type DatabaseConfig, openDatabase, openSnapshot, prepareSchema } from '../../src/db/open.ts'
import { openEmbedded } from '../../src/db/pglite/embedded.ts'
import { DataDirInUse } from '../../src/db/pglite/lock.ts'
import { RELEASE } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { freshFolder } from '../support/folder.ts'

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})
const configFor = async (settings: Partial<DatabaseConfig> = {}): Promise<DatabaseConfig> => {
  const folder = await freshFolder()
  leftovers.push(folder.remove)
  return {
    DATA_DIR: folder.path,
    DATABASE_POOL_MAX: 2,
    EMBEDDED_SYNC: 'on',
    DATABASE_URL: undefined,
    DATABASE_MIGRATION_URL: undefined,
    ...settings,
  }
}
const NOBODY = 'postgres://postgres@127.0.0.1:1/none'

test('without an address the data lives in DATA_DIR/postgres, ready to serve, and the log says what is promised', async () => {
  const config = await configFor()
  const words: string[] = []
  const log = { ...SILENT, info: (_facts: object, message: string) => words.push(message) }
  const db = await openDatabase(config, log)
  leftovers.push(() => db.close())
  expect(db.embedded).toBe(true)
  await prepareSchema(config, db, RELEASE)
  expect(await checkSchema(db, { release: RELEASE })).toBeUndefined()
  expect(await prepareSchema(config, db, RELEASE)).toEqual([])
  expect(await Bun.file(join(config.DATA_DIR, 'postgres/PG_VERSION')).exists()).toBe(true)
  expect(words.join()).toContain('safe across kill, full disk and power loss')
  expect(await errorOf(openDatabase(config))).toBeInstanceOf(DataDirInUse)
})

test('EMBEDDED_SYNC=off is said', async () => {
  const words: string[] = []
  const log = { ...SILENT, info: (_facts: object, message: string) => words.push(message) }
  const db = await openDatabase(await configFor({ EMBEDDED_SYNC: 'off' }), log)
  leftovers.push(() => db.close())
  expect(words.join()).toContain('NOT power loss')
  const [row] = await db.query((sql) => sql`show fsync`)
  expect(row?.fsync).toBe('off')
})

test('a closed one can be opened by the next process', async () => {
  const config = await configFor()
  await (await openDatabase(config)).close()
  const db = await openEmbedded(join(config.DATA_DIR, 'postgres'), { log: SILENT })
  leftovers.push(() => db.close())
  expect(await db.ping()).toBeUndefined()
})

test('an address is not contacted by opening, and DATA_DIR is left alone', async () => {
  const config = await configFor({ DATABASE_URL: NOBODY })
  const db = await openDatabase(config)
  leftovers.push(() => db.close())
  expect(db.embedded).toBe(false)
  expect(await errorOf(db.ping())).toMatchObject({ code: 'database_unavailable' })
  expect(await Array.fromAsync(new Bun.Glob('**').scan({ cwd: config.DATA_DIR, dot: true }))).toEqual([])
})

test('the schema goes up through DATABASE_MIGRATION_URL when there is one', async () => {
  const config = await configFor({ DATABASE_URL: NOBODY, DATABASE_MIGRATION_URL: NOBODY })
  const db = await openDatabase(await configFor())
  leftovers.push(() => db.close())
  expect(String(await errorOf(prepareSchema(config, db, RELEASE)))).toContain('Nothing listens at')
  expect(await prepareSchema({ ...config, DATABASE_MIGRATION_URL: undefined }, db, RELEASE)).toBeInstanceOf(Array)
})

test('a schema of a newer release is not served on', async () => {
  const config = await configFor()
  const db = await openDatabase(config)
  leftovers.push(() => db.close())
  const future = { version: 900, name: 'future', min_release: '9.0.0', up: 'create table future (a int)', down: '' }
  await migrateUp(db, { release: '9.0.0', migrations: [future] })
  expect(await errorOf(prepareSchema(config, db, RELEASE))).toBeInstanceOf(SchemaError)
})

test('two copies of embedded data at once would spoil each other: the second is refused, the next one is not', async () => {
  const config = await configFor({ EMBEDDED_SYNC: 'off' })
  const owner = await openDatabase(config)
  leftovers.push(() => owner.close())
  const first = await openSnapshot(config)
  const refused = await errorOf(openSnapshot(config))
  expect(await first.ping()).toBeUndefined()
  await first.close()
  expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('Another backup') })
  const next = await openSnapshot(config)
  expect(await next.ping()).toBeUndefined()
  await next.close()
})
