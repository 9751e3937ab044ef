/** The engine in its thread: what it cannot hold up, and how it is ended. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { Sql } from '../../../src/db/database.ts'
import { EngineBroken } from '../../../src/db/pglite/answer.ts'
import { prepareCluster, shippedImage } from '../../../src/db/pglite/data-dir.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { openThread } from '../../../src/db/pglite/thread.ts'
import { AppError } from '../../../src/errors.ts'
import { errorOf } from '../../support/failure.ts'
import { freshFolder } from '../../support/folder.ts'

let folder: Awaited<ReturnType<typeof freshFolder>>
beforeAll(async () => {
  folder = await freshFolder()
})
afterAll(() => folder.remove())

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }
const ENDLESS = 'select count(*) from generate_series(1, 1e11)'
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

/** Counts the turns that the event loop gets. */
const turns = () => {
  let count = 0
  const timer = setInterval(() => {
    count += 1
  }, 10)
  return () => {
    clearInterval(timer)
    return count
  }
}

test('a statement that does not end is ended with its engine; others are answered again, the loop never waits', async () => {
  const words: string[] = []
  const db = await openEmbedded(join(folder.path, 'one/postgres'), {
    log: { ...SILENT, error: (_, message) => words.push(message), warn: (_, message) => words.push(message) },
  })
  await db.execute((sql) => sql`create table marks (n integer primary key)`)
  await db.execute((sql) => sql`insert into marks values (1)`)
  const count = turns()
  const [endless, waiting] = await Promise.all([
    codeOf(db.execute((sql) => sql.unsafe(ENDLESS))),
    Bun.sleep(50).then(() => codeOf(db.query((sql) => sql`select n from marks`))),
  ])
  expect([endless, waiting]).toEqual(['database_unavailable', 'database_unavailable'])
  // Four hundred of them on a free machine, two if the loop waited.
  expect(count()).toBeGreaterThan(10)
  while (!words.includes('embedded database opened again')) await Bun.sleep(50)
  const rows = await db.query((sql) => sql`select n from marks`)
  expect(rows.map(({ n }) => n)).toEqual([1])
  await db.close()
})

test('a migration may take longer than a request', async () => {
  const words: string[] = []
  const log = { ...SILENT, error: (_: object, message: string) => words.push(message) }
  const db = await openEmbedded(join(folder.path, 'two/postgres'), { log })
  const begun = Promise.withResolvers<void>()
  const sleep = (sql: Sql) => {
    begun.resolve()
    return sql.unsafe('select pg_sleep(10)')
  }
  const long = db.transaction(sleep, { deadline_ms: 60_000 })
  await begun.promise
  const waiting = codeOf(db.query((sql) => sql`select 1`))
  expect(await Promise.all([codeOf(long), waiting])).toEqual(['done', 'database_unavailable'])
  expect(words).toEqual([])
  await db.close()
})

test('says why it could not be opened, and lets go of the folder', async () => {
  const data_dir = join(folder.path, 'three/postgres')
  expect(await errorOf(openThread({ data_dir: '/proc/nothing', sync: true }))).toBeInstanceOf(Error)
  await prepareCluster(data_dir, await shippedImage())
  const thread = await openThread({ data_dir, sync: true })
  expect(thread.busySince()).toBeUndefined()
  await thread.kill(new Error('enough'))
  expect(await errorOf(thread.run(Buffer.from('x')))).toBeInstanceOf(EngineBroken)
})
