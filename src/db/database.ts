/**
 * What capabilities know of the database: where statements run, and how failures of the server read.
 *
 * Values, the same on both databases (test/db/value.test.ts holds an example of each):
 * - Read: `date` 'YYYY-MM-DD', `time` 'HH:MM:SS', `timestamptz` Date, `bigint` number, `jsonb` parsed, `bytea` Buffer,
 *   `text[]`, `uuid[]`, `integer[]`, `jsonb[]` arrays. `numeric` stays text.
 * - JSON goes in as `${sql.json(value)}`, or `jsonOf(sql, value)` when the compiler does not see that it is JSON. A
 *   string that is JSON text already would be encoded twice.
 * - Arrays go in as they are, with a cast: `id = any(${ids}::uuid[])`, `${tags}::text[]`. Not `sql.array`: it needs the
 *   catalogue. Nor `= any(${dates})` with Date objects or booleans: the package declares those as single values.
 * - Many rows go in as one parameter: `insert … select … from jsonb_to_recordset(${sql.json(rows)}) as row(id uuid, …)`;
 *   ``insert … values ${sql(rows)}`` works too, up to 65,534 parameters.
 * - A value that may be null and stands alone needs a cast (`${after}::text is null`): nothing else tells its type.
 * - Inside a transaction use its own `sql` only: the embedded database has one connection, and `db` would wait for it.
 */
import type postgres from 'postgres'

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
  /** Absent where nobody else could speak: on the embedded database, and behind a transaction pooler. */
  readonly listen?: Listen
  /** Reads, and writes that are idempotent by key: repeated up to 3 times when the connection fails. */
  read<T>(query: (sql: Sql) => Promise<T>): Promise<T>
  /** One statement that must not run twice: never repeated. */
  write<T>(query: (sql: Sql) => Promise<T>): Promise<T>
  /** All or nothing; never repeated, never held across a model call or a wait. */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** `select 1` with a deadline of 2 s. @throws database_unavailable */
  ping(): Promise<void>
  close(): Promise<void>
}

/** A JSON parameter for a value whose type has no index signature; it must hold nothing but JSON. */
export const jsonOf = (sql: Sql, value: unknown) => sql.json(value as postgres.JSONValue)

/** Whether the error is SQLSTATE 23505, of the named constraint or index if one is given. */
export const isUniqueViolation = (error: unknown, constraint?: string) => {
  const e = error as { code?: string; constraint_name?: string } | null
  return e?.code === '23505' && (constraint === undefined || e.constraint_name === constraint)
}
