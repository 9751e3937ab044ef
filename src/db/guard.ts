/**
 * The wrapper around every statement: a deadline, repeats where they do no harm, and failures in our own words. The
 * `postgres` package has none of these (measured: in a black hole a query hangs for ever).
 */
import type postgres from 'postgres'
import type { Database, Sql, TransactionOptions } from './database.ts'
import { isBrokenOff, isPassing, readable, unavailable } from './failure.ts'
import { createSlots, type Slots } from './slots.ts'
import { type Watch, watch } from './watch.ts'

export interface Limits {
  /** What a statement, its repeats included, or a transaction may take. */
  statement_ms: number
  ping_ms: number
  /** How long a cancelled statement may linger before its connection counts as lost. */
  cancel_ms: number
  /** The pause before the first repeat; each further one is four times as long, all jittered. */
  retry_ms: number
}
/** Clients are promised their 503 within 5 s; the rest of the request needs a part of them. */
export const LIMITS: Limits = { statement_ms: 4_800, ping_ms: 2_000, cancel_ms: 2_000, retry_ms: 60 }
const RETRIES_MAX = 3

export type Client = postgres.Sql<Record<string, never>>

/** Where connections come from; `postgres.ts` and `embedded.ts` each make one. */
export interface Source {
  readonly embedded: boolean
  /** How many calls may use it at once. */
  readonly calls_max: number
  /** The client to use now. @throws AppError while there is none. */
  client(): Client
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

interface Guarded {
  source: Source
  slots: Slots
  limits: Limits
}

type Attempt<T> = (client: Client, seen: Watch) => Promise<T>

/** One attempt in its turn; `client` is set once it has been given one. */
interface Turn<T> {
  work: Promise<T>
  client(): Client | undefined
  release(): void
}

const takeTurn = <T>({ source, slots }: Guarded, seen: Watch, attempt: Attempt<T>): Turn<T> => {
  let client: Client | undefined
  let release: () => void = () => undefined
  const run = async () => {
    release = await slots.take(seen.expired)
    try {
      seen.check()
      client = source.client()
      return await attempt(client, seen)
    } finally {
      release()
    }
  }
  return { work: run(), client: () => client, release: () => release() }
}

/** Ends the statements of an expired call; when cancelling did not end them, their connection is lost. */
const reap = async ({ source, limits }: Guarded, seen: Watch, turn: Turn<unknown>) => {
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

/** Runs one attempt until it settles or the deadline passes, whichever is first. */
const bounded = async <T>(guarded: Guarded, deadline_ms: number, attempt: Attempt<T>): Promise<T> => {
  const { source } = guarded
  const seen = watch(source.admit)
  const turn = takeTurn(guarded, seen, attempt)
  const timer = setTimeout(() => {
    seen.expire(unavailable(new Error(`No answer within ${deadline_ms} ms`)))
    void reap(guarded, seen, turn)
  }, deadline_ms)
  try {
    return await Promise.race([turn.work, seen.expired])
  } catch (error) {
    const client = turn.client()
    if (client && isBrokenOff(error)) source.broken?.(client)
    throw source.failed(error)
  } finally {
    clearTimeout(timer)
  }
}

/** Repeats what failed in passing, with growing, jittered pauses, inside one deadline. */
const repeated = async <T>(guarded: Guarded, attempt: Attempt<T>): Promise<T> => {
  const ends = performance.now() + guarded.limits.statement_ms
  for (let tries = 0; ; tries++) {
    try {
      return await bounded(guarded, Math.max(1, ends - performance.now()), attempt)
    } catch (error) {
      const wait = guarded.limits.retry_ms * 4 ** tries * (0.5 + Math.random())
      if (tries === RETRIES_MAX || !isPassing(error) || performance.now() + wait > ends) throw error
      await pause(wait)
    }
  }
}

const transaction = async <T>(client: Client, seen: Watch, work: (sql: Sql) => Promise<T>): Promise<T> => {
  let failure: unknown
  const settled = async (sql: Sql) => {
    // The turn may come after the deadline, when nobody waits any more.
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

export const guard = (source: Source, limits: Limits = LIMITS): Database => {
  const guarded = { source, limits, slots: createSlots(source.calls_max) }
  const inOurWords = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw readable(error)
    })
  return {
    embedded: source.embedded,
    read: (query) => inOurWords(repeated(guarded, async (client, seen) => query(seen.over(client)))),
    write: (query) =>
      inOurWords(bounded(guarded, limits.statement_ms, async (client, seen) => query(seen.over(client)))),
    transaction: (work, { deadline_ms = limits.statement_ms }: TransactionOptions = {}) =>
      inOurWords(bounded(guarded, deadline_ms, async (client, seen) => transaction(client, seen, work))),
    ping: () =>
      inOurWords(
        bounded(guarded, limits.ping_ms, async (client, seen) => {
          await seen.over(client)`select 1`
        }),
      ),
    close: () => source.close(),
  }
}
