/** Takes messages of the outbox as places become free: a bounded number at once, a few of each person. */
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { createAttempt } from './attempt.ts'
import type { Channel } from './channel.ts'
import { type Attempt, CLAIM_MAX, claimMessages, PER_PERSON_MAX } from './outbox-store.ts'

interface SenderOptions {
  db: Database
  log: Log
  channels: readonly Channel[]
  owner: string
}

export const createSender = ({ db, log, channels, owner }: SenderOptions) => {
  const known = new Map(channels.map((channel) => [channel.name, channel]))
  const closing = new AbortController()
  const send = createAttempt({ db, channels: known, closing: closing.signal })
  const at_work = new Map<Promise<void>, string>()
  let pumping: Promise<void> | undefined
  let again = false

  /** What cannot be settled now is taken again when its lease has run out. */
  const begin = (attempt: Attempt) => {
    const work: Promise<void> = send(attempt)
      .catch((error) => log.warn({ err: error, channel: attempt.channel }, 'a message could not be settled'))
      .finally(() => {
        at_work.delete(work)
        pump()
      })
    at_work.set(work, attempt.message.user_id)
  }

  /** Users at their limit of messages in flight, so that they do not delay the others. */
  const served = () =>
    [...Map.groupBy(at_work.values(), (user_id) => user_id)]
      .filter(([, theirs]) => theirs.length >= PER_PERSON_MAX)
      .map(([user_id]) => user_id)

  const fill = async () => {
    do {
      again = false
      const most = CLAIM_MAX - at_work.size
      if (most <= 0 || closing.signal.aborted) return
      const wanted = { owner, channels: [...known.keys()], except: served(), most }
      const claimed = await db.execute((sql) => claimMessages(sql, wanted))
      for (const attempt of claimed) begin(attempt)
      again ||= claimed.length > 0
    } while (again)
  }

  /** Takes what is due and what there is room for; asked meanwhile, it looks again. */
  const pump = () => {
    again = true
    if (known.size === 0) return
    pumping ??= fill()
      .catch((error) => log.warn({ err: error }, 'messages could not be taken; it is tried again'))
      .finally(() => {
        pumping = undefined
      })
  }

  return {
    pump,
    /** Resolves when all that was begun has been dealt with. */
    settled: async () => {
      while (at_work.size > 0 || pumping) await Promise.all([pumping, ...at_work.keys()])
    },
    /** Breaks off what is at work and gives it back for others. */
    async close() {
      closing.abort()
      await pumping
      await Promise.all(at_work.keys())
    },
  }
}
