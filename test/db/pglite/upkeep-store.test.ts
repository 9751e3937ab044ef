/** What keeps the embedded database in shape, when, and that a disk is said to be filling before it is full. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../../src/db/database.ts'
import { SILENT } from '../../../src/db/log.ts'
import { openEmbedded } from '../../../src/db/pglite/embedded.ts'
import { createUpkeep, diskState, startUpkeep, type UpkeepOptions } from '../../../src/db/pglite/upkeep.ts'
import { readSizes, wornTables } from '../../../src/db/pglite/upkeep-store.ts'
import { renderMetrics } from '../../../src/metrics.ts'
import { freshFolder } from '../../support/folder.ts'

let db: Database
let folder: Awaited<ReturnType<typeof freshFolder>>
beforeAll(async () => {
  folder = await freshFolder()
  db = await openEmbedded(`${folder.path}/postgres`, { log: SILENT, sync: false })
  await db.execute((sql) => sql`create table notes (id integer primary key, words text)`)
})
afterAll(async () => {
  await db.close()
  await folder.remove()
})

const wear = async () => {
  await db.execute((sql) => sql`truncate notes`)
  await db.execute((sql) => sql`insert into notes (id, words) select n, 'x' from generate_series(1, 1000) n`)
  await db.execute((sql) => sql`update notes set words = 'y'`)
}
const HOUR_MS = 3_600_000
const optionsOf = (more: Partial<UpkeepOptions> = {}): UpkeepOptions => ({
  db,
  log: SILENT,
  data_dir: folder.path,
  isQuiet: () => true,
  ...more,
})

describe('worn tables', () => {
  test('are vacuumed when nobody is about, and then are not worn', async () => {
    await wear()
    expect((await db.query(wornTables)).map(({ name }) => name)).toContain('notes')
    expect(await createUpkeep(optionsOf())()).toContain('notes')
    expect(await db.query(wornTables)).toEqual([])
    expect(await createUpkeep(optionsOf())()).toEqual([])
  })

  test('wait while people are about, the small ones for some hours only', async () => {
    await wear()
    let now = 0
    const look = createUpkeep(optionsOf({ isQuiet: () => false, now: () => now }))
    expect(await look()).toEqual([])
    now = 7 * HOUR_MS
    expect(await look()).toContain('notes')
  })
})

test('a checkpoint follows much that was written, at a quiet moment; sizes and ages are told', async () => {
  await createUpkeep(optionsOf())()
  const before = await db.query(readSizes)
  expect(before.database_bytes).toBeGreaterThan(1_000_000)
  expect(before.log_bytes).toBeGreaterThan(0)
  expect(before.vacuum_age_seconds).toBeGreaterThanOrEqual(0)
  expect(before.checkpoint_age_seconds).toBeLessThan(600)
  const { text } = await renderMetrics()
  expect(text).toMatch(/embedded_bytes\{kind="database"\} \d{7,}/)
  expect(text).toMatch(/embedded_age_seconds\{what="checkpoint"\} \d/)
})

describe('the disk', () => {
  test.each([
    [10e9, 'ok'],
    [900e6, 'low'],
    [1e6, 'full'],
  ] as const)('%d bytes free: %s', (free, state) => {
    expect(diskState(free)).toBe(state)
  })

  test('is said to fill once, again after an hour or when it is worse, and anew after it was well', async () => {
    const said: string[] = []
    const log = { ...SILENT, warn: (facts: { state?: string }) => said.push(facts.state ?? '') }
    let [free, now] = [10e9, 0]
    const look = createUpkeep(optionsOf({ log: log as UpkeepOptions['log'], free: () => free, now: () => now }))
    const step = async (next_free: number, later_ms: number) => {
      free = next_free
      now += later_ms
      await look()
      return said.splice(0)
    }
    expect(await step(10e9, 0)).toEqual([])
    expect(await step(900e6, 60_000)).toEqual(['low'])
    expect(await step(800e6, 60_000)).toEqual([])
    expect(await step(800e6, HOUR_MS)).toEqual(['low'])
    expect(await step(1e6, 60_000)).toEqual(['full'])
    expect(await step(10e9, 60_000)).toEqual([])
    expect(await step(900e6, 60_000)).toEqual(['low'])
  })
})

test('looks by itself until it is stopped', () => {
  const stop = startUpkeep(optionsOf())
  expect(stop()).toBeUndefined()
})
