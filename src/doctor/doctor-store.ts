/** SQL that looks at the server, not at anybody's data. */
import type { Sql } from '../db/database.ts'

export interface ServerFacts {
  version: number
  /** As people read it. */
  version_text: string
  now: Date
  user_name: string
  /** Whether the account may make tables. */
  may_create: boolean
  encoding: string
}

export const serverFacts = async (sql: Sql): Promise<ServerFacts> => {
  const [row] = await sql<[ServerFacts]>`
    select current_setting('server_version_num')::integer as version, current_setting('server_version') as version_text,
      clock_timestamp() as now, current_user::text as user_name,
      has_schema_privilege(current_schema(), 'create') as may_create, current_setting('server_encoding') as encoding`
  return row
}

const TABLES_MAX = 1_000

/** Tables that the account may not read or write. */
export const forbiddenTables = async (sql: Sql): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and not (
      has_table_privilege(c.oid, 'select') and (c.relname = 'schema_migrations' or (
        has_table_privilege(c.oid, 'insert') and has_table_privilege(c.oid, 'update')
        and has_table_privilege(c.oid, 'delete'))))
    order by c.relname limit ${TABLES_MAX}`
  return rows.map(({ name }) => name)
}
