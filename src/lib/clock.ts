/**
 * The time that instances share: the database's, so that what one instance writes after another also says so. Until the
 * first reading, and without a database, it is this machine's.
 */

let reading: { at_ms: number; ticks_ms: number } | undefined

/** Sets the shared clock by a reading of the database's, which was asked for at `asked_ms` and came just now; without one it is this machine's again. */
export const setClock = (database: Date | undefined, asked_ms = performance.now(), ticks_ms = performance.now()) => {
  // It was read about half-way; a step of this machine's own clock afterwards moves nothing.
  reading = database && { at_ms: database.getTime() + (ticks_ms - asked_ms) / 2, ticks_ms }
}

export const sharedNow = (): Date =>
  reading ? new Date(Math.round(reading.at_ms + performance.now() - reading.ticks_ms)) : new Date()

export const sharedNowText = () => sharedNow().toISOString()
