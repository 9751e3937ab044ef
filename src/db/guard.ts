/**
 * The wrapper around every statement: a deadline, repeats where they do no harm, and failures in our own words. The
 * `postgres` package has none of these (measured: in a black hole a query hangs for ever).
 */
import type postgres from 'postgres'
import type { Database, Sql, TransactionOptions } from './database.ts'
import { isPassing, readable, unavailable } from './failure.ts'
import { type Watch, watch } from './watch.ts'

export const STATEMENT_DEADLINE_MS = 5_000
export const PING_DEADLINE_MS = 2_000
const RETRIES_MAX = 3
const RETRY_FIRST_MS = 60
/** How long a cancelled statement may linger before its connection counts as lost. */
const CANCEL_GRACE_MS = 2_000

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

/** Waits for the statements of an expired call; when cancelling did not end them, their connection is lost. */
const reap = async (source: Source, client: Client, seen: Watch, work: Promise<unknown>) => {
  seen.cancel()
  const ended = work.then(
    () => true,
    () => true,
  )
  if (!(await Promise.race([ended, pause(CANCEL_GRACE_MS).then(() => false)]))) source.stuck(client)
}

type Attempt<T> = (client: Client, seen: Watch) => Promise<T>

/** Runs one attempt until it settles or the deadline passes, whichever is first. */
const bounded = async <T>(source: Source, deadline_ms: number, attempt: Attempt<T>): Promise<T> => {
  const client = source.client()
  const seen = watch(source.admit)
  const work = attempt(client, seen)
  const timer = setTimeout(() => {
    seen.expire(unavailable(new Error(`No answer within ${deadline_ms} ms`)))
    void reap(source, client, seen, work)
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
const repeated = async <T>(source: Source, attempt: Attempt<T>): Promise<T> => {
  const ends = performance.now() + STATEMENT_DEADLINE_MS
  for (let tries = 0; ; tries++) {
    try {
      return await bounded(source, Math.max(1, ends - performance.now()), attempt)
    } catch (error) {
      const wait = RETRY_FIRST_MS * 4 ** tries * (0.5 + Math.random())
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

export const guard = (source: Source): Database => {
  const inOurWords = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw readable(error)
    })
  return {
    embedded: source.embedded,
    read: (query) => inOurWords(repeated(source, async (client, seen) => query(seen.over(client)))),
    write: (query) =>
      inOurWords(bounded(source, STATEMENT_DEADLINE_MS, async (client, seen) => query(seen.over(client)))),
    transaction: (work, { deadline_ms = STATEMENT_DEADLINE_MS }: TransactionOptions = {}) =>
      inOurWords(bounded(source, deadline_ms, async (client, seen) => transaction(client, seen, work))),
    ping: () =>
      inOurWords(
        bounded(source, PING_DEADLINE_MS, async (client, seen) => {
          await seen.over(client)`select 1`
        }),
      ),
    close: () => source.close(),
  }
}
