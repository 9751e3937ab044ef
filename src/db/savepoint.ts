/** A part of a transaction that may fail alone. */
import type postgres from 'postgres'
import type { Sql } from './database.ts'

/** Undoes what `work` did when it throws, and throws on; the transaction around it lives. `sql` must be a transaction. */
export const savepoint = <T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> =>
  (sql as unknown as postgres.TransactionSql).savepoint((inner) => work(inner as unknown as Sql)) as Promise<T>
