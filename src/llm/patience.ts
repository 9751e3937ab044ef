/**
 * How long a turn waits for its provider. Only time spent waiting for the next chunk counts: while the reader of the
 * turn is busy with what it got, the provider is not to blame.
 */
export interface Timeouts {
  /** Wait for the first token, from the request on. */
  first_token_ms: number
  /** Wait between two tokens. */
  silence_ms: number
  /** Wait for usage and the end mark after the finish reason; an answer is complete without them. */
  ending_ms: number
}

export const TIMEOUTS: Timeouts = { first_token_ms: 15_000, silence_ms: 15_000, ending_ms: 2_000 }

export interface Patience {
  /** Aborts the request: when the caller stops, when patience runs out, or by `release`. */
  signal: AbortSignal
  readonly expired: boolean
  wait<T>(promise: Promise<T>): Promise<T>
  /** Something of worth arrived: the wait begins anew. */
  refill(ms: number): void
  /** Ends the request whatever state it is in; free when it has ended. */
  release(): void
}

export function createPatience(
  caller: AbortSignal,
  first_ms: number,
  now: () => number = performance.now.bind(performance),
): Patience {
  const own = new AbortController()
  let left = first_ms
  let expired = false
  const expire = () => {
    expired = true
    own.abort()
  }
  return {
    signal: AbortSignal.any([caller, own.signal]),
    get expired() {
      return expired
    },
    async wait(promise) {
      const began = now()
      const timer = setTimeout(expire, Math.max(0, left))
      try {
        return await promise
      } finally {
        clearTimeout(timer)
        left -= now() - began
      }
    },
    refill(ms) {
      left = ms
    },
    release: () => own.abort(),
  }
}
