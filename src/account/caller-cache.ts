/**
 * Callers recognised a moment ago. An entry lives under a second, so that a credential ended on another instance
 * stops working here within a second; what ends on this one is dropped at once.
 */
import type { Caller } from './schema.ts'

const LIFE_MS = 900
const ENTRIES_MAX = 10_000

interface Entry {
  caller: Promise<Caller>
  user_id: string | undefined
  until: number
}

export const createCallerCache = (now: () => number) => {
  const entries = new Map<string, Entry>()

  const load = (key: string, find: () => Promise<Caller>) => {
    // The life begins before the question is asked: the answer may be as old as that.
    const entry: Entry = { caller: find(), user_id: undefined, until: now() + LIFE_MS }
    entries.set(key, entry)
    const oldest = entries.size > ENTRIES_MAX ? entries.keys().next().value : undefined
    if (oldest !== undefined) entries.delete(oldest)
    entry.caller.then(
      (caller) => {
        entry.user_id = caller.user_id
      },
      // The caller sees the failure; it is not remembered.
      () => entries.get(key) === entry && entries.delete(key),
    )
    return entry.caller
  }

  return {
    /** The caller under the key, asking `find` when unknown or too old; parallel questions share one answer. */
    async get(key: string, find: () => Promise<Caller>): Promise<Caller> {
      const entry = entries.get(key)
      if (entry && now() < entry.until) return entry.caller
      entries.delete(key)
      return load(key, find)
    },
    drop: (key: string) => entries.delete(key),
    /** Forgets the user; also what is being asked right now, because it may concern them. */
    dropUser(user_id: string) {
      for (const [key, entry] of entries)
        if (entry.user_id === undefined || entry.user_id === user_id) entries.delete(key)
    },
  }
}
export type CallerCache = ReturnType<typeof createCallerCache>
