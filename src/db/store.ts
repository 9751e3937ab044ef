/** Statements about the schema itself. The table of migrations belongs to no user. */
import type { Migration } from '../../sql/index.ts'
import type { Sql } from './database.ts'

export interface Applied {
  /** Null when a release applied it that kept none. */
  checksum: string | null
  version: number
  name: string
  min_release: string
  applied_at: Date
}

/** Any fixed number; it is 'todochat' in the first bytes of its hash. */
const MIGRATION_LOCK = 7_310_579
/** More migrations than any release will have. */
const MIGRATIONS_MAX = 10_000

/** Waits for the other instances; held until the transaction ends. */
export const lockMigrations = async (sql: Sql) => {
  // The pool's limits are for requests; waiting for another instance's migration takes as long as it takes.
  await sql`select set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)`
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`
}

export const createTable = (sql: Sql) =>
  sql`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      min_release text not null,
      applied_at timestamptz(3) not null default now()
    )`

/** What time the database has, and when its schema was changed last. */
export const moments = async (sql: Sql) => {
  const [row] = await sql<[{ database_now: Date; migrated_at: Date | null }]>`
    select clock_timestamp() as database_now, (select max(applied_at) from schema_migrations) as migrated_at`
  return row
}

export const tableExists = async (sql: Sql) => {
  const [row] = await sql<[{ present: boolean }]>`select to_regclass('schema_migrations') is not null as present`
  return row.present
}

export const applied = async (sql: Sql): Promise<Applied[]> =>
  sql<Applied[]>`
    select version, name, min_release, applied_at, to_jsonb(m) ->> 'checksum' as checksum
    from schema_migrations m order by version limit ${MIGRATIONS_MAX}`

export const recordMigration = async (sql: Sql, { version, name, min_release }: Migration, checksum: string) => {
  await sql`alter table schema_migrations add column if not exists checksum text`
  await sql`
    insert into schema_migrations (version, name, min_release, checksum)
    values (${version}, ${name}, ${min_release}, ${checksum})`
}

/** Other connections of the program to this database: an instance serves from it. */
export const countOthers = async (sql: Sql) => {
  const [row] = await sql<[{ others: number }]>`
    select count(*)::integer as others from pg_stat_activity
    where datname = current_database() and application_name like 'todochat%' and pid <> pg_backend_pid()`
  return row.others
}

export const forget = (sql: Sql, version: number) => sql`delete from schema_migrations where version = ${version}`

/** A migration is several statements: the simple protocol, no parameters. */
export const runScript = (sql: Sql, script: string) => sql.unsafe(script).simple()
