/** How long this process itself had to wait for its turn: what it notes of others is late by as much. */
import type { Places } from '../place.ts'

const TURN_MS = 50
/** What is worth remembering. */
const LONG_MS = 10

export interface Waits {
  /** The longest that overlaps with the time from then to then. */
  between(from_ms: number, to_ms: number): number
}

export const watchWaits = (places: Places): Waits => {
  const waits: { from_ms: number; to_ms: number }[] = []
  let due_ms = Date.now() + TURN_MS
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - due_ms > LONG_MS) waits.push({ from_ms: due_ms, to_ms: now })
    due_ms = now + TURN_MS
  }, TURN_MS)
  places.later(() => clearInterval(timer))
  return {
    between: (from_ms, to_ms) =>
      waits
        .filter((one) => one.to_ms >= from_ms && one.from_ms <= to_ms)
        .reduce((longest, one) => Math.max(longest, one.to_ms - one.from_ms), 0),
  }
}
