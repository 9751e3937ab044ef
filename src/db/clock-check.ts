/** Whether the clock of this machine can be right. Tokens, due days and backups go by it. */
import type { Database } from './database.ts'
import type { DatabaseLog } from './log.ts'
import { StartFailure } from './start-failure.ts'
import { moments } from './store.ts'

/** The data cannot be younger than now; a day is left for clocks that were set by hand. */
const YOUNGER_MAX_MS = 24 * 3_600_000
/** From here on instances do not believe each other's tokens. */
const APART_MAX_MS = 3_600_000
const APART_WARN_MS = 2_000

const day = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, -5)
const SET = 'Set it (timedatectl set-ntp true) and start again.'

/** @throws StartFailure  it is far off */
export const checkClock = async (db: Database, log: DatabaseLog, now = Date.now) => {
  const { database_now, migrated_at } = await db.query(moments)
  const here = now()
  if (migrated_at && here < migrated_at.getTime() - YOUNGER_MAX_MS)
    throw new StartFailure(
      `The clock of this machine says ${day(here)}, but its data was made on ${day(migrated_at.getTime())}. ${SET}`,
    )
  // The embedded database asks the same clock.
  const apart_ms = db.embedded ? 0 : Math.abs(here - database_now.getTime())
  if (apart_ms > APART_MAX_MS)
    throw new StartFailure(
      `The clock of this machine says ${day(here)}, the one of the database ${day(database_now.getTime())}. ${SET}`,
    )
  if (apart_ms > APART_WARN_MS) log.warn({ apart_ms }, 'the clocks of this machine and the database differ')
}
