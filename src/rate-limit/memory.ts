/** Sliding windows of this process alone: exact times of hits, the least recently used keys dropped when there are too many. */
import type { Hit, Mode, Window } from './window.ts'

/** Keys kept at once. Beyond it the longest unused is forgotten, which gives only that one a fresh window. */
const KEYS_MAX = 50_000

export const createMemoryWindow = (now: () => number = Date.now, keys_max = KEYS_MAX): Window & { size(): number } => {
  const times = new Map<string, number[]>()

  /** The key’s hits, moved to the end of the map: its order is that of use. */
  const touch = (key: string, since: number) => {
    const found = times.get(key)
    times.delete(key)
    return found ? expire(found, since) : []
  }

  const keep = (key: string, hits: number[]) => {
    if (hits.length > 0) times.set(key, hits)
    const oldest = times.size > keys_max ? times.keys().next().value : undefined
    if (oldest !== undefined) times.delete(oldest)
  }

  const hit = (key: string, limit: number, window_ms: number, mode: Mode): Hit => {
    const at = now()
    const hits = touch(key, at - window_ms)
    const admitted = hits.length < limit
    if (mode === 'add' || (mode === 'take' && admitted)) hits.push(at)
    // More than the limit is never needed to refuse; it keeps a key’s memory bounded.
    if (hits.length > limit) hits.splice(0, hits.length - limit)
    keep(key, hits)
    const oldest = hits[0]
    return { admitted, count: hits.length, reset_ms: oldest === undefined ? 0 : oldest + window_ms - at }
  }

  return { hit: async (...given) => hit(...given), size: () => times.size }
}

/** Drops what is older than the window; times are in order, so only the front is looked at. */
const expire = (hits: number[], since: number) => {
  const first = hits.findIndex((time) => time > since)
  if (first === -1) return []
  if (first > 0) hits.splice(0, first)
  return hits
}
