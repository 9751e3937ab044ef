/** Empties a migrated database for the next test, by what it holds: truncating all tables costs ten times as much. */
import type { Database, Sql } from '../../src/db/database.ts'

/** Its tables that a test may fill. */
export const tablesOf = (db: Database) =>
  db.query(async (sql) => {
    const rows = await sql<{ name: string }[]>`
      select tablename as name from pg_tables
      where schemaname = 'public' and tablename <> 'schema_migrations' order by tablename limit 200`
    return rows.map((row) => row.name)
  })

/** What differs after a change of schema, roles, settings or statistics; each change of a row there writes a new xmin. */
export const catalogOf = async (sql: Sql) => {
  const [row] = await sql<[{ catalog: string }]>`
      select concat_ws(' ',
        (select (count(*), max(xmin::text::bigint), sum(greatest(reltuples, 0)))
          from pg_class where relnamespace = 'public'::regnamespace),
        (select (count(*), max(xmin::text::bigint)) from pg_attribute
          where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)),
        (select (count(*), max(xmin::text::bigint)) from pg_constraint),
        (select (count(*), max(xmin::text::bigint)) from pg_index),
        (select (count(*), max(xmin::text::bigint)) from pg_trigger),
        (select (count(*), max(xmin::text::bigint)) from pg_proc),
        (select (count(*), max(xmin::text::bigint)) from pg_namespace),
        (select (count(*), max(xmin::text::bigint)) from pg_extension),
        (select (count(*), max(xmin::text::bigint)) from pg_authid),
        (select (count(*), max(xmin::text::bigint)) from pg_database),
        (select (count(*), max(xmin::text::bigint)) from pg_db_role_setting),
        (select (count(*), max(xmin::text::bigint)) from pg_statistic)) as catalog`
  return row.catalog
}

/** Deleted rows stay in the files; above this size a table costs the next tests more than truncating all does once. */
const DEAD_MAX_BYTES = 256 * 1024

/** Undone with the rows: what a session may have set for itself. */
const FORGET = 'reset all; unlisten *; select pg_advisory_unlock_all(); discard temp'

const filledTables = (db: Database, tables: string[]) =>
  db.query((sql) =>
    sql.unsafe<{ name: string; bytes: number }[]>(
      tables
        .map(
          (name) =>
            `select '${name}' as name, pg_relation_size('${name}')::int as bytes where exists (select from ${name})`,
        )
        .join(' union all '),
      [],
      { prepare: true },
    ),
  )

/** Its catalog now that it is like new again; none when a test changed more than rows. */
export const emptied = async (db: Database, tables: string[], catalog: string): Promise<string | undefined> => {
  await db.execute((sql) => sql.unsafe(FORGET))
  if ((await db.query(catalogOf)) !== catalog) return undefined
  const filled = await filledTables(db, tables)
  if (filled.some(({ bytes }) => bytes > DEAD_MAX_BYTES)) {
    await db.execute((sql) => sql.unsafe(`truncate ${tables.join()} restart identity`))
    return db.query(catalogOf)
  }
  // All of them are emptied: nothing is left that a foreign key could miss.
  const deletes = filled.map(({ name }) => `delete from ${name};`).join('')
  if (deletes)
    await db.execute((sql) => sql.unsafe(`begin; set local session_replication_role = replica; ${deletes} commit`))
  return catalog
}
