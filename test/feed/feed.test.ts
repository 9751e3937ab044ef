/** The secret address and what it gives. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { createFeeds, FEED_TASKS_MAX, type Feeds } from '../../src/feed/feed.ts'
import { createLog } from '../../src/log.ts'
import { COMPONENT_KINDS } from '../../src/task/export/ics.ts'
import { testDatabase } from '../support/database.ts'
import { errorOf } from '../support/failure.ts'
import { person } from '../support/people.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const all = { kinds: COMPONENT_KINDS, now: NOW }
let db: Database
let feeds: Feeds
beforeAll(async () => {
  db = await testDatabase()
  feeds = createFeeds({ db, log: createLog('silent'), url: 'https://todo.example' })
})
afterAll(() => db.close())

/** Tasks of the person, written as they are: id, due day, status. */
const put = (caller: Caller, tasks: [number, string | null, string?][]) =>
  db.execute(async (sql) => {
    await sql`
      insert into tasks (user_id, id, title, due_on, status)
      select ${caller.user_id}::uuid, t.id, 'Task ' || t.id, t.due_on, t.status
      from jsonb_to_recordset((${JSON.stringify(tasks.map(([id, due_on, status = 'pending']) => ({ id, due_on, status })))}::text)::jsonb)
        as t(id integer, due_on date, status text)`
    await sql`update users set last_change_id = last_change_id + ${tasks.length} where id = ${caller.user_id}`
  })
const tokenOf = (url: string) => /\/feed\/([\w-]{43})\.ics$/.exec(url)?.[1] ?? ''
const made = async (caller: Caller) => tokenOf((await feeds.make(caller)).url)
const titles = (text: string) => [...text.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, title]) => title)

test('holds open tasks with a date, soonest first, and no very old ones', async () => {
  const ada = await person(db, 'ada', 'Europe/Berlin')
  await put(ada, [
    [1, '2026-12-24'],
    [2, null],
    [3, '2026-11-19'],
    [4, '2026-11-30', 'completed'],
    [5, '2024-01-01'],
  ])
  const { write, user_id } = await feeds.read(await made(ada), { ...all, kinds: ['vevent'] })
  expect(user_id).toBe(ada.user_id)
  expect(titles(await write())).toEqual(['Task 3', 'Task 1'])
})

test('holds what rings without being due, at the moment at which it rings', async () => {
  const ada = await person(db, 'ada', 'Europe/Berlin')
  await put(ada, [[1, null]])
  await db.execute((sql) => sql`update tasks set remind_at = '2026-11-21 17:00' where user_id = ${ada.user_id}`)
  const { write } = await feeds.read(await made(ada), { ...all, kinds: ['vevent'] })
  const text = await write()
  expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261121T170000')
  expect(text).toContain('TRIGGER;VALUE=DATE-TIME:20261121T160000Z')
})

test('is bounded', async () => {
  const ada = await person(db, 'ada')
  await put(
    ada,
    Array.from({ length: FEED_TASKS_MAX + 5 }, (_, at) => [at + 1, '2026-12-24']),
  )
  const { write } = await feeds.read(await made(ada), { ...all, kinds: ['vtodo'] })
  expect(titles(await write())).toHaveLength(FEED_TASKS_MAX)
})

test('has another version after every change, zone and kind, and the same one otherwise', async () => {
  const ada = await person(db, 'ada')
  const token = await made(ada)
  const versions = [(await feeds.read(token, all)).version]
  expect((await feeds.read(token, { ...all, now: new Date('2026-11-30T00:00:00Z') })).version).toBe(versions[0] ?? '')
  versions.push((await feeds.read(token, { ...all, kinds: ['vevent'] })).version)
  await put(ada, [[1, '2026-12-24']])
  versions.push((await feeds.read(token, all)).version)
  await db.execute((sql) => sql`update users set time_zone = 'Asia/Tokyo' where id = ${ada.user_id}`)
  versions.push((await feeds.read(token, all)).version)
  versions.push((await feeds.read(token, { ...all, now: new Date('2027-06-01T00:00:00Z') })).version)
  expect(new Set(versions).size).toBe(5)
})

test('is one for each person: a new one ends the former, and each reads its own', async () => {
  const [ada, bob] = [await person(db, 'ada'), await person(db, 'bob')]
  await put(ada, [[1, '2026-12-24']])
  const former = await made(ada)
  const token = await made(ada)
  expect(await errorOf(feeds.read(former, all))).toMatchObject({ code: 'not_found' })
  expect(titles(await (await feeds.read(await made(bob), all)).write())).toEqual([])
  await feeds.end(ada)
  expect(await errorOf(feeds.read(token, all))).toMatchObject({ code: 'not_found' })
  expect(await errorOf(feeds.end(ada))).toMatchObject({ code: 'not_found' })
  expect(await feeds.find(ada)).toBeUndefined()
  expect(await feeds.find(bob)).toBeDefined()
})

test('is in the record of its person', async () => {
  const ada = await person(db, 'ada')
  await made(ada)
  await feeds.end(ada)
  const acts = await db.query((sql) => sql`select act from audit_entries where user_id = ${ada.user_id} order by seq`)
  expect(acts.map(({ act }) => act)).toEqual(['calendar_made', 'calendar_ended'])
})

test('tells its person when it was last read, and keeps no secret', async () => {
  const ada = await person(db, 'ada')
  const token = await made(ada)
  expect((await feeds.find(ada))?.used_at).toBeNull()
  await feeds.read(token, all)
  expect((await feeds.find(ada))?.used_at).toEndWith('Z')
  const kept = await db.query((sql) => sql`select * from calendar_feeds where user_id = ${ada.user_id}`)
  expect(JSON.stringify(kept)).not.toContain(token)
})

test.each(['', 'x', 'x'.repeat(43), '../../etc/passwd', 'é'.repeat(43)])('%j opens nothing', async (token) => {
  expect(await errorOf(feeds.read(token, all))).toMatchObject({ code: 'not_found' })
})
