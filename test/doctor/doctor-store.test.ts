/** The whole examination, and what the server says of itself. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { examine } from '../../src/doctor/doctor.ts'
import { forbiddenTables, serverFacts } from '../../src/doctor/doctor-store.ts'
import { RELEASE, testDatabase } from '../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const model = { probe: async () => ({ status: 'connected' as const }) }
const env = { DATA_DIR: '/none' }
const look = (openDatabase: Parameters<typeof examine>[0]['openDatabase']) =>
  examine({ env, config: loadConfig(env), release: RELEASE, local: 'http://127.0.0.1:1', openDatabase, model })
const lent = () => ({ ...db, close: async () => undefined })

test('the server says what it is and what we may', async () => {
  const facts = await db.query(serverFacts)
  expect(facts).toMatchObject({ encoding: 'UTF8', may_create: true, user_name: 'postgres' })
  expect(facts.version).toBeGreaterThanOrEqual(140_000)
  expect(await db.query(forbiddenTables)).toEqual([])
})

test('everything is looked at, in one order', async () => {
  const found = await look(async () => ({ db: lent(), served: false }))
  const checks = [...new Set(found.map(({ check }) => check))]
  expect(checks.filter((check) => !['clock', 'disk', 'pooler'].includes(check))).toEqual([
    'configuration',
    'database',
    'rights',
    'schema',
    'backups',
    'redis',
    'notifications',
    'mail',
    'webhooks',
    'provider',
    'traces',
    'public url',
  ])
  for (const { status, remedy } of found) if (status === 'failed' || status === 'warning') expect(remedy).toBeTruthy()
})

test('before the first start there is only something to note', async () => {
  const found = await look(async () => undefined)
  expect(found).toContainEqual(expect.objectContaining({ check: 'database', status: 'note' }))
})

test('a database that cannot be opened is a finding, and the rest is looked at all the same', async () => {
  const found = await look(() => Promise.reject(new Error('Nothing listens at db.example:5432.')))
  expect(found).toContainEqual(
    expect.objectContaining({ check: 'database', status: 'failed', message: 'Nothing listens at db.example:5432.' }),
  )
  expect(found.at(-1)?.check).toBe('public url')
})

test('so is one that breaks while it is looked at', async () => {
  const broken = { ...lent(), query: () => Promise.reject(new Error('gone')) }
  const found = await look(async () => ({ db: broken, served: false }))
  expect(found).toContainEqual(expect.objectContaining({ check: 'database', status: 'failed', message: 'gone' }))
})
