/**
 * Digests: each person's once a day, at the hour they chose, by whichever instance looks first. What could not be sent within
 * two hours, because nothing served, is left out: yesterday's digest is of no use.
 */
import type { Database } from '../db/database.ts'
import { floating, wallOf } from '../lib/calendar.ts'
import { sharedNow } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import type { Log } from '../log.ts'
import { putMessages } from '../reminder/outbox-store.ts'
import { DIGEST } from './channel.ts'
import { digestZones, takeDigests, type ZoneClock } from './store.ts'

const LOOK_MS = 60_000
const LATE_MINUTES = 120
/** People whose digests one transaction writes. */
const TAKEN_MAX = 200

/** Times are text, so “before midnight” is a text that comes before all of them. */
const BEFORE_ALL = ''

const clockOf = (time_zone: string, now: Date): ZoneClock => {
  const { day, time } = wallOf(now, time_zone)
  const from = new Date(floating(day, time).getTime() - LATE_MINUTES * 60_000).toISOString()
  return { time_zone, day, time, from: from.startsWith(day) ? from.slice(11, 16) : BEFORE_ALL }
}

/** Writes the digests that are due; answers how many. */
export const writeDigests = async (db: Database, now = sharedNow()): Promise<number> => {
  const zones = await db.query(digestZones)
  if (zones.length === 0) return 0
  const clocks = zones.map((time_zone) => clockOf(time_zone, now))
  let written = 0
  for (;;) {
    const taken = await db.transaction(async (sql) => {
      const due = await takeDigests(sql, clocks, TAKEN_MAX)
      const messages = due.map(({ user_id, day }) => ({
        user_id,
        channel: 'mail',
        target: DIGEST,
        kind: DIGEST,
        ring_id: newId(),
        body: { day },
      }))
      await putMessages(sql, messages)
      return due.length
    })
    written += taken
    if (taken < TAKEN_MAX) return written
  }
}

/** Looks every minute; gives the way to stop it. */
export const startDigests = (db: Database, log: Log) => {
  const look = () =>
    writeDigests(db).catch((error) => log.warn({ err: error }, 'digests could not be written; it is tried again'))
  const timer = setInterval(look, LOOK_MS)
  void look()
  return () => clearInterval(timer)
}
