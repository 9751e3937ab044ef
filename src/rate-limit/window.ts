/** What a sliding window is: at most so many hits on a key within so many milliseconds, ending now. */

/**
 * take: counts the hit if there is room · look: counts nothing · add: counts it in any case.
 * Refused hits are never counted, so that a client that keeps trying is let in as soon as the oldest hit is over.
 */
export type Mode = 'take' | 'look' | 'add'

export interface Hit {
  /** Whether there was room before this hit. */
  admitted: boolean
  /** Hits in the window, this one included if it was counted. */
  count: number
  /** Milliseconds until the window has room for one more than now. */
  reset_ms: number
}

export interface Window {
  hit(key: string, limit: number, window_ms: number, mode: Mode): Promise<Hit>
}
