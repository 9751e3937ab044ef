/** The secret calendar address: it gives read-only access to tasks that have a date or a reminder. */
import type { Caller } from '../account/schema.ts'
import { hashSecret, newSecret } from '../account/secret.ts'
import { provedBy, record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { notFound } from '../errors.ts'
import { addDays, wallOf } from '../lib/calendar.ts'
import { sharedNow } from '../lib/clock.ts'
import { versionOf } from '../lib/version.ts'
import type { Log } from '../log.ts'
import { type ComponentKind, toFollowedIcs } from '../task/export/ics.ts'
import { selectTasks } from '../task/list-store.ts'
import { toTask } from '../task/mutations.ts'
import { deleteFeed, type FeedHolder, findFeed, findHolder, putFeed, touchFeed } from './store.ts'

const TOKEN = /^[\w-]{43}$/
/** What a calendar program is given at most: it holds all of them in memory, and so do we while we write. */
export const FEED_TASKS_MAX = 1_500
/** Open tasks that are overdue for longer are of no use in a calendar. */
const OVERDUE_DAYS = 365
/** Raised when the same tasks are written in another way, so that every calendar asks for them again. */
const EDITION = 2

interface FeedDeps {
  db: Database
  log: Log
  /** Address of this site, without a slash at its end. */
  url: string
}

interface FeedRequest {
  kinds: readonly ComponentKind[]
  now?: Date
}

/** What a calendar program asks for: known at once by its version, written only if that is new to it. */
interface FeedAnswer {
  user_id: string
  version: string
  write: () => Promise<string>
}

export const createFeeds = ({ db, log, url }: FeedDeps) => {
  const write = async ({ user_id, time_zone }: FeedHolder, kinds: readonly ComponentKind[], now: Date) => {
    const dated_from = addDays(wallOf(now, time_zone).day, -OVERDUE_DAYS)
    const query = { status: 'pending', dated_from } as const
    const rows = await db.query((sql) => selectTasks(sql, user_id, query, { limit: FEED_TASKS_MAX }))
    return toFollowedIcs(rows.map(toTask), { time_zone, url, kinds }, now)
  }

  const touch = async (user_id: string) => {
    // A courtesy to the person; a full disk must not keep calendars from reading.
    await db
      .execute((sql) => touchFeed(sql, user_id))
      .catch((error) => log.warn({ err: error }, 'use of a calendar address was not noted'))
  }

  return {
    /** Makes an address, and ends the one there was. The only time it is shown. */
    async make(caller: Caller) {
      const token = newSecret()
      const created_at = await db.transaction(async (sql) => {
        await record(sql, caller.user_id, 'calendar_made', provedBy(caller))
        return putFeed(sql, caller.user_id, hashSecret(token))
      })
      return { url: `${url}/feed/${token}.ics`, created_at: created_at.toISOString() }
    },

    /** @throws not_found  there is none */
    async end(caller: Caller): Promise<void> {
      const ended = await db.transaction(async (sql) => {
        const there_was = await deleteFeed(sql, caller.user_id)
        if (there_was) await record(sql, caller.user_id, 'calendar_ended', provedBy(caller))
        return there_was
      })
      if (!ended) throw notFound('A calendar address')
    },

    /** Since when there is an address and when it was last used; undefined without one. */
    async find({ user_id }: Caller) {
      const row = await db.query((sql) => findFeed(sql, user_id))
      return row && { created_at: row.created_at.toISOString(), used_at: row.used_at?.toISOString() ?? null }
    },

    /** @throws not_found  unknown or ended, or of a disabled person */
    async read(token: string, { kinds, now = sharedNow() }: FeedRequest): Promise<FeedAnswer> {
      const holder = TOKEN.test(token) ? await db.query((sql) => findHolder(sql, hashSecret(token))) : undefined
      if (!holder) throw notFound('This calendar')
      if (holder.stale) await touch(holder.user_id)
      const { user_id, time_zone, last_change_id } = holder
      const day = wallOf(now, time_zone).day
      const version = versionOf({ EDITION, kinds, time_zone, last_change_id, year: day.slice(0, 4), url })
      return { user_id, version, write: () => write(holder, kinds, now) }
    },
  }
}
export type Feeds = ReturnType<typeof createFeeds>
