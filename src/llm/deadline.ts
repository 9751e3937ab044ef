/**
 * How long a turn waits for its provider. Only time spent waiting for the next chunk counts: while the reader of the
 * turn is busy with what it got, the provider is not to blame.
 */
export interface Timeouts {
  /** Wait for a connection. */
  connect_ms: number
  /** Wait for the first token, from the request on. */
  first_token_ms: number
  /** Wait between two tokens. */
  silence_ms: number
  /** Wait for usage and the end mark after the finish reason; an answer is complete without them. */
  ending_ms: number
}

export const TIMEOUTS: Timeouts = { connect_ms: 5_000, first_token_ms: 20_000, silence_ms: 15_000, ending_ms: 2_000 }

/** Comments and empty chunks are signs of life, but not for longer than so many times the wait itself. */
const ALIVE_TIMES = 4

export interface Deadline {
  /** Aborts the request: when the caller stops, when patience runs out, or by `release`. */
  signal: AbortSignal
  readonly expired: boolean
  wait<T>(promise: Promise<T>): Promise<T>
  /** Something of worth arrived: the wait begins anew. */
  refill(ms: number): void
  /** Bytes without worth arrived: the wait begins anew, up to a bound. */
  alive(): void
  /** Ends the request whatever state it is in; free when it has ended. */
  release(): void
}

export const createDeadline = (
  caller: AbortSignal,
  first_ms: number,
  now: () => number = performance.now.bind(performance),
): Deadline => {
  const own = new AbortController()
  let limit = first_ms
  /** Time waited before the present wait, and where on that clock worth and bytes were last seen. */
  let before = 0
  let began: number | undefined
  let worth_at = 0
  let bytes_at = 0
  let expired = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const waited = () => before + (began === undefined ? 0 : now() - began)
  const left = () => Math.min(bytes_at + limit, worth_at + limit * ALIVE_TIMES) - waited()
  const arm = () => {
    const heard = bytes_at
    const check = () => {
      if (bytes_at !== heard && left() > 0) return arm()
      expired = true
      own.abort()
    }
    timer = setTimeout(check, Math.max(0, left()))
  }
  return {
    signal: AbortSignal.any([caller, own.signal]),
    get expired() {
      return expired
    },
    async wait(promise) {
      began = now()
      arm()
      try {
        return await promise
      } finally {
        clearTimeout(timer)
        timer = undefined
        before = waited()
        began = undefined
      }
    },
    refill(ms) {
      const sooner = ms < limit
      limit = ms
      worth_at = waited()
      bytes_at = worth_at
      if (!sooner || timer === undefined) return
      clearTimeout(timer)
      arm()
    },
    alive() {
      bytes_at = waited()
    },
    release: () => own.abort(),
  }
}
