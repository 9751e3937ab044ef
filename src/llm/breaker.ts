/**
 * Remembers that a provider is failing, so that people do not wait for it turn after turn. After `FAILURES` failures in
 * a row it is passed over for `PAUSE_MS`; then one turn tries it while the others go on passing it over.
 */
export const FAILURES = 3
export const PAUSE_MS = 30_000

export interface Breaker {
  /** Whether to ask the provider now; after a pause this answers yes once. */
  allows(): boolean
  succeeded(): void
  failed(): void
}

export function createBreaker(now: () => number = Date.now): Breaker {
  let failures = 0
  let closed_until = 0
  return {
    allows() {
      if (failures < FAILURES) return true
      if (now() < closed_until) return false
      // A trial that is abandoned (its person stopped it) settles nothing; the next one comes a pause later.
      closed_until = now() + PAUSE_MS
      return true
    },
    succeeded() {
      failures = 0
    },
    failed() {
      failures = Math.min(failures + 1, FAILURES)
      if (failures === FAILURES) closed_until = now() + PAUSE_MS
    },
  }
}
