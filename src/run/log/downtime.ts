/**
 * How long this process has been waiting for its database. The active time of a run does not count it: an outage that
 * the run outlives must not end it as too slow.
 */
export interface Downtime {
  /** Notes that a call has waited since `since` (by `performance.now()`) and still waits; gives the way to say it is over. */
  begin(since: number): () => void
  /** Milliseconds in which at least one waited, up to now. */
  total_ms(): number
}

export const createDowntime = (now: () => number = performance.now.bind(performance)): Downtime => {
  let waiting = 0
  let before = 0
  let since = 0
  let ended = Number.NEGATIVE_INFINITY
  return {
    begin(start) {
      if (waiting++ === 0) since = Math.max(start, ended)
      return () => {
        if (--waiting > 0) return
        ended = now()
        before += ended - since
      }
    },
    total_ms: () => before + (waiting > 0 ? now() - since : 0),
  }
}

/** Looked again this late at the earliest while an outage goes on. */
const LOOK_MS = 250

/** Calls `expire` after so much time without outages; gives the way to stop the clock. */
export const afterActive = (
  most_ms: number,
  downtime: Pick<Downtime, 'total_ms'>,
  expire: () => void,
): (() => void) => {
  const began = downtime.total_ms()
  let granted = 0
  let timer: ReturnType<typeof setTimeout>
  const wait = (ms: number) => {
    timer = setTimeout(() => {
      const owed = downtime.total_ms() - began - granted
      if (owed < 1) return expire()
      granted += owed
      wait(Math.max(LOOK_MS, owed))
    }, ms)
  }
  wait(most_ms)
  return () => clearTimeout(timer)
}
