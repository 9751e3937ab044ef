/** One attempt at one message: sent, dropped, put off or given up, and settled so. */
import type { Database } from '../db/database.ts'
import { sharedNow } from '../lib/clock.ts'
import { messageDelay, messagesTotal } from '../metrics.ts'
import { type Channel, GiveUp, NotTried, SEND_MS } from './channel.ts'
import {
  type Attempt,
  currentTasks,
  isReminder,
  postponeMessage,
  releaseMessage,
  settleMessage,
} from './outbox-store.ts'

interface AttemptOptions {
  db: Database
  channels: ReadonlyMap<string, Channel>
  /** Fires when the process stops: what is at work is given back. */
  closing: AbortSignal
}

/** What was read longer ago is read again before it is told: a process may have been frozen, a mail have waited. */
export const FRESH_MS = 250
/** A database that takes longer than that to answer must not keep reminders back for ever. */
const READS_MAX = 3

/** There is nothing to tell any more. */
class Outdated extends Error {}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** By the clock that wrote it; that may have been stepped since. */
const secondsSince = (instant: string) => Math.max(0, sharedNow().getTime() - Date.parse(instant)) / 1000

/** A channel that does not heed its signal must not hold its place for ever. */
const bounded = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(new Error(`No answer within ${SEND_MS / 1000} s`))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

export const createAttempt = ({ db, channels, closing }: AttemptOptions) => {
  const count = (attempt: Attempt, outcome: string) => messagesTotal.inc({ channel: attempt.channel, outcome })

  const settle = async (attempt: Attempt, state: 'sent' | 'dropped' | 'failed', answer?: string) => {
    await db.query((sql) => settleMessage(sql, attempt, { state, answer }))
    count(attempt, state)
    const { channel, message } = attempt
    if (state === 'sent') messageDelay.observe({ channel }, secondsSince(message.created_at))
  }

  const confirm = async (attempt: Attempt) => {
    const { message } = attempt
    if (!isReminder(message.kind)) return
    for (let reads = 0; reads < READS_MAX && performance.now() - attempt.read_ms >= FRESH_MS; reads += 1) {
      attempt.read_ms = performance.now()
      message.tasks = await db.query((sql) => currentTasks(sql, attempt))
      if (message.tasks.length === 0) throw new Outdated()
    }
  }

  const failed = async (channel: Channel, attempt: Attempt, error: unknown) => {
    if (error instanceof Outdated) return settle(attempt, 'dropped')
    if (closing.aborted || error instanceof NotTried) return db.query((sql) => releaseMessage(sql, attempt))
    const answer = wordsOf(error)
    const seconds = error instanceof GiveUp ? undefined : channel.retry_seconds[attempt.message.attempt - 1]
    if (seconds === undefined) return settle(attempt, 'failed', answer)
    await db.query((sql) => postponeMessage(sql, attempt, { seconds, answer }))
    count(attempt, 'postponed')
  }

  /** Fails only when the outcome cannot be written down. */
  return async (attempt: Attempt): Promise<void> => {
    const channel = channels.get(attempt.channel)
    const { message } = attempt
    if (!channel) return
    if (isReminder(message.kind) && message.tasks.length === 0) return settle(attempt, 'dropped')
    const signal = AbortSignal.any([closing, AbortSignal.timeout(SEND_MS)])
    // A channel may throw before it waits for anything.
    const sending = bounded((async () => channel.send(message, signal, () => confirm(attempt)))(), signal)
    await sending.then(
      (answer) => settle(attempt, 'sent', answer),
      (error) => failed(channel, attempt, error),
    )
  }
}
