/** Statements about the schema itself. The table of migrations belongs to no user. */
import type { Migration } from '../../sql/index.ts'
import type { Sql } from './database.ts'

export interface Applied {
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
export const lock = async (sql: Sql) => {
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

export const tableExists = async (sql: Sql) => {
  const [row] = await sql<[{ present: boolean }]>`select to_regclass('schema_migrations') is not null as present`
  return row.present
}

export const applied = async (sql: Sql): Promise<Applied[]> =>
  sql<Applied[]>`
    select version, name, min_release, applied_at from schema_migrations order by version limit ${MIGRATIONS_MAX}`

export const record = (sql: Sql, { version, name, min_release }: Migration) =>
  sql`insert into schema_migrations (version, name, min_release) values (${version}, ${name}, ${min_release})`

export const forget = (sql: Sql, version: number) => sql`delete from schema_migrations where version = ${version}`

/** A migration is several statements: the simple protocol, no parameters. */
export const runScript = (sql: Sql, script: string) => sql.unsafe(script).simple()
