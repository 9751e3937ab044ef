/** A flush that is under way when its run is taken over: whichever comes first, the log has no two events of one number. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/lib/id.ts'
import { appendFlushes, type Flush, lastSeq } from '../../src/run/log/store.ts'
import { claimExpired, insertRun } from '../../src/run/store.ts'
import { SERVER_URL, testDatabase } from '../support/database.ts'
import { person } from '../support/people.ts'

if (!SERVER_URL) console.warn('LEFT OUT: tests of several instances need DATABASE_URL.')
else
  describe('a late flush', () => {
    const [OLD, NEW] = [newId(), newId()]
    let db: Database
    let user_id: string
    beforeAll(async () => {
      db = await testDatabase()
      user_id = (await person(db, 'ada')).user_id
    })
    afterAll(() => db.close())

    const expiredRun = async (): Promise<string> => {
      const [thread_id, id] = [newId(), newId()]
      await db.execute((sql) => sql`insert into threads (user_id, id) values (${user_id}, ${thread_id})`)
      await db.execute((sql) => insertRun(sql, { id, user_id, thread_id, message_id: newId(), owner: OLD }))
      await db.execute((sql) => sql`update runs set lease_until = now() - interval '1 second' where id = ${id}`)
      return id
    }
    const flushOf = (id: string): Flush => ({
      user_id,
      run_id: id,
      attempt: 1,
      first_seq: 1,
      events: [{ type: 'progress_update', text: 'late' }],
    })
    const claim = async () => (await db.query((sql) => claimExpired(sql, NEW))).map(({ id }) => id)

    test('that came first keeps the run until it is in the log', async () => {
      const run = await expiredRun()
      const [appended, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const flushing = db.transaction(async (sql) => {
        const kept = await appendFlushes(sql, OLD, [flushOf(run)])
        appended.resolve()
        await done.promise
        return kept
      })
      await appended.promise
      expect(await claim()).toEqual([])
      done.resolve()
      expect(await flushing).toEqual(new Set([run]))
      expect(await claim()).toEqual([run])
      expect(await db.query((sql) => lastSeq(sql, user_id, run))).toBe(1)
    })

    test('that came second changes nothing and is told so', async () => {
      const run = await expiredRun()
      expect(await claim()).toEqual([run])
      expect(await db.query((sql) => appendFlushes(sql, OLD, [flushOf(run)]))).toEqual(new Set())
      expect(await db.query((sql) => lastSeq(sql, user_id, run))).toBe(0)
    })

    test('that meets a take-over under way waits for it and then changes nothing', async () => {
      const run = await expiredRun()
      const [claimed, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const claiming = db.transaction(async (sql) => {
        await claimExpired(sql, NEW)
        claimed.resolve()
        await done.promise
      })
      await claimed.promise
      const flushing = db.query((sql) => appendFlushes(sql, OLD, [flushOf(run)]))
      done.resolve()
      await claiming
      expect(await flushing).toEqual(new Set())
      expect(await db.query((sql) => lastSeq(sql, user_id, run))).toBe(0)
    })
  })
