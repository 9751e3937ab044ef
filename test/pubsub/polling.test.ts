/** Notices by a table: each is heard once, an outage is caught up with, and old ones go. */
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { createLog } from '../../src/log.ts'
import { overPolling } from '../../src/pubsub/polling.ts'
import { dropNotices, readNotices, writeNotice } from '../../src/pubsub/store.ts'
import { testDatabase } from '../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await db.execute((sql) => sql`delete from notices`)
})

const begin = (over: Database = db, interested = () => true) => {
  const heard: string[] = []
  let joins = 0
  const waiting = new Set<() => void>()
  const told = () => {
    for (const look of waiting) look()
  }
  const transport = overPolling({ db: over, log: createLog('silent'), interested })(
    (text) => {
      heard.push(text)
      told()
    },
    () => {
      joins += 1
      told()
    },
  )
  closing.push(transport.close)
  const until = (enough: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => void (enough() && resolve())
      waiting.add(look)
      look()
    })
  return { transport, heard, joins: () => joins, until }
}

test('everybody hears what is sent, once each', async () => {
  const [one, other] = [begin(), begin()]
  for (const text of ['a', 'b', 'c']) one.transport.send(text)
  await Promise.all([one, other].map(({ heard, until }) => until(() => heard.length >= 3)))
  one.transport.send('end')
  await Promise.all([one, other].map(({ heard, until }) => until(() => heard.includes('end'))))
  expect(one.heard.toSorted()).toEqual(['a', 'b', 'c', 'end'])
  expect(other.heard.toSorted()).toEqual(['a', 'b', 'c', 'end'])
  expect(one.joins()).toBe(1)
})

test('after an outage those who wait are told to look for themselves', async () => {
  let is_away = false
  const missed = Promise.withResolvers<void>()
  const query: Database['query'] = (work) => {
    if (!is_away) return db.query(work)
    missed.resolve()
    return Promise.reject(new Error('away'))
  }
  const { until, joins } = begin({ ...db, query })
  await until(() => joins() === 1)
  is_away = true
  await missed.promise
  is_away = false
  await until(() => joins() === 2)
})

test('while nobody waits, news come too, seldom', async () => {
  const { transport, heard, until } = begin(db, () => false)
  transport.send('late')
  await until(() => heard.length === 1)
})

test('old ones are neither read nor kept', async () => {
  await db.execute((sql) => writeNotice(sql, 'old'))
  await db.execute((sql) => sql`update notices set sent_at = now() - interval '1 minute'`)
  await db.execute((sql) => writeNotice(sql, 'new'))
  expect((await db.query(readNotices)).map(({ text }) => text)).toEqual(['new'])
  await db.execute(dropNotices)
  const [row] = await db.query((sql) => sql`select count(*)::integer as n from notices`)
  expect(row?.n).toBe(1)
})
