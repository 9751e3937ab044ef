/**
 * Writes docs/data-model.md from the schema as a migrated database has it: a drawing of what leads where, and every table
 * with what its migration says of it. A test holds the file equal to what this writes. `bun run docs`
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { LIMITS } from '../src/db/client.ts'
import type { Database } from '../src/db/database.ts'
import { migrateUp } from '../src/db/migrate.ts'
import { startEmbedded } from '../src/db/pglite/embedded.ts'
import { openEngine } from '../src/db/pglite/engine.ts'
import { type ColumnRow, listColumns, listReferences, type ReferenceRow } from './data-model-store.ts'

const ROOT = join(import.meta.dir, '..')
export const DATA_MODEL = join(ROOT, 'docs', 'data-model.md')

const HEAD = (newest: string) => `# Data model

Drawn by \`bun run docs\` from the schema that the migrations in [sql/](../sql) make, up to \`${newest}\`; do not edit it by hand.

Every table that grows leads its keys with \`user_id\`, so that the schema can be spread over nodes by user; \`users\` and what is
found before a user is known (hashes of tokens and links) are small reference tables. Times are \`timestamptz\`; days of tasks
are calendar dates of the person. What leads to a table is deleted with it, so erasing a user erases everything (an invitation
forgets its maker instead).
`

const migrations = readdirSync(join(ROOT, 'sql'))
  .filter((name) => name.endsWith('.up.sql'))
  .toSorted()

/** Of tables that are made without a comment right above them. */
const SAID: Record<string, string> = {
  audit_entries: 'What was done to and with an account: a chain of sealed rows for each person.',
  feedback: 'What a person thinks of an answer: good or bad.',
  schema_migrations: 'Which migrations were applied, when, and what they were.',
}

/** What stands above the table where it is made, as one line. */
const aboutOf = (sql: string[], table: string) => {
  const made = new RegExp(`((?:^--.*\\n)+)create (?:unlogged )?table ${table} \\(`, 'm')
  const comment = sql.map((text) => made.exec(text)?.[1]).find((found) => found !== undefined)
  return comment?.replace(/^-- ?/gm, '').trim().replaceAll('\n', ' ') ?? SAID[table] ?? ''
}

const drawing = (tables: string[], references: ReferenceRow[]) => {
  const lines = references.map(
    ({ table, columns, target, single }) => `  ${target} ||--o${single ? '|' : '{'} ${table} : "${columns.join(', ')}"`,
  )
  const alone = tables.filter((name) => !references.some(({ table, target }) => table === name || target === name))
  return ['```mermaid', 'erDiagram', ...lines, ...alone.map((name) => `  ${name}`), '```'].join('\n')
}

const tableOf = (about: string, columns: ColumnRow[]) => {
  const rows = columns.map(({ name, type, required, key }) => {
    const marks = [key && 'key', !required && 'may be null'].filter(Boolean).join(', ')
    return `| \`${name}\` | ${type} | ${marks} |`
  })
  return [...(about ? [about, ''] : []), '| Column | Type | |', '|---|---|---|', ...rows].join('\n')
}

/** The whole file. */
export const dataModel = async (db: Database) => {
  const [columns, references] = await db.query(
    async (sql) => [await listColumns(sql), await listReferences(sql)] as const,
  )
  const tables = [...Map.groupBy(columns, ({ table }) => table)]
  const sql = migrations.map((name) => readFileSync(join(ROOT, 'sql', name), 'utf8'))
  const parts = tables.map(([name, own]) => `### ${name}\n\n${tableOf(aboutOf(sql, name), own)}`)
  const names = tables.map(([name]) => name)
  return [
    HEAD(migrations.at(-1)?.replace('.up.sql', '') ?? ''),
    '## What leads where\n',
    `${drawing(names, references)}\n`,
    '## Tables\n',
    ...parts.flatMap((part) => [part, '']),
  ].join('\n')
}

if (import.meta.main) {
  const db = startEmbedded(await openEngine({}), { limits: LIMITS })
  await migrateUp(db, { release: packageJson.version })
  await Bun.write(DATA_MODEL, await dataModel(db))
  await db.close()
}
