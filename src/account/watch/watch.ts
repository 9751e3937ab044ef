/**
 * Open streams end with the credential they were opened by, whichever instance ended it: all that are open are looked
 * at together, in one statement, while there are any.
 */
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import type { Caller } from '../schema.ts'
import { readStandings, type Watched } from './store.ts'

const LOOK_MS = 700
const AT_ONCE = 1_000

interface Entry extends Watched {
  streams: Set<AbortController>
  /** Known from the first look on. */
  valid_from?: number
}

interface WatchOptions {
  db: Pick<Database, 'query'>
  log: Pick<Log, 'debug'>
}

export const createWatch = ({ db, log }: WatchOptions) => {
  const entries = new Map<string, Entry>()
  let looking = false

  const end = (key: string, { streams }: Entry) => {
    entries.delete(key)
    for (const stream of streams) stream.abort()
  }

  const lookAt = async (some: [string, Entry][]) => {
    const asked = some.map(([, { user_id, by, credential_id }]) => ({ user_id, by, credential_id }))
    const standings = await db.query((sql) => readStandings(sql, asked))
    for (const [at, [key, entry]] of some.entries()) {
      const { good, valid_from } = standings[at] ?? { good: true, valid_from: 0 }
      const moved = entry.by === 'jwt' && entry.valid_from !== undefined && entry.valid_from !== valid_from
      entry.valid_from = valid_from
      if (!good || moved) end(key, entry)
    }
  }

  const look = async () => {
    const all = [...entries]
    try {
      for (let at = 0; at < all.length; at += AT_ONCE) await lookAt(all.slice(at, at + AT_ONCE))
    } catch (err) {
      log.debug({ err }, 'credentials of open streams could not be looked at; the next look will')
    }
    looking = entries.size > 0
    if (looking) setTimeout(look, LOOK_MS)
  }

  return {
    /** Aborts the stream once the caller's credential has ended; the answer stops the watching. */
    watch:
      ({ user_id, by, credential_id }: Caller) =>
      (stream: AbortController): (() => void) => {
        const key = `${user_id} ${credential_id}`
        const entry = entries.get(key) ?? { user_id, by, credential_id, streams: new Set() }
        entries.set(key, entry)
        entry.streams.add(stream)
        if (!looking) setTimeout(look, LOOK_MS)
        looking = true
        return () => {
          entry.streams.delete(stream)
          if (entry.streams.size === 0 && entries.get(key) === entry) entries.delete(key)
        }
      },
  }
}
