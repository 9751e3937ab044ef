import { afterEach, describe, expect, test } from 'bun:test'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../../src/db/database.ts'
import { type DatabaseLog, SILENT } from '../../../src/db/log.ts'
import { migrateUp } from '../../../src/db/migrate.ts'
import { prepareCluster, shippedImage } from '../../../src/db/pglite/data-dir.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { DataDirInUse, lockDataDir } from '../../../src/db/pglite/lock.ts'
import { AppError } from '../../../src/errors.ts'
import { RELEASE } from '../../support/database.ts'
import { errorOf } from '../../support/failure.ts'
import { freshFolder } from '../../support/folder.ts'

/** Every test opens real engines on disk. */
const PROCESS = join(import.meta.dir, '../process')

const leftovers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})
const newDataDir = async () => {
  const folder = await freshFolder()
  leftovers.push(folder.remove)
  return join(folder.path, 'postgres')
}
const open = async (data_dir: string, isLow?: () => boolean, log: DatabaseLog = SILENT) => {
  await prepareCluster(data_dir, await shippedImage())
  const db = await openEmbedded(data_dir, { log, isLow })
  leftovers.push(() => db.close())
  return db
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )
const createMarks = (db: Database) => db.execute((sql) => sql`create table marks (n integer primary key)`)
const mark = (db: Database, n: number) => db.execute((sql) => sql`insert into marks (n) values (${n})`)
const marks = (db: Database) =>
  db.query(async (sql) => (await sql`select n from marks order by n limit 100`).map((row) => row.n))

/** Reads what a child says until `until` holds, then kills it as a crash would. */
const killWhen = async (script: string, args: string[], until: (said: string) => boolean) => {
  const child = Bun.spawn(['bun', join(PROCESS, script), ...args], { stdout: 'pipe', stderr: 'inherit' })
  let said = ''
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += chunk
    if (until(said)) child.kill('SIGKILL')
  }
  await child.exited
  return said
}

describe('a data directory', () => {
  test('is made once, private, whole, and keeps what was written', async () => {
    const data_dir = await newDataDir()
    const first = await open(data_dir)
    expect((await stat(data_dir)).mode & 0o777).toBe(0o700)
    expect(await migrateUp(first, { release: RELEASE })).toEqual([])
    await createMarks(first)
    await mark(first, 1)
    await first.close()
    const second = await open(data_dir)
    expect(await marks(second)).toEqual([1])
    expect(second.embedded).toBe(true)
    expect(await readdir(join(data_dir, '..'))).not.toContain('postgres.new')
  })

  test('can be made without an image, and over the leftovers of a start that was killed', async () => {
    const data_dir = await newDataDir()
    await mkdir(`${data_dir}.new/half`, { recursive: true })
    await prepareCluster(data_dir, undefined)
    expect(await Bun.file(join(data_dir, 'PG_VERSION')).exists()).toBe(true)
    expect(await readdir(data_dir)).not.toContain('half')
    const db = await openEmbedded(data_dir, { log: SILENT })
    leftovers.push(() => db.close())
    expect((await migrateUp(db, { release: RELEASE })).length).toBeGreaterThan(0)
  })

  test('keeps every acknowledged row through kill -9', async () => {
    const data_dir = await newDataDir()
    await prepareCluster(data_dir, await shippedImage())
    const said = await killWhen('write.ts', [data_dir], (words) => words.split('\n').length > 200)
    const last = Number(said.trim().split('\n').at(-1))
    const db = await open(data_dir)
    const [row] = await db.query((sql) => sql`select count(*) as rows from marks where n <= ${last}`)
    expect(row?.rows).toBe(last)
    expect(last).toBeGreaterThanOrEqual(200)
  })
})

describe('one process', () => {
  test('shuts out a second one, which names the directory, until it dies', async () => {
    const data_dir = await newDataDir()
    await prepareCluster(data_dir, await shippedImage())
    const refusals: unknown[] = []
    const child = Bun.spawn(['bun', join(PROCESS, 'hold.ts'), data_dir], { stdout: 'pipe', stderr: 'inherit' })
    for await (const _ of child.stdout) {
      refusals.push(await openEmbedded(data_dir, { log: SILENT }).catch((error: unknown) => error))
      child.kill('SIGKILL')
    }
    await child.exited
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toBeInstanceOf(DataDirInUse)
    expect(String(refusals[0])).toContain(data_dir)
    expect(await codeOf((await open(data_dir)).ping())).toBe('done')
  })

  test('shuts out itself too, and frees the lock when opening fails', async () => {
    const data_dir = await newDataDir()
    const unlock = lockDataDir(data_dir)
    expect(() => lockDataDir(data_dir)).toThrow(DataDirInUse)
    unlock()
    await mkdir(data_dir)
    await Bun.write(join(data_dir, 'notes.txt'), 'not a database')
    expect(String(await errorOf(openEmbedded(data_dir, { log: SILENT })))).toMatch(/ENOTEMPTY|EEXIST/)
    lockDataDir(data_dir)()
  })
})

describe('a full disk', () => {
  test('refuses writes while there is little room, and reads on', async () => {
    let low = false
    const db = await open(await newDataDir(), () => low)
    await createMarks(db)
    await mark(db, 1)
    low = true
    expect(await codeOf(mark(db, 2))).toBe('storage_full')
    expect(await codeOf(db.query((sql) => sql`insert into marks (n) values (3)`))).toBe('storage_full')
    expect(await codeOf(db.transaction((sql) => sql.unsafe('delete from marks')))).toBe('storage_full')
    expect([await marks(db), await codeOf(db.ping())]).toEqual([[1], 'done'])
    low = false
    await mark(db, 2)
    expect(await marks(db)).toEqual([1, 2])
  })

  /** What Postgres says when a write fails, without the need to fill a disk. */
  const fail = (db: Database, sqlstate: string) =>
    db.execute((sql) => sql.unsafe(`do $$ begin raise exception 'no' using errcode = '${sqlstate}'; end $$`))

  test.each([
    ['53100', false, 'storage_full'],
    ['58030', false, 'storage_full'],
    ['XX000', false, 'database_unavailable'],
    ['XX000', true, 'storage_full'],
  ])('after %s with a full disk %p: %s, and it recovers by itself', async (sqlstate, full, code) => {
    let low = false
    const { promise: again, resolve: opened } = Promise.withResolvers<void>()
    const words: string[] = []
    const say = (_facts: object, message: string) => {
      // A busy machine adds lines about slow calls.
      if (message.startsWith('embedded database')) words.push(message)
      if (message.endsWith('opened again')) opened()
    }
    const db = await open(await newDataDir(), () => low, { info: say, warn: say, error: say })
    await createMarks(db)
    await mark(db, 1)
    low = full
    expect(await codeOf(fail(db, sqlstate))).toBe(code as never)
    const meanwhile = await codeOf(db.ping())
    expect(meanwhile).toBe(full ? 'storage_full' : 'database_unavailable')
    low = false
    await again
    await mark(db, 2)
    expect(await marks(db)).toEqual([1, 2])
    expect(words).toEqual(['embedded database broke', 'embedded database opened again'])
  })

  test('an ordinary error breaks nothing', async () => {
    const db = await open(await newDataDir())
    expect(await codeOf(fail(db, 'P0001'))).toBeInstanceOf(Error)
    expect(await codeOf(db.ping())).toBe('done')
  })

  test('statements sent behind the one that broke it are refused, not lost in it', async () => {
    const db = await open(await newDataDir())
    const results = await Promise.all([codeOf(fail(db, '53100')), codeOf(db.ping()), codeOf(db.ping())])
    expect(results[0]).toBe('storage_full')
    for (const result of results.slice(1))
      expect(['storage_full', 'database_unavailable', 'done']).toContain(result as string)
  })

  test('closing while it is broken ends at once', async () => {
    const db = await open(await newDataDir(), () => true)
    await codeOf(db.query((sql) => sql.unsafe(`do $$ begin raise exception using errcode = '53100'; end $$`)))
    await db.close()
    expect(await codeOf(db.ping())).toBe('storage_full')
  })
})
