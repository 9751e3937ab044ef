/** The backup of every night: made once, opened, kept, and said when it is not. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { backUpTonight, backupState, type NightlyOptions, nightOf, startNightly } from '../../src/backup/nightly.ts'
import type { Database } from '../../src/db/database.ts'
import { createLog } from '../../src/log.ts'
import { renderMetrics } from '../../src/metrics.ts'
import { testDatabase } from '../support/database.ts'
import { freshFolder } from '../support/folder.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

let folder = ''
const leftovers: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  const fresh = await freshFolder()
  folder = fresh.path
  leftovers.push(fresh.remove)
  await db.execute((sql) => sql`delete from daily_jobs`)
  await addPerson(db)
})
afterEach(async () => {
  await db.execute((sql) => sql`delete from users`)
  for (const clean of leftovers.splice(0).reverse()) await clean()
})
const addPerson = (into: Database) =>
  into.execute((sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'ada@x.example', 'Ada')`)

const NIGHT = new Date('2026-11-21T12:00:00Z')
const SUMMARY = { rows: 3, fingerprint: 'f' }
/** Workers that write a file and say what they are told to say. */
const fakeWorkers = (opened: () => Promise<typeof SUMMARY> = async () => SUMMARY) => {
  const made: string[] = []
  return {
    made,
    workers: {
      make: async (file: string) => {
        made.push(file)
        await Bun.write(file, 'x')
        return SUMMARY
      },
      verify: opened,
    },
  }
}
const optionsOf = (more: Partial<NightlyOptions>): NightlyOptions => ({
  db,
  log: createLog('silent'),
  folder,
  keep: 2,
  workers: fakeWorkers().workers,
  now: () => NIGHT,
  ...more,
})
const tonight = (more: Partial<NightlyOptions>) => backUpTonight(optionsOf(more), new AbortController().signal)
const later = () => db.execute((sql) => sql`update daily_jobs set lease_until = null`)

test('a night begins at three', () => {
  expect(nightOf(new Date(2026, 10, 21, 2, 59))).toBe('2026-11-20')
  expect(nightOf(new Date(2026, 10, 21, 3, 0))).toBe('2026-11-21')
  expect(nightOf(new Date(2026, 0, 1, 1))).toBe('2025-12-31')
})

describe('of one night', () => {
  test('is made once by all instances together, and told', async () => {
    const { workers, made } = fakeWorkers()
    expect(await backupState(db)).toEqual({ status: 'none' })
    await Promise.all([tonight({ workers }), tonight({ workers }), tonight({ workers })])
    await tonight({ workers })
    expect(made).toHaveLength(1)
    expect(await backupState(db)).toMatchObject({ status: 'current', outcome: expect.stringContaining('3 rows') })
    expect((await renderMetrics()).text).toMatch(/backup_age_seconds \d/)
    await db.execute((sql) => sql`update daily_jobs set succeeded_at = now() - interval '27 hours'`)
    expect(await backupState(db)).toMatchObject({ status: 'stale' })
  })

  test('keeps as many as wanted', async () => {
    for (const day of [1, 2, 3, 4]) await tonight({ now: () => new Date(Date.UTC(2026, 0, day, 12)) })
    expect(await readdir(folder)).toHaveLength(2)
  })

  test('is not made of nothing', async () => {
    await db.execute((sql) => sql`delete from users`)
    const { workers, made } = fakeWorkers()
    await tonight({ workers })
    expect(made).toEqual([])
  })

  test('is skipped and said when room is short', async () => {
    const { workers, made } = fakeWorkers()
    await tonight({ workers, free: (path) => (path === '/data' ? 1_000_000 : 1e12), beside: ['/data'] })
    expect(made).toEqual([])
    const { status, outcome } = await backupState(db)
    expect(status).toBe('failing')
    expect(outcome).toMatch(/^Skipped: \/data has 1 MB free, a backup and its check need \d+ MB\.$/)
  })

  test.each([
    ['cannot be opened', () => Promise.reject(new Error('This backup cannot be used.')), 'cannot be used'],
    ['holds other data', async () => ({ rows: 3, fingerprint: 'g' }), 'holds other data'],
    ['holds fewer rows', async () => ({ rows: 2, fingerprint: 'f' }), 'holds other data'],
  ])('that %s has failed: nothing older is deleted, and it is tried again', async (_, opened, said) => {
    for (const day of [1, 2]) await tonight({ now: () => new Date(Date.UTC(2026, 0, day, 12)) })
    await tonight({ workers: fakeWorkers(opened).workers, keep: 1 })
    expect(await backupState(db)).toMatchObject({ status: 'failing', outcome: expect.stringContaining(said) })
    expect(await readdir(folder)).toHaveLength(3)
    await tonight({ keep: 1 })
    expect(await backupState(db)).toMatchObject({ status: 'failing' })
    await later()
    await tonight({ keep: 1 })
    expect(await backupState(db)).toMatchObject({ status: 'current' })
    expect(await readdir(folder)).toHaveLength(1)
  })

  test('that is stopped leaves its place to the next instance', async () => {
    const stopping = new AbortController()
    const workers = {
      ...fakeWorkers().workers,
      make: async () => {
        stopping.abort()
        throw new Error('killed')
      },
    }
    await backUpTonight(optionsOf({ workers }), stopping.signal)
    expect(await backupState(db)).toEqual({ status: 'none' })
    await tonight({})
    expect(await backupState(db)).toMatchObject({ status: 'current' })
  })
})

test('looks by itself, and stopping waits for what is under way', async () => {
  const begun = Promise.withResolvers<void>()
  let ended = false
  const workers = {
    ...fakeWorkers().workers,
    make: async (_: string, signal: AbortSignal) => {
      const over = new Promise((resolve) => signal.addEventListener('abort', resolve))
      begun.resolve()
      await over
      ended = true
      throw new Error('stopped')
    },
  }
  const stop = startNightly(optionsOf({ workers, first_look_ms: 0 }))
  await begun.promise
  await stop()
  expect(ended).toBe(true)
})
