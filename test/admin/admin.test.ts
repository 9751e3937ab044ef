/** What administrators look at: days without any are there, what is at work is counted, backups are listed. */
import { afterEach, beforeEach, expect, test } from 'bun:test'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createAdmin } from '../../src/admin/admin.ts'
import type { Database } from '../../src/db/database.ts'
import { createLog } from '../../src/log.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { freshFolder } from '../support/folder.ts'
import { person } from '../support/people.ts'

let db: Database
let folder: Awaited<ReturnType<typeof freshFolder>>
beforeEach(async () => {
  db = await testDatabase()
  folder = await freshFolder()
})
afterEach(async () => {
  await db.close()
  await folder.remove()
})

const adminOn = (changes = {}) =>
  createAdmin({
    db,
    log: createLog('silent'),
    version: '9.9.9',
    config: { DATABASE_URL: undefined, DATA_DIR: folder.path, BACKUP_DIR: undefined, BACKUP_KEEP: 30, ...changes },
  })

test('usage has thirty days up to today, summed over everybody', async () => {
  for (const name of ['ada', 'bob']) {
    const { user_id } = await person(db, name)
    await db.execute(
      (sql) => sql`
        insert into daily_usage (user_id, day, tokens)
        select ${user_id}, (now() at time zone 'UTC')::date - ago, 10 from unnest(array[0, 29, 30]) ago`,
    )
  }
  const days = await adminOn().usageOfAll()
  expect(days).toHaveLength(30)
  expect(days.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), tokens: 20, people: 2 })
  expect(days[0]).toMatchObject({ tokens: 20, people: 2 })
  expect(days[1]).toMatchObject({ tokens: 0, people: 0 })
})

test('the state counts people and what is at work', async () => {
  const { user_id } = await person(db, 'ada')
  await db.execute((sql) => sql`update users set is_admin = true where id = ${user_id}`)
  const state = await adminOn().state()
  expect(state).toMatchObject({ version: '9.9.9', people: 1, administrators: 1, queued: 0, running: 0, owners: 0 })
  expect(state.schema).toBe(state.newest_schema)
  expect(state.bytes).toBeGreaterThan(0)
})

test('backups are listed newest first, off where none are made', async () => {
  const backups = join(folder.path, 'backups')
  await mkdir(backups)
  for (const day of [1, 2]) await Bun.write(join(backups, `nightly-2026-01-0${day}T03-00-00Z.tdc`), 'x'.repeat(day))
  await Bun.write(join(backups, 'by-hand.tdc'), 'x')
  const shown = await adminOn().backups()
  expect(shown).toMatchObject({ folder: backups, status: 'none', ready: false, making: false })
  expect(shown.files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['nightly-2026-01-02T03-00-00Z.tdc', 2],
    ['nightly-2026-01-01T03-00-00Z.tdc', 1],
  ])
  expect(await adminOn({ DATABASE_URL: 'postgres://x/y' }).backups()).toMatchObject({ status: 'off', files: [] })
})

test('one that is asked for is recorded, made once at a time, and a failure does not stay', async () => {
  const admin = adminOn()
  const ada = await person(db, 'ada')
  expect(await errorOf(admin.backUpNow(ada))).toMatchObject({ code: 'conflict' })
  const { promise, reject } = Promise.withResolvers<void>()
  admin.backUpBy(() => promise)
  await admin.backUpNow(ada)
  expect(await admin.backups()).toMatchObject({ ready: true, making: true })
  expect(await errorOf(admin.backUpNow(ada))).toMatchObject({ code: 'conflict' })
  reject(new Error('no room'))
  while ((await admin.backups()).making) await Bun.sleep(1)
  const acts = await db.query((sql) => sql`select act from audit_entries where user_id = ${ada.user_id}`)
  expect(acts.map(({ act }) => act)).toEqual(['backup_made'])
})
