/**
 * Notices by a small table, for instances behind a transaction pooler, where LISTEN hears nothing: looked up often while
 * there are readers or runs in this process, seldom otherwise.
 */
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Connect } from './hub.ts'
import { dropNotices, NOTICE_SECONDS, readNotices, writeNotice } from './store.ts'

const EAGER_MS = 250
/** Between two polls without readers, in steps of EAGER_MS. */
const IDLE_STEPS = 8
const DROP_EVERY_MS = 30_000

interface PollingOptions {
  db: Database
  log: Log
  /** Whether anybody in this process waits for news. */
  interested: () => boolean
}

/** Remembers what was heard for as long as it is read again. */
const createMemory = () => {
  const heard_at = new Map<string, number>()
  return (id: string, now = performance.now()) => {
    for (const [old, at] of heard_at) {
      if (now - at < 2_000 * NOTICE_SECONDS) break
      heard_at.delete(old)
    }
    if (heard_at.has(id)) return false
    heard_at.set(id, now)
    return true
  }
}

export const overPolling =
  ({ db, log, interested }: PollingOptions): Connect =>
  (heard, joined) => {
    const isNew = createMemory()
    let steps = 0
    let busy = false
    let looked_at = performance.now()
    let away = true

    const look = async () => {
      const asked_at = performance.now()
      const notices = await db.query(readNotices)
      // Notices that were not polled in time are gone.
      if (away || asked_at - looked_at > 1_000 * NOTICE_SECONDS) joined()
      away = false
      looked_at = asked_at
      for (const { id, text } of notices) if (isNew(id)) heard(text)
    }
    const step = async () => {
      steps += 1
      if (busy || (!interested() && steps % IDLE_STEPS !== 0)) return
      busy = true
      await look().catch((error) => {
        away = true
        log.debug({ err: error }, 'notices could not be read; readers look by themselves')
      })
      busy = false
    }
    const timers = [
      setInterval(() => void step(), EAGER_MS),
      setInterval(
        () => void db.execute(dropNotices).catch((error) => log.debug({ err: error }, 'old notices stay a while')),
        DROP_EVERY_MS,
      ),
    ]
    return {
      send: (text) =>
        void db
          .execute((sql) => writeNotice(sql, text))
          .catch((error) => log.debug({ err: error }, 'a notice was lost; readers look by themselves')),
      close: async () => {
        for (const timer of timers) clearInterval(timer)
      },
    }
  }
