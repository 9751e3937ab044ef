/** When digests are written: once a day in the person’s zone, by one instance, and never for days that were missed. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { createLog } from '../../src/log.ts'
import { startDigests, writeDigests } from '../../src/mail/digest.ts'
import { testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

let db: Database
beforeEach(async () => {
  db = await testDatabase()
})
afterEach(() => db.close())

const reader = async (name: string, time_zone: string, digest_at: string) => {
  const who = await person(db, name, time_zone)
  await prefer(who, { digest_at })
  return who
}
const prefer = ({ user_id }: Caller, preferences: object) =>
  db.execute(
    (sql) => sql`
      update users set preferences = (${JSON.stringify(preferences)}::text)::jsonb where id = ${user_id}`,
  )
const at = (iso: string) => writeDigests(db, new Date(iso))

test('each person’s comes at their hour, once a day, however often somebody looks', async () => {
  await reader('ada', 'Europe/Berlin', '07:00')
  await reader('bob', 'America/New_York', '07:00')
  await person(db, 'eve', 'Europe/Berlin')
  expect(await at('2026-11-20T05:59:00Z')).toBe(0)
  expect(await at('2026-11-20T06:00:00Z')).toBe(1)
  expect(await at('2026-11-20T06:01:00Z')).toBe(0)
  expect(await at('2026-11-20T12:00:00Z')).toBe(1)
  expect(await at('2026-11-21T06:00:00Z')).toBe(1)
  const rows = await db.query((sql) => sql`select kind, channel, body from outbox order by created_at limit 10`)
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatchObject({ kind: 'digest', channel: 'mail', body: { day: '2026-11-20' } })
})

test('two instances that look at once write one', async () => {
  await reader('ada', 'UTC', '07:00')
  const counts = await Promise.all(Array.from({ length: 5 }, () => at('2026-11-20T07:00:00Z')))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
})

describe('a day on which nothing served', () => {
  test('is made up for two hours, not longer, and not later', async () => {
    await reader('ada', 'UTC', '07:00')
    expect(await at('2026-11-20T09:00:00Z')).toBe(0)
    expect(await at('2026-11-21T08:59:00Z')).toBe(1)
    expect(await at('2026-11-25T07:00:00Z')).toBe(1)
  })

  test('ends at midnight', async () => {
    await reader('ada', 'UTC', '23:30')
    expect(await at('2026-11-21T00:10:00Z')).toBe(0)
    expect(await at('2026-11-21T23:30:00Z')).toBe(1)
  })
})

test('midnight itself is an hour', async () => {
  await reader('ada', 'UTC', '00:00')
  expect(await at('2026-11-20T00:00:00Z')).toBe(1)
  expect(await at('2026-11-20T23:59:00Z')).toBe(0)
})

test('the clock changes of the year make neither two nor none', async () => {
  await reader('ada', 'Europe/Berlin', '02:30')
  const looked: number[] = []
  for (const night of ['2026-03-29', '2026-10-25']) {
    let count = 0
    for (let minute = 0; minute < 300; minute += 5)
      count += await at(new Date(Date.parse(`${night}T00:00:00Z`) + minute * 60_000).toISOString())
    looked.push(count)
  }
  expect(looked).toEqual([1, 1])
})

test('a move to another zone does not bring a second one for the same day', async () => {
  const ada = await reader('ada', 'Asia/Tokyo', '07:00')
  expect(await at('2026-11-19T22:00:00Z')).toBe(1)
  await db.execute((sql) => sql`update users set time_zone = 'Europe/Berlin' where id = ${ada.user_id}`)
  expect(await at('2026-11-20T06:00:00Z')).toBe(0)
  expect(await at('2026-11-21T06:00:00Z')).toBe(1)
})

test('a disabled account gets none, and a choice taken back ends it', async () => {
  const [ada, bob] = [await reader('ada', 'UTC', '07:00'), await reader('bob', 'UTC', '07:00')]
  await db.execute((sql) => sql`update users set disabled_at = now() where id = ${ada.user_id}`)
  await prefer(bob, {})
  expect(await at('2026-11-20T07:00:00Z')).toBe(0)
})

test('many are written in several steps', async () => {
  await db.execute(
    (sql) => sql`
      insert into users (id, email, name, preferences)
      select gen_random_uuid(), 'u' || n || '@example.org', 'u', '{"digest_at":"07:00"}' from generate_series(1, 450) n`,
  )
  expect(await at('2026-11-20T07:00:00Z')).toBe(450)
  expect(await at('2026-11-20T07:01:00Z')).toBe(0)
})

test('it looks by itself until it is stopped', async () => {
  const stop = startDigests(db, createLog('silent'))
  stop()
})
