/** What the catalog of a migrated database says of its tables: columns in order, keys, and where they lead. */
import type { Sql } from '../src/db/database.ts'

export interface ColumnRow {
  table: string
  name: string
  type: string
  required: boolean
  key: boolean
}

export interface ReferenceRow {
  table: string
  columns: string[]
  target: string
  /** Whether its columns are the whole primary key: then there is one row at most. */
  single: boolean
}

export const listColumns = (sql: Sql) => sql<ColumnRow[]>`
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
         exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum limit 10000`

export const listReferences = (sql: Sql) => sql<ReferenceRow[]>`
  select c.relname as "table", t.relname as target,
         (select array_agg(a.attname::text order by p.at) from unnest(f.conkey) with ordinality as p (number, at)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = p.number) as columns,
         exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null
                 and i.indkey::int2[] <@ f.conkey::int2[]) as single
  from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and f.contype = 'f'
  order by c.relname, t.relname, f.conname limit 10000`
