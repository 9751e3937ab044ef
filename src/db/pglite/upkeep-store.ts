/** Statements that keep embedded tables small and fast; a server has its own autovacuum for this. */
import type { Sql } from '../database.ts'

export interface WornTable {
  name: string
  bytes: number
}

/** Dead or changed rows from which on a table is worth the work: as many, and as large a share of it. */
const WORN_ROWS = 500
const WORN_PART = 10
const TABLES_MAX = 100

/** The most worn first. What was counted since the last statement is taken in before. */
export const wornTables = async (sql: Sql): Promise<WornTable[]> => {
  await sql`select pg_stat_force_next_flush()`
  return sql<WornTable[]>`
    select relname as name, pg_total_relation_size(relid)::float8 as bytes from pg_stat_user_tables
    where greatest(n_dead_tup, n_mod_since_analyze) > ${WORN_ROWS} + n_live_tup / ${WORN_PART}
    order by greatest(n_dead_tup, n_mod_since_analyze) desc limit ${TABLES_MAX}`
}

export const vacuumTable = async (sql: Sql, name: string) => {
  await sql`vacuum (analyze) ${sql(name)}`
}

/** What is in memory alone goes to the data files: the next start after a kill has less to read again. */
export const checkpoint = async (sql: Sql) => {
  await sql`checkpoint`
}

interface Sizes {
  database_bytes: number
  log_bytes: number
  /** Written since the beginning of time; grows with every change. */
  written_bytes: number
  checkpoint_age_seconds: number
  /** Of the table that waits longest; null before the first. */
  vacuum_age_seconds: number | null
}

export const readSizes = async (sql: Sql): Promise<Sizes> => {
  const [row] = await sql<[Sizes]>`
    select pg_database_size(current_database())::float8 as database_bytes,
      (select coalesce(sum(size), 0)::float8 from pg_ls_waldir()) as log_bytes,
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as written_bytes,
      extract(epoch from now() - (select checkpoint_time from pg_control_checkpoint()))::float8 as checkpoint_age_seconds,
      (select extract(epoch from now() - max(last_vacuum))::float8 from pg_stat_user_tables) as vacuum_age_seconds`
  return row
}
