/**
 * The wrapper around every statement: a deadline, repeats where they do no harm, and failures in our own words. The
 * `postgres` package has none of these (measured: in a black hole a query hangs for ever).
 */
import type postgres from 'postgres'
import { createSemaphore, type Semaphore } from '../lib/semaphore.ts'
import { databaseDuration, databasePool, databaseSlow } from '../metrics.ts'
import { startPart } from '../span.ts'
import type { CallOptions, Database, Sql, TransactionOptions } from './database.ts'
import { codeOf, isBrokenOff, isPassing, toAppError, unavailable } from './failure.ts'
import type { DatabaseLog } from './log.ts'
import { type StatementTracker, trackStatements } from './statements.ts'

export interface Limits {
  /** What a statement, its repeats included, or a transaction may take. */
  statement_ms: number
  ping_ms: number
  /** How long a cancelled statement may linger before its connection counts as lost. */
  cancel_ms: number
  /** The pause before the first repeat; each further one is four times as long, all jittered. */
  retry_ms: number
  /** A call that takes so long is logged; the default is SLOW_MS. */
  slow_ms?: number
  /** A queue in which a call was answered so long ago moves; the default is MOVING_MS. */
  moving_ms?: number
}
/** A statement of ours takes a few milliseconds; half a second is worth a look. */
const SLOW_MS = 500
/** Clients are promised their 503 within 5 s; the rest of the request needs a part of them. */
export const LIMITS: Limits = { statement_ms: 4_800, ping_ms: 2_000, cancel_ms: 2_000, retry_ms: 60 }
const RETRIES_MAX = 3
/** A large table is vacuumed within it. */
const MAINTAIN_MS = 600_000

export type Client = postgres.Sql<Record<string, never>>

/** Where connections come from; `postgres.ts` and `embedded.ts` each make one. */
export interface Source {
  readonly embedded: boolean
  /** Where slow calls are logged. */
  readonly log?: DatabaseLog
  /** How many calls may use it at once. */
  readonly calls_max: number
  /** The client for one call, which is told when the call is over. @throws AppError while there is none. */
  client(): Client
  returned?(client: Client): void
  /** Asked about every statement before it is sent. @throws AppError to refuse it */
  admit?(statement: readonly string[]): void
  /** A failure in better words, when the source knows them. */
  failed(error: unknown): unknown
  /** A statement lost its connection on the way. */
  broken?(client: Client): void
  /** A statement outlived its deadline and its cancellation. */
  stuck(client: Client): void
  close(): Promise<void>
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

interface ClientState {
  source: Source
  slots: Semaphore
  limits: Limits
  /** When a call was last answered; a queue that moves is no outage. */
  answered_at: number
}

/** A call in the queue goes on waiting while others are answered, looked at so often, and no longer than this in all. */
const MOVING_MS = 1_000
const QUEUE_MAX_MS = 30_000

type Attempt<T> = (client: Client, seen: StatementTracker) => Promise<T>

/** What one call may take, and whether it goes before the others. */
interface Terms extends CallOptions {
  deadline_ms: number
}

/** One attempt in its turn; `client` is set once it has been given one. */
interface Attempted<T> {
  work: Promise<T>
  client(): Client | undefined
  /** When its turn came. */
  began(): number | undefined
  release(): void
}

/** A turn in the pool, counted while it waits and while it works. */
const inPool = async (slots: Semaphore, expired: Promise<never>, urgent?: boolean) => {
  let free = slots.takeNow()
  if (!free) {
    databasePool.waiting += 1
    free = await slots.take(expired, urgent).finally(() => {
      databasePool.waiting -= 1
    })
  }
  databasePool.active += 1
  let held = true
  return () => {
    if (held) databasePool.active -= 1
    held = false
    free()
  }
}

/** Measures a call from the moment it was asked for, its wait for a turn included. */
const measured = ({ source, limits }: ClientState, seen: StatementTracker) => {
  const asked = performance.now()
  const span = startPart({ name: 'postgresql', kind: 'client', facts: { 'db.system.name': 'postgresql' } })
  return (failure?: unknown) => {
    const duration_ms = performance.now() - asked
    databaseDuration.observe(duration_ms / 1000)
    if (span.recording) span.note({ 'db.query.text': seen.sent().join('; ') })
    if (failure !== undefined) span.fail(codeOf(failure) || 'error')
    span.end()
    if (duration_ms < (limits.slow_ms ?? SLOW_MS)) return
    databaseSlow.inc()
    source.log?.warn({ duration_ms: Math.round(duration_ms), statements: seen.sent() }, 'slow database call')
  }
}

const takeTurn = <T>(
  state: ClientState,
  seen: StatementTracker,
  attempt: Attempt<T>,
  urgent?: boolean,
): Attempted<T> => {
  const { source, slots } = state
  let client: Client | undefined
  let began: number | undefined
  let free: () => void = () => undefined
  let over = false
  const release = () => {
    if (client && !over) source.returned?.(client)
    over = true
    free()
  }
  const run = async () => {
    free = await inPool(slots, seen.expired, urgent)
    try {
      seen.check()
      client = source.client()
      began = performance.now()
      const answer = await attempt(client, seen)
      state.answered_at = performance.now()
      return answer
    } finally {
      release()
    }
  }
  return { work: run(), client: () => client, began: () => began, release }
}

/** Ends the statements of an expired call; when cancelling did not end them, their connection is lost. */
const reap = async ({ source, limits }: ClientState, seen: StatementTracker, turn: Attempted<unknown>) => {
  seen.cancel()
  const ended = turn.work.then(
    () => true,
    () => true,
  )
  if (await Promise.race([ended, pause(limits.cancel_ms).then(() => false)])) return
  turn.release()
  const client = turn.client()
  if (client) source.stuck(client)
}

/**
 * The time of a call counts from its turn on. Before that it counts as well, unless the queue moves: whoever waits for
 * others while the database answers is not refused because many came at once.
 */
const limitTime = (state: ClientState, deadline_ms: number, turn: Attempted<unknown>, expire: () => void) => {
  const asked = performance.now()
  const left = () => {
    const now = performance.now()
    const began = turn.began()
    if (began !== undefined) return began + deadline_ms - now
    const { moving_ms = MOVING_MS } = state.limits
    return now - state.answered_at < moving_ms && now - asked < QUEUE_MAX_MS ? moving_ms / 4 : 0
  }
  const look = () => {
    const more = left()
    if (more > 1) timer = setTimeout(look, more)
    else expire()
  }
  let timer = setTimeout(look, deadline_ms)
  return () => clearTimeout(timer)
}

/** Runs one attempt until it settles or the deadline passes, whichever is first. */
const bounded = async <T>(guarded: ClientState, { deadline_ms, urgent }: Terms, attempt: Attempt<T>): Promise<T> => {
  const { source } = guarded
  const seen = trackStatements(source.admit)
  const ended = measured(guarded, seen)
  const turn = takeTurn(guarded, seen, attempt, urgent)
  const stopClock = limitTime(guarded, deadline_ms, turn, () => {
    seen.expire(unavailable(new Error(`No answer within ${deadline_ms} ms`)))
    void reap(guarded, seen, turn)
  })
  let failure: unknown
  try {
    return await Promise.race([turn.work, seen.expired])
  } catch (error) {
    failure = error
    const client = turn.client()
    if (client && isBrokenOff(error)) source.broken?.(client)
    throw source.failed(error)
  } finally {
    stopClock()
    ended(failure)
  }
}

/** Repeats what failed in passing, with growing, jittered pauses, inside one deadline. */
const repeated = async <T>(guarded: ClientState, { urgent }: CallOptions, attempt: Attempt<T>): Promise<T> => {
  const ends = performance.now() + guarded.limits.statement_ms
  for (let tries = 0; ; tries++) {
    try {
      const deadline_ms = Math.max(1, ends - performance.now())
      return await bounded(guarded, { deadline_ms, urgent }, attempt)
    } catch (error) {
      const wait = guarded.limits.retry_ms * 4 ** tries * (0.5 + Math.random())
      if (tries === RETRIES_MAX || !isPassing(error) || performance.now() + wait > ends) throw error
      await pause(wait)
    }
  }
}

const transaction = async <T>(client: Client, seen: StatementTracker, work: (sql: Sql) => Promise<T>): Promise<T> => {
  let failure: unknown
  const settled = async (sql: Sql) => {
    // The turn may come after the deadline, when its caller has stopped waiting.
    seen.check()
    return Promise.race([work(seen.over(sql)), seen.expired]).catch((error: unknown) => {
      failure = error
      throw error
    })
  }
  try {
    return (await client.begin((sql) => seen.attached(settled(sql)))) as T
  } catch (error) {
    seen.sever(error)
    throw failure ?? error
  }
}

export const createClient = (source: Source, limits: Limits = LIMITS): Database => {
  const guarded = { source, limits, slots: createSemaphore(source.calls_max), answered_at: 0 }
  databasePool.size += source.calls_max
  let open = true
  const inOurWords = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw toAppError(error)
    })
  return {
    embedded: source.embedded,
    query: (work, options = {}) =>
      inOurWords(repeated(guarded, options, async (client, seen) => work(seen.over(client)))),
    execute: (work, { urgent } = {}) =>
      inOurWords(
        bounded(guarded, { deadline_ms: limits.statement_ms, urgent }, async (client, seen) => work(seen.over(client))),
      ),
    maintain: (work) =>
      inOurWords(bounded(guarded, { deadline_ms: MAINTAIN_MS }, async (client, seen) => work(seen.over(client)))),
    transaction: (work, { deadline_ms = limits.statement_ms }: TransactionOptions = {}) =>
      inOurWords(bounded(guarded, { deadline_ms }, async (client, seen) => transaction(client, seen, work))),
    ping: () =>
      inOurWords(
        bounded(guarded, { deadline_ms: limits.ping_ms, urgent: true }, async (client, seen) => {
          await seen.over(client)`select 1`
        }),
      ),
    close: () => {
      if (open) databasePool.size -= source.calls_max
      open = false
      return source.close()
    },
  }
}
