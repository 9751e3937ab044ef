/** The same keyed message, sent many times at once to two instances: one effect, and everybody is answered. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { migrateUp } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { freshServerDatabase, RELEASE, SERVER_URL, testDatabase } from '../support/database.ts'
import { allEvents } from '../support/sse.ts'

const instances: TestApp[] = []
const ending: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const dbs: Database[] = []
  if (SERVER_URL) {
    const { url, drop } = await freshServerDatabase(SERVER_URL)
    dbs.push(openPostgres(url, { pool_max: 20 }), openPostgres(url, { pool_max: 20 }))
    await migrateUp(dbs[0] as Database, { release: RELEASE })
    ending.push(drop)
  } else dbs.push(await testDatabase())
  for (const db of dbs) ending.unshift(() => db.close())
  for (const at of [0, 1]) instances.push(await testApp({ db: dbs[at] ?? (dbs[0] as Database), pace_ms: 2 }))
})
afterAll(async () => {
  for (const it of instances) await it.close()
  for (const end of ending) await end()
})

test('fifty equal sends are one run, and all are answered whole', async () => {
  const [first] = instances as [TestApp]
  const { token } = await first.signUp()
  const made = await first.call('POST', '/api/v1/chatkit/sessions', { token })
  const { id } = (await made.json()) as { id: string }
  const send = (it: TestApp) =>
    it.call('POST', `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`, {
      token,
      body: { message: { content: [{ type: 'input_text', text: 'add milk' }] } },
      headers: { 'idempotency-key': 'the-same' },
    })
  const sent = await Promise.all(Array.from({ length: 50 }, (_, at) => send(instances[at % 2] ?? first)))
  const statuses = Map.groupBy(sent, ({ status }) => status)
  expect([...statuses.keys()]).toEqual([200])
  expect(new Set(sent.map(({ headers }) => headers.get('x-run-id'))).size).toBe(1)
  expect(sent.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(49)
  const texts = new Set(
    (await Promise.all(sent.map(allEvents))).map((events) =>
      JSON.stringify(events.map(({ id, data }) => [id, data.type])),
    ),
  )
  expect(texts.size).toBe(1)
  const tasks = await first.call('GET', '/api/v1/tasks', { token })
  expect(((await tasks.json()) as { tasks: unknown[] }).tasks).toHaveLength(1)
})
