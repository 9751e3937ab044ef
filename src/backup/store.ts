/** SQL over whole tables, whichever there are: read, written, counted and fingerprinted for all users at once. */
import type { Sql } from '../db/database.ts'

/** Rows fetched and inserted at a time: some hundred kilobytes. */
export const BATCH_ROWS = 500
/** More tables and columns than any release will have. */
const TABLES_MAX = 1_000
const COLUMNS_MAX = 10_000

export interface Table {
  name: string
  columns: string[]
}

/** Left out of fingerprints: what changes without any request. */
const UNSTEADY = ['run_events', 'schema_migrations', 'daily_jobs', 'notices']
const UNSTEADY_COLUMNS = ['owner', 'lease_until']

/** A long statement or a pause between two is not a fault here; dates and times look the same everywhere. */
export const prepareSession = async (sql: Sql) => {
  await sql`
    select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
      set_config('idle_in_transaction_session_timeout', '0', true), set_config('TimeZone', 'UTC', true),
      set_config('DateStyle', 'ISO', true), set_config('IntervalStyle', 'iso_8601', true)`
}

/** Everything that follows in the transaction sees the same moment. */
export const beginSnapshot = async (sql: Sql) => {
  await sql`set transaction isolation level repeatable read, read only`
}

const columnsOf = (sql: Sql) => sql<{ table_name: string; column_name: string }[]>`
  select c.table_name, c.column_name from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
  where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
  order by c.table_name, c.column_name limit ${COLUMNS_MAX}`

/** Which table has to be filled before which. */
const referencesOf = (sql: Sql) => sql<{ child: string; parent: string }[]>`
  select distinct c.relname as child, p.relname as parent
  from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
  where f.contype = 'f' and f.conrelid <> f.confrelid limit ${TABLES_MAX}`

/** Every table, those that others refer to first. */
export const listTables = async (sql: Sql): Promise<Table[]> => {
  const columns = await columnsOf(sql)
  const references = await referencesOf(sql)
  const left = new Set(columns.map(({ table_name }) => table_name).filter((name) => name !== 'schema_migrations'))
  const ordered: string[] = []
  while (left.size) {
    const free = [...left].filter((name) => !references.some((one) => one.child === name && left.has(one.parent)))
    if (free.length === 0) throw new Error('Tables refer to each other in a circle')
    for (const name of free) left.delete(name)
    ordered.push(...free)
  }
  return ordered.map((name) => ({
    name,
    columns: columns.filter(({ table_name }) => table_name === name).map(({ column_name }) => column_name),
  }))
}

/** The rows as JSON texts, some hundred at a time; only inside a transaction. */
export const readTable = async function* (sql: Sql, { name, columns }: Table): AsyncGenerator<string[]> {
  await sql`
    declare backup_rows no scroll cursor for
    select row_to_json(r)::text as line from (select ${sql(columns)} from ${sql(name)}) r`
  for (;;) {
    const rows = await sql<{ line: string }[]>`fetch ${sql.unsafe(String(BATCH_ROWS))} from backup_rows`
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
  }
  await sql`close backup_rows`
}

export const insertRows = async (sql: Sql, { name, columns }: Table, lines: string[]) => {
  await sql`
    insert into ${sql(name)} (${sql(columns)})
    select ${sql(columns)} from json_populate_recordset(null::${sql(name)}, (${`[${lines.join(',')}]`}::text)::json)`
}

/** Runs that were under way have no owner now: any instance takes them over. */
export const releaseLeases = async (sql: Sql) => {
  await sql`update runs set owner = null, lease_until = now() where status in ('queued', 'running')`
}

export const emptyTables = async (sql: Sql, tables: Table[]) => {
  await sql`truncate ${sql(tables.map(({ name }) => name))}`
}

/** Whether anybody has an account. */
export const hasUsers = async (sql: Sql) => (await sql`select from users limit 1`).length === 1

export interface TableSum {
  rows: number
  sum: string
}

/**
 * Count and sum of the rows' hashes: equal content gives equal sums, in whatever order it lies, and one changed byte
 * another one. Needs no memory for the rows.
 */
const sumTable = async (sql: Sql, { name, columns }: Table): Promise<TableSum> => {
  const steady = columns.filter((column) => !UNSTEADY_COLUMNS.includes(column))
  const [row] = await sql<[{ rows: number; sum: string }]>`
    select count(*) as rows, coalesce(sum(('x' || left(h, 15))::bit(60)::bigint::numeric
      + ('x' || right(h, 15))::bit(60)::bigint::numeric * 1152921504606846976), 0)::text as sum
    from (select md5(row_to_json(r)::text) as h from (select ${sql(steady)} from ${sql(name)}) r) hashes`
  return { rows: Number(row.rows), sum: row.sum }
}

/** Each table that keeps still, by name. */
export const sumTables = async (sql: Sql, tables: Table[]): Promise<Record<string, TableSum>> => {
  const sums: Record<string, TableSum> = {}
  for (const table of tables) if (!UNSTEADY.includes(table.name)) sums[table.name] = await sumTable(sql, table)
  return sums
}
