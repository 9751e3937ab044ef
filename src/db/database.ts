/** What capabilities know of the database: where statements run, and how failures of the server read. */
import type postgres from 'postgres'

/** Anything a statement can run on: the pool or a transaction. Every store function takes one first. */
export type Sql = postgres.ISql<Record<string, never>>
export type Row = postgres.Row

export interface TransactionOptions {
  /** For migrations and the like; 5 s otherwise. */
  deadline_ms?: number
}

/**
 * The one way to the database. Every call has a deadline (5 s) and turns an outage into
 * `database_unavailable` (503) or `storage_full` (507).
 */
export interface Database {
  readonly embedded: boolean
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

/** Whether the error is SQLSTATE 23505, of the named constraint or index if one is given. */
export const isUniqueViolation = (error: unknown, constraint?: string) => {
  const e = error as { code?: string; constraint_name?: string } | null
  return e?.code === '23505' && (constraint === undefined || e.constraint_name === constraint)
}
