/**
 * Brings the schema up or down. Each migration is one transaction under an advisory lock of that transaction, so that
 * instances that start together take turns and each migration runs once, also behind a pooler.
 */
import { MIGRATIONS, type Migration } from '../../sql/index.ts'
import type { Database } from './database.ts'
import { type Applied, applied, createTable, forget, lock, record, runScript, tableExists } from './store.ts'

/** A migration may rewrite a large table. */
const MIGRATION_DEADLINE_MS = 600_000

export interface MigrateOptions {
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

/** Runs `step` alone among all instances; it sees what is applied now. */
const alone = <T>(db: Database, step: (sql: Parameters<typeof lock>[0], done: Applied[]) => Promise<T>) =>
  db.transaction(
    async (sql) => {
      await lock(sql)
      await createTable(sql)
      return step(sql, await applied(sql))
    },
    { deadline_ms: MIGRATION_DEADLINE_MS },
  )

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

/**
 * Applies what is missing, oldest first; answers the versions applied by this call.
 * @throws SchemaError  the schema needs a newer release
 */
export const migrateUp = async (db: Database, { migrations = MIGRATIONS, release }: MigrateOptions) => {
  const versions: number[] = []
  for (const migration of migrations) {
    const ran = await alone(db, async (sql, done) => {
      refuseTooNew(done, release)
      if (done.some((row) => row.version === migration.version)) return false
      await runScript(sql, migration.up)
      await record(sql, migration)
      return true
    })
    if (ran) versions.push(migration.version)
  }
  return versions
}

/** Takes back every migration above `target`, newest first; answers the versions taken back. */
export const migrateDown = async (
  db: Database,
  target: number,
  { migrations = MIGRATIONS, release }: MigrateOptions,
) => {
  const versions: number[] = []
  for (const migration of migrations.filter(({ version }) => version > target).reverse()) {
    const ran = await alone(db, async (sql, done) => {
      refuseTooNew(done, release)
      if (done.some((row) => row.version > migration.version))
        throw new SchemaError(`Migrations above ${migration.version} are applied that this release does not know.`)
      if (!done.some((row) => row.version === migration.version)) return false
      await runScript(sql, migration.down)
      await forget(sql, migration.version)
      return true
    })
    if (ran) versions.push(migration.version)
  }
  return versions
}

export interface MigrationState {
  version: number
  name: string
  /** Null while it is not applied. */
  applied_at: Date | null
  /** Applied by a release that knows more than this one. */
  unknown: boolean
}

const appliedNow = (db: Database) => db.read(async (sql) => ((await tableExists(sql)) ? applied(sql) : []))

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
export const checkSchema = async (db: Database, { migrations = MIGRATIONS, release }: MigrateOptions) => {
  const done = await appliedNow(db)
  refuseTooNew(done, release)
  const missing = migrations.filter(({ version }) => !done.some((row) => row.version === version))
  if (missing.length)
    throw new SchemaError(
      `The schema is behind: run \`todochat migrate up\` (${missing.map((m) => m.name).join(', ')}).`,
    )
}
