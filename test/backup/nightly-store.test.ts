/** Whose turn a night's backup is, on whatever instance. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import {
  claimNight,
  databaseBytes,
  finishNight,
  isEmpty,
  postponeNight,
  readNight,
  releaseNight,
} from '../../src/backup/nightly-store.ts'
import type { Database } from '../../src/db/database.ts'
import { testDatabase } from '../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(() => db.execute((sql) => sql`delete from daily_jobs`))

const claim = (night = '2026-11-21') => db.execute((sql) => claimNight(sql, night))

test('one of many gets the night, and nobody a second time', async () => {
  const claims = await Promise.all([claim(), claim(), claim()])
  expect(claims.filter(Boolean)).toHaveLength(1)
  await db.execute((sql) => finishNight(sql, '2026-11-21', 'made'))
  expect(await claim()).toBe(false)
  expect(await claim('2026-11-20')).toBe(false)
  expect(await claim('2026-11-22')).toBe(true)
})

test('after a failure it waits, after a death its lease, after a release nobody', async () => {
  expect(await claim()).toBe(true)
  await db.execute((sql) => postponeNight(sql, 'no room', 60))
  expect(await claim()).toBe(false)
  expect(await db.query(readNight)).toEqual({ age_seconds: null, outcome: 'no room', failing: true })
  await db.execute((sql) => sql`update daily_jobs set lease_until = now() - interval '1 second'`)
  expect(await claim()).toBe(true)
  expect(await db.query(readNight)).toMatchObject({ failing: false })
  await db.execute(releaseNight)
  expect(await claim()).toBe(true)
})

test('tells how the last one went', async () => {
  expect(await db.query(readNight)).toBeUndefined()
  await claim()
  await db.execute((sql) => finishNight(sql, '2026-11-21', 'made'))
  const row = await db.query(readNight)
  expect(row).toMatchObject({ outcome: 'made', failing: false })
  expect(row?.age_seconds).toBeWithin(0, 60)
})

test('knows an empty database, and how large it is', async () => {
  expect(await db.query(isEmpty)).toBe(true)
  await db.execute((sql) => sql`insert into users (id, email, name) values (gen_random_uuid(), 'a@x.example', 'a')`)
  expect(await db.query(isEmpty)).toBe(false)
  await db.execute((sql) => sql`delete from users`)
  expect(await db.query(databaseBytes)).toBeGreaterThan(1_000_000)
})
