/**
 * The wrapper around every statement: a deadline, repeats where they do no harm, and failures in our own words. The
 * `postgres` package has none of these (measured: in a black hole a query hangs for ever).
 */
import type postgres from 'postgres'
import type { Database, Sql, TransactionOptions } from './database.ts'
import { isPassing, readable, unavailable } from './failure.ts'
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
export const LIMITS: Limits = { statement_ms: 5_000, ping_ms: 2_000, cancel_ms: 2_000, retry_ms: 60 }
const RETRIES_MAX = 3

export type Client = postgres.Sql<Record<string, never>>

/** Where connections come from; `postgres.ts` and `embedded.ts` each make one. */
export interface Source {
  readonly embedded: boolean
  /** The client to use now. @throws AppError while there is none. */
  client(): Client
  /** Asked about every statement before it is sent. @throws AppError to refuse it */
  admit?(statement: readonly string[]): void
  /** A failure in better words, when the source knows them. */
  failed(error: unknown): unknown
  /** A statement outlived its deadline and its cancellation. */
  stuck(client: Client): void
  close(): Promise<void>
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

interface Guarded {
  source: Source
  limits: Limits
}

/** Waits for the statements of an expired call; when cancelling did not end them, their connection is lost. */
const reap = async ({ source, limits }: Guarded, client: Client, seen: Watch, work: Promise<unknown>) => {
  seen.cancel()
  const ended = work.then(
    () => true,
    () => true,
  )
  if (!(await Promise.race([ended, pause(limits.cancel_ms).then(() => false)]))) source.stuck(client)
}

type Attempt<T> = (client: Client, seen: Watch) => Promise<T>

/** Runs one attempt until it settles or the deadline passes, whichever is first. */
const bounded = async <T>(guarded: Guarded, deadline_ms: number, attempt: Attempt<T>): Promise<T> => {
  const { source } = guarded
  const client = source.client()
  const seen = watch(source.admit)
  const work = attempt(client, seen)
  const timer = setTimeout(() => {
    seen.expire(unavailable(new Error(`No answer within ${deadline_ms} ms`)))
    void reap(guarded, client, seen, work)
  }, deadline_ms)
  try {
    return await Promise.race([work, seen.expired])
  } catch (error) {
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

const transaction = <T>(client: Client, seen: Watch, work: (sql: Sql) => Promise<T>): Promise<T> =>
  client.begin((sql) => {
    // The turn may come after the deadline, when nobody waits any more.
    seen.check()
    return Promise.race([work(seen.over(sql)), seen.expired])
  }) as Promise<T>

export const guard = (source: Source, limits: Limits = LIMITS): Database => {
  const guarded = { source, limits }
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
