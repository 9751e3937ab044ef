/** Looks now and then: at the time that the last look returned, sooner on request, never twice at once. */

/** Least time between two looks, however many are requested. */
export const REST_MS = 500

/** `look` answers after how many milliseconds the next one is due; it never fails. */
export const createTimer = (look: () => Promise<number>) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let timer_at = Number.POSITIVE_INFINITY
  let looking: Promise<void> | undefined
  let looked_at = Number.NEGATIVE_INFINITY
  let closed = false

  const begin = () => {
    timer_at = Number.POSITIVE_INFINITY
    looked_at = performance.now()
    looking = look().then((wait_ms) => {
      looking = undefined
      lookIn(wait_ms)
    })
  }

  const lookIn = (wait_ms: number) => {
    const at = Math.max(performance.now() + wait_ms, looked_at + REST_MS)
    if (closed || at >= timer_at) return
    clearTimeout(timer)
    timer_at = at
    timer = setTimeout(due, Math.max(1, at - performance.now()))
  }

  /** A request during a look may follow a write that the look did not see. */
  const due = () => {
    timer_at = Number.POSITIVE_INFINITY
    if (looking) lookIn(REST_MS)
    else begin()
  }

  return {
    lookIn,
    async stop() {
      closed = true
      clearTimeout(timer)
      await looking
    },
  }
}
