/**
 * What capabilities know of the database: where statements run, and how failures of the server read.
 *
 * Values, the same on both databases (test/db/value.test.ts holds an example of each):
 * - Read: `date` 'YYYY-MM-DD', `time` 'HH:MM:SS', `timestamptz` Date, `bigint` number, `jsonb` parsed, `bytea` Buffer,
 *   `text[]`, `uuid[]`, `integer[]`, `jsonb[]` arrays. `numeric` stays text.
 * - JSON goes in as text with two casts: `(${JSON.stringify(value)}::text)::jsonb`. A parameter cast to `jsonb` alone
 *   would be encoded a second time by the package.
 * - Arrays go in as they are, with a cast: `id = any(${ids}::uuid[])`, `${tags}::text[]`. Not `sql.array`: it needs the
 *   catalogue. Nor `= any(${dates})` with Date objects or booleans: the package declares those as single values.
 * - Many rows go in as one parameter:
 *   `insert … select … from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as row(id uuid, …)`.
 * - A value that may be null and stands alone needs a cast (`${after}::text is null`): nothing else gives its type.
 * - Inside a transaction use its own `sql` only: the embedded database has one connection, and `db` would wait for it.
 */
import type postgres from 'postgres'

export interface CallOptions {
  /** Waits for no other call’s turn: for what must happen in time although many wait, like the renewal of leases. */
  urgent?: boolean
}

/** Anything a statement can run on: the pool or a transaction. Every store function takes one first. */
export type Sql = postgres.ISql<Record<string, never>>
export type Row = postgres.Row

export interface TransactionOptions {
  /** For migrations and the like; under 5 s otherwise. */
  deadline_ms?: number
}

/**
 * Hears a channel of NOTIFY until the answer is called; tries for ever to be connected. `joined` is called whenever it
 * begins to hear, also again after a break: something may have been missed.
 */
export type Listen = (channel: string, heard: (text: string) => void, joined: () => void) => () => Promise<void>

/**
 * The one way to the database. Every call has a deadline (under 5 s) and turns an outage into
 * `database_unavailable` (503) or `storage_full` (507).
 */
export interface Database {
  readonly embedded: boolean
  /** Whether another process owns the embedded database and this one is its guest. */
  readonly guest?: boolean
  /** Whether a transaction pooler stands between. */
  readonly pooled?: boolean
  /** Absent where no other process can notify: on the embedded database, and behind a transaction pooler. */
  readonly listen?: Listen
  /**
   * Statements that may run twice with the effect of once: reads, and writes that are idempotent by their key. The
   * whole call is repeated, up to 3 times within one deadline, when the connection broke or the server said "try
   * again" (deadlock, serialization failure); a statement whose answer was lost may have taken effect before.
   */
  query<T>(work: (sql: Sql) => Promise<T>, options?: CallOptions): Promise<T>
  /**
   * One statement that must not run twice, or whose answer would differ the second time. It is sent at most once: after
   * `database_unavailable` it may or may not have taken effect.
   */
  execute<T>(work: (sql: Sql) => Promise<T>, options?: CallOptions): Promise<T>
  /** All or nothing; never repeated, never held across a model call or a wait. */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** One statement for the database’s own sake, outside of a transaction; it may take minutes. */
  maintain?<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** `select 1` with a deadline of 2 s. @throws database_unavailable */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Whether the error is SQLSTATE 23505, of the named constraint or index if one is given. */
export const isUniqueViolation = (error: unknown, constraint?: string) => {
  const e = error as { code?: string; constraint_name?: string } | null
  return e?.code === '23505' && (constraint === undefined || e.constraint_name === constraint)
}
