/** The ways in which people are reached, as the program wires them. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { loadConfig } from '../src/config.ts'
import type { Database } from '../src/db/database.ts'
import { createLog } from '../src/log.ts'
import { createReach } from '../src/reach.ts'
import { testDatabase } from './support/database.ts'
import { person } from './support/people.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const reach = (env: Record<string, string> = {}) =>
  createReach({
    config: loadConfig({ JWT_SECRET: 'a secret of the tests, long enough for it', ...env }),
    db,
    log: createLog('silent'),
    owner: crypto.randomUUID(),
    note: () => undefined,
  })

test('links begin with the public address', async () => {
  const { verbs } = reach({ PUBLIC_URL: 'https://todo.example/' })
  expect((await verbs.feed.make(await person(db, 'ada'))).url).toStartWith('https://todo.example/feed/')
})

test('what was begun can be stopped', async () => {
  for (const stop of reach().start()) await stop()
})
