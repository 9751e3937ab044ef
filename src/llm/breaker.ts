/**
 * Remembers that a provider is failing, so that people do not wait for it turn after turn. After `FAILURES_MAX` failures in
 * a row it is passed over for `PAUSE_MS`; then one turn tries it while the others go on passing it over.
 */
import type { ProviderErrorCode } from './provider.ts'

const FAILURES_MAX = 3
export const PAUSE_MS = 30_000

export interface Breaker {
  /** Whether to ask the provider now; after a pause this answers yes once. */
  allows(): boolean
  succeeded(): void
  failed(code?: ProviderErrorCode): void
  /** A failure that says nothing about the provider’s health. */
  noted(code: ProviderErrorCode): void
  /** Whether the provider is passed over now; asking it settles nothing. */
  readonly open: boolean
  /** Why it failed last. */
  readonly reason: ProviderErrorCode
}

export const createBreaker = (now: () => number = Date.now): Breaker => {
  let failures = 0
  let closed_until = 0
  let reason: ProviderErrorCode = 'model_unavailable'
  return {
    allows() {
      if (failures < FAILURES_MAX) return true
      if (now() < closed_until) return false
      // A trial that is abandoned (its person stopped it) settles nothing; the next one comes a pause later.
      closed_until = now() + PAUSE_MS
      return true
    },
    succeeded() {
      failures = 0
    },
    failed(code = reason) {
      reason = code
      failures = Math.min(failures + 1, FAILURES_MAX)
      if (failures === FAILURES_MAX) closed_until = now() + PAUSE_MS
    },
    noted(code) {
      reason = code
    },
    get open() {
      return failures >= FAILURES_MAX && now() < closed_until
    },
    get reason() {
      return reason
    },
  }
}
