/**
 * Brings the schema up or down. Each migration is one transaction under an advisory lock of that transaction, so that
 * instances that start together take turns and each migration runs once, also behind a pooler.
 */
import { createHash } from 'node:crypto'
import { MIGRATIONS, type Migration } from '../../sql/index.ts'
import type { CallOptions, Database } from './database.ts'
import {
  type Applied,
  applied,
  createTable,
  forget,
  lockMigrations,
  recordMigration,
  runScript,
  tableExists,
} from './store.ts'

/** A migration may rewrite a large table. */
const MIGRATION_DEADLINE_MS = 600_000

interface MigrateOptions {
  /** For tests; the shipped list otherwise. */
  migrations?: readonly Migration[]
  /** The release that asks, `major.minor.patch`. */
  release: string
}

export class SchemaError extends Error {}

const parts = (release: string) => release.split('-', 1)[0]?.split('.').map(Number) ?? []
/** Negative when `a` is older than `b`. */
export const compareReleases = (a: string, b: string): number => {
  const [left, right] = [parts(a), parts(b)]
  const place = [0, 1, 2].find((i) => (left[i] ?? 0) !== (right[i] ?? 0))
  return place === undefined ? 0 : (left[place] ?? 0) - (right[place] ?? 0)
}

const refuseTooNew = (done: Applied[], release: string) => {
  const needed = done
    .map((row) => row.min_release)
    .sort(compareReleases)
    .at(-1)
  if (needed && compareReleases(needed, release) > 0)
    throw new SchemaError(
      `The database was changed by a newer release: it needs todochat ${needed} or later, this is ${release}.`,
    )
}

type Sql = Parameters<typeof lockMigrations>[0]
/** Answers whether it changed the schema; `done` is what is applied now. */
type Step = (sql: Sql, migration: Migration, done: Applied[]) => Promise<boolean>

/** Runs `step` for each migration, alone among all instances; answers the versions that it changed. */
const each = async (db: Database, migrations: readonly Migration[], release: string, step: Step) => {
  const versions: number[] = []
  for (const migration of migrations) {
    const changed = await db.transaction(
      async (sql) => {
        await lockMigrations(sql)
        await createTable(sql)
        const done = await applied(sql)
        refuseTooNew(done, release)
        return step(sql, migration, done)
      },
      { deadline_ms: MIGRATION_DEADLINE_MS },
    )
    if (changed) versions.push(migration.version)
  }
  return versions
}

const holds = (done: Applied[], { version }: Migration) => done.some((row) => row.version === version)

const checksumOf = ({ up, down }: Migration) => createHash('sha256').update(up).update('\0').update(down).digest('hex')

/** A migration that was edited after it ran is not the one that the schema has. */
const refuseChanged = (done: Applied[], migrations: readonly Migration[]) => {
  const changed = migrations.find((migration) => {
    const checksum = done.find(({ version }) => version === migration.version)?.checksum
    return checksum && checksum !== checksumOf(migration)
  })
  if (changed)
    throw new SchemaError(
      `Migration ${changed.version} (${changed.name}) is not the one that was applied here. Run the release that applied it.`,
    )
}

/**
 * Applies what is missing, oldest first; answers the versions applied by this call.
 * @throws SchemaError  the schema needs a newer release
 */
export const migrateUp = async (db: Database, { migrations = MIGRATIONS, release }: MigrateOptions) => {
  const present = await appliedNow(db)
  refuseTooNew(present, release)
  refuseChanged(present, migrations)
  // The usual start: nothing to do, so nothing to write or to lock.
  const missing = migrations.filter((migration) => !holds(present, migration))
  return each(db, missing, release, async (sql, migration, done) => {
    if (holds(done, migration)) return false
    await runScript(sql, migration.up)
    await recordMigration(sql, migration, checksumOf(migration))
    return true
  })
}

/** Takes back every migration above `target`, newest first; answers the versions taken back. */
export const migrateDown = (db: Database, target: number, { migrations = MIGRATIONS, release }: MigrateOptions) => {
  const above = migrations.filter(({ version }) => version > target).toReversed()
  return each(db, above, release, async (sql, migration, done) => {
    if (done.some((row) => row.version > migration.version))
      throw new SchemaError(`Migrations above ${migration.version} are applied that this release does not know.`)
    if (!holds(done, migration)) return false
    await runScript(sql, migration.down)
    await forget(sql, migration.version)
    return true
  })
}

export interface MigrationState {
  version: number
  name: string
  /** Null while it is not applied. */
  applied_at: Date | null
  /** Applied by a release that knows more than this one. */
  unknown: boolean
}

const appliedNow = (db: Database, options?: CallOptions) =>
  db.query(async (sql) => ((await tableExists(sql)) ? applied(sql) : []), options)

/** Every known or applied migration, in order. */
export const migrationStatus = async (
  db: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<MigrationState[]> => {
  const done = await appliedNow(db)
  const known = migrations.map(({ version, name }) => ({
    version,
    name,
    applied_at: done.find((row) => row.version === version)?.applied_at ?? null,
    unknown: false,
  }))
  const strange = done
    .filter((row) => !known.some(({ version }) => version === row.version))
    .map(({ version, name, applied_at }) => ({ version, name, applied_at, unknown: true }))
  return [...known, ...strange].sort((a, b) => a.version - b.version)
}

/**
 * Whether this release may serve on the schema as it is.
 * @throws SchemaError  a migration is missing, or the schema needs a newer release
 */
export const checkSchema = async (
  db: Database,
  { migrations = MIGRATIONS, release, urgent = false }: MigrateOptions & CallOptions,
) => {
  const done = await appliedNow(db, { urgent })
  refuseTooNew(done, release)
  refuseChanged(done, migrations)
  const missing = migrations.filter(({ version }) => !done.some((row) => row.version === version))
  if (missing.length)
    throw new SchemaError(
      `The schema is behind: run \`todochat migrate up\` (${missing.map((m) => m.name).join(', ')}).`,
    )
}
