/** Sliding windows of this process alone: exact times of hits, the least recently used keys dropped when there are too many. */
import type { Hit, Mode, Window } from './window.ts'

/** Keys kept at once. Beyond it the longest unused is forgotten, which gives only that one a fresh window. */
const KEYS_MAX = 50_000

/** Times of hits in their order; those before `head` are over. */
interface Hits {
  times: number[]
  head: number
}

export const createMemoryWindow = (now: () => number = Date.now, keys_max = KEYS_MAX): Window & { size(): number } => {
  const keys = new Map<string, Hits>()

  /** The key’s hits, moved to the end of the map: its order is that of use. */
  const touch = (key: string, since: number) => {
    const hits = keys.get(key) ?? { times: [], head: 0 }
    keys.delete(key)
    while ((hits.times[hits.head] ?? Number.POSITIVE_INFINITY) <= since) hits.head += 1
    return hits
  }

  const keep = (key: string, hits: Hits) => {
    if (countOf(hits) > 0) keys.set(key, compact(hits))
    const oldest = keys.size > keys_max ? keys.keys().next().value : undefined
    if (oldest !== undefined) keys.delete(oldest)
  }

  const hit = (key: string, limit: number, window_ms: number, mode: Mode): Hit => {
    const at = now()
    const hits = touch(key, at - window_ms)
    const admitted = countOf(hits) < limit
    if (mode === 'add' || (mode === 'take' && admitted)) hits.times.push(at)
    // More than the limit is never needed to refuse; it keeps a key’s memory bounded.
    hits.head = Math.max(hits.head, hits.times.length - limit)
    keep(key, hits)
    const oldest = hits.times[hits.head]
    return { admitted, count: countOf(hits), reset_ms: oldest === undefined ? 0 : oldest + window_ms - at }
  }

  return { hit: async (...given) => hit(...given), size: () => keys.size }
}

const countOf = ({ times, head }: Hits) => times.length - head

/** Each time is moved once for as many that were added since, so that a hit costs the same however many there are. */
const compact = (hits: Hits) => {
  if (hits.head * 2 < hits.times.length) return hits
  return { times: hits.times.slice(hits.head), head: 0 }
}
