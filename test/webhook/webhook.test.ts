/** Which addresses a webhook may have, and how its secret is kept. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { putMessages } from '../../src/reminder/outbox-store.ts'
import { createWebhooks, openSecret, WEBHOOKS_MAX } from '../../src/webhook/webhook.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'

const SECRETS = ['a secret that seals', 'the one before'] as const
let db: Database
let ada: Caller
beforeEach(async () => {
  db = await testDatabase()
  ada = await person(db, 'ada')
})
afterEach(() => db.close())
const webhooks = (allow_private = false) => createWebhooks({ db, secrets: SECRETS, allow_private })

describe('an address', () => {
  test.each([
    'http://example.org/hook',
    'ftp://example.org',
    'not an address',
    'https://user:pass@example.org',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.0.0.5/x',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/',
    'https://printer.local/',
  ])('%s is refused', async (url) => {
    expect(String(await errorOf(webhooks().create(ada, { url })))).toContain('address')
  })

  test('that is private is taken where the operator allows it', async () => {
    const { value } = await webhooks(true).create(ada, { url: 'http://127.0.0.1:9/hook' })
    expect(value.url).toBe('http://127.0.0.1:9/hook')
    expect(String(await errorOf(webhooks(true).create(ada, { url: 'file:///etc/passwd' })))).toContain('https')
  })
})

test('the secret is shown once, the same for a repeat, and is sealed where it lies', async () => {
  const claim = { route: 'POST /webhooks', key: 'k', body: {} }
  const first = await webhooks().create(ada, { url: 'https://example.org/' }, claim)
  const again = await webhooks().create(ada, { url: 'https://example.org/' }, claim)
  expect(again).toEqual({ ...first, replayed: true })
  const [row] = await db.query((sql) => sql`select secret from webhooks`)
  expect(row?.secret).not.toContain(first.value.secret)
  expect(openSecret(SECRETS, row?.secret)).toBe(first.value.secret)
  expect(openSecret(['another'], row?.secret)).toBeUndefined()
  expect(JSON.stringify(await webhooks().list(ada))).not.toContain('whsec_')
  const kept = await db.query((sql) => sql`select answer::text as answer from idempotency_keys`)
  expect(JSON.stringify(kept)).not.toContain('whsec_')
})

test('are bounded, and go with what waits for them', async () => {
  for (let n = 0; n < WEBHOOKS_MAX; n += 1) await webhooks().create(ada, { url: `https://example.org/${n}` })
  expect(String(await errorOf(webhooks().create(ada, { url: 'https://example.org/x' })))).toContain('which is the most')
  const [first] = await webhooks().list(ada)
  await webhooks().remove(ada, first?.id ?? '')
  expect(await webhooks().list(ada)).toHaveLength(WEBHOOKS_MAX - 1)
  expect(String(await errorOf(webhooks().remove(ada, first?.id ?? '')))).toContain('not found')
})

test('are in the record of their person, made and removed once', async () => {
  const { value } = await webhooks().create(ada, { url: 'https://example.org/' })
  await webhooks().remove(ada, value.id)
  expect(await errorOf(webhooks().remove(ada, value.id))).toMatchObject({ code: 'not_found' })
  const rows = await db.query(
    (sql) => sql`select act, facts from audit_entries where user_id = ${ada.user_id} order by seq`,
  )
  expect(rows).toMatchObject([
    { act: 'webhook_made', facts: { id: value.id } },
    { act: 'webhook_removed', facts: { id: value.id } },
  ])
})

test('the overview has the last deliveries of each, newest first, and nobody else’s', async () => {
  const [first, second] = [
    (await webhooks().create(ada, { url: 'https://example.org/1' })).value,
    (await webhooks().create(ada, { url: 'https://example.org/2' })).value,
  ]
  const eve = await person(db, 'eve')
  await webhooks().create(eve, { url: 'https://example.org/eve' })
  for (let n = 0; n < 7; n += 1) {
    const parts = { user_id: ada.user_id, channel: 'webhook', target: first.id, kind: 'task.created' }
    await db.transaction((sql) => putMessages(sql, [{ ...parts, ring_id: newId() }]))
  }
  const [one, two] = await webhooks().overview(ada)
  expect([one?.id, one?.latest.length, two?.id, two?.latest]).toEqual([first.id, 5, second.id, []])
  const page = await webhooks().deliveries(ada, first.id, { limit: 5 })
  expect(one?.latest).toMatchObject(page.data)
  expect(await webhooks().overview(eve)).toMatchObject([{ url: 'https://example.org/eve', latest: [] }])
})
