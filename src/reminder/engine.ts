/**
 * Watches for reminders and messages that come due. One statement finds what comes next; until then there is nothing to
 * do but to look again every POLL_MS, for what another instance has set meanwhile without our hearing of it.
 */
import type { Database } from '../db/database.ts'
import { sharedNow } from '../lib/clock.ts'
import type { Log } from '../log.ts'
import { reminderLateness, remindersRung, setOutbox } from '../metrics.ts'
import type { Channel } from './channel.ts'
import { waitingMessages } from './outbox-store.ts'
import { ringBatch } from './ring.ts'
import { createSender } from './sender.ts'
import { peekDue } from './store.ts'
import { createTimer, REST_MS } from './timer.ts'

const POLL_MS = 10_000
/** By then a transaction that set an alarm has ended. */
const COMMIT_MS = 250
/** How often metrics are told what waits. */
const TELL_MS = 60_000
/** Between two batches others get their turn at the database. */
const PAUSE_MS = 20

export interface EngineOptions {
  db: Database
  log: Log
  channels: readonly Channel[]
  owner: string
  /** The pages of this person have something to show. */
  note: (user_id: string) => void
}

export const createEngine = ({ note, ...options }: EngineOptions) => {
  const { db, log, channels } = options
  const sender = createSender(options)
  const closing = new AbortController()

  /** Rings all that is due, batch by batch. */
  const ring = async () => {
    for (;;) {
      const { count, user_ids, late } = await db.transaction((sql) => ringBatch(sql, channels))
      remindersRung.inc(count)
      for (const seconds of late) reminderLateness.observe(seconds)
      for (const user_id of user_ids) note(user_id)
      if (count === 0 || closing.signal.aborted) return
      await Bun.sleep(PAUSE_MS)
    }
  }

  let told_ms = Number.NEGATIVE_INFINITY
  const tellWaiting = async () => {
    if (performance.now() - told_ms < TELL_MS) return
    told_ms = performance.now()
    const waiting = await db.query(waitingMessages)
    const nothing = { rows: 0, age_seconds: 0, overdue_seconds: 0 }
    for (const { name } of channels) setOutbox(name, waiting.find(({ channel }) => channel === name) ?? nothing)
  }

  /** One look; answers after how many milliseconds the next is due. */
  const look = async (): Promise<number> => {
    const { ring_ms = POLL_MS, send_ms = POLL_MS } = await db.query(peekDue)
    if (ring_ms <= 0) await ring()
    if (ring_ms <= 0 || send_ms <= 0) sender.pump()
    await tellWaiting()
    // What is due and could not be taken is another instance's, or of a channel that only another one has.
    return Math.min(ring_ms <= 0 ? REST_MS : ring_ms, send_ms <= 0 ? POLL_MS : send_ms, POLL_MS)
  }

  let last: Promise<unknown> = Promise.resolve()
  /** Looks follow each other, so that a caller that waits for one sees everything rung that was due before it. */
  const lookInTurn = (): Promise<number> => {
    const turn = last.then(look)
    last = turn.catch(() => undefined)
    return turn
  }

  const timer = createTimer(() =>
    lookInTurn().catch((error) => {
      log.warn({ err: error }, 'reminders could not be looked for; it is tried again')
      return POLL_MS
    }),
  )

  return {
    start: () => timer.lookIn(0),
    /** Something was written that falls due then; its transaction may still be under way. */
    wake: (at: Date) => timer.lookIn(Math.max(COMMIT_MS, at.getTime() - sharedNow().getTime())),
    /** One look of all, and all that it began. */
    async lookOnce() {
      await lookInTurn()
      await sender.settled()
    },
    async stop() {
      closing.abort()
      await sender.close()
      await timer.stop()
    },
  }
}
