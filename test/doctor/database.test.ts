/** Version, clock, rights, schema and backups, each as it should be and as it should not. */
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { checkBackups, checkDatabase } from '../../src/doctor/database.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { RELEASE, testDatabase } from '../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
afterEach(() => db.execute((sql) => sql`delete from daily_jobs`))

const patient = (more: Partial<Parameters<typeof checkDatabase>[0]> = {}, env: Record<string, string> = {}) => ({
  db,
  config: loadConfig(env),
  release: RELEASE,
  served: false,
  ...more,
})
/** The same database, but it says this of itself. */
const claiming = (facts: object): Database => {
  const told = [
    {
      version: 150_000,
      version_text: '15.0',
      now: new Date(),
      user_name: 'app',
      may_create: true,
      encoding: 'UTF8',
      ...facts,
    },
  ]
  let first = true
  const query: Database['query'] = (work) => {
    if (!first) return db.query(work)
    first = false
    return work((async () => told) as never)
  }
  return { ...db, embedded: false, query }
}
const only = (found: Finding[], check: string) => found.find((one) => one.check === check)

test('all is well with a new database', async () => {
  const found = await checkDatabase(patient())
  expect(found.map(({ status }) => status)).not.toContain('failed')
  expect(only(found, 'schema')?.message).toMatch(/^All \d+ migrations are applied and unchanged\.$/)
})

test.each([
  ['database', { version: 130_000, version_text: '13.9' }, 'failed', /13\.9 is too old/],
  ['database', { encoding: 'SQL_ASCII' }, 'failed', /stores SQL_ASCII/],
  ['clock', { now: new Date(Date.now() - 3_600_000) }, 'warning', /differ by 3\d{3} s/],
  ['clock', {}, 'ok', /agree/],
  ['rights', { may_create: false }, 'warning', /may not change the schema/],
])('%s: %j is %s', async (check, facts, status, words) => {
  const found = only(await checkDatabase(patient({ db: claiming(facts) })), check)
  expect(found).toMatchObject({ status, message: expect.stringMatching(words) })
})

test('a transaction pooler is said, and the way around it', async () => {
  const pooled = { ...claiming({}), pooled: true }
  const alone = only(await checkDatabase(patient({ db: pooled })), 'pooler')
  expect(alone).toMatchObject({ status: 'note', remedy: expect.stringContaining('DATABASE_LISTEN_URL') })
  const env = { DATABASE_LISTEN_URL: 'postgres://h' }
  const around = only(await checkDatabase(patient({ db: { ...claiming({}), pooled: true } }, env)), 'pooler')
  expect(around?.status).toBe('ok')
})

test('the owner’s address may change the schema instead', async () => {
  const env = { DATABASE_URL: 'postgres://h', DATABASE_MIGRATION_URL: 'postgres://h' }
  const found = await checkDatabase(patient({ db: claiming({ may_create: false }) }, env))
  expect(only(found, 'rights')?.status).toBe('ok')
})

test('a changed migration and a newer release are found', async () => {
  await db.execute((sql) => sql`update schema_migrations set checksum = 'x' where version = 1`)
  expect(only(await checkDatabase(patient()), 'schema')).toMatchObject({ status: 'failed', remedy: expect.any(String) })
  await db.execute((sql) => sql`update schema_migrations set checksum = null where version = 1`)
  expect(only(await checkDatabase(patient()), 'schema')?.status).toBe('ok')
})

test('an empty database is only noted', async () => {
  const bare = await testDatabase({ migrated: false })
  const found = await checkDatabase(patient({ db: bare }))
  expect(only(found, 'schema')).toMatchObject({ status: 'note' })
  expect(await checkBackups(patient({ db: bare }))).toEqual([])
  await bare.close()
})

test('backups: none yet, current, stopped, failing, none wanted', async () => {
  const state = async (act: Parameters<Database['execute']>[0] | undefined, env = {}) => {
    if (act) await db.execute(act)
    return (await checkBackups(patient({}, env)))[0]
  }
  expect(await state(undefined)).toMatchObject({ status: 'note', message: 'No nightly backup yet.' })
  await db.execute((sql) => sql`insert into daily_jobs (name, ran_on, succeeded_at) values ('backup', now(), now())`)
  expect(await state(undefined)).toMatchObject({ status: 'ok' })
  expect(await state((sql) => sql`update daily_jobs set succeeded_at = now() - interval '3 days'`)).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('72.0 h old'),
  })
  expect(await state((sql) => sql`update daily_jobs set outcome = 'no room', lease_until = now()`)).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('no room'),
  })
  expect(await state(undefined, { DATABASE_URL: 'postgres://h' })).toMatchObject({ status: 'note' })
})
