/** `migrate`: brings the schema up or down by hand, or says where it stands. `serve` migrates by itself. */
import { type Config, loadConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { type MigrationState, migrateDown, migrateUp, migrationStatus } from '../db/migrate.ts'
import { openBeside } from '../db/open.ts'
import { type Command, UsageError } from './command.ts'
import { VERSION } from './version.ts'

/** The same configuration, reaching the database with the right to change its schema. */
const forMigration = (config: Config): Config => ({
  ...config,
  DATABASE_URL: config.DATABASE_URL && (config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL),
})

const isApplied = ({ applied_at }: MigrationState) => applied_at !== null

/** One step back when no version is named. */
const targetOf = (said: string | undefined, states: MigrationState[]) => {
  if (said !== undefined && !/^\d{1,9}$/.test(said)) throw new UsageError('VERSION must be a whole number')
  return said === undefined ? (states.filter(isApplied).at(-2)?.version ?? 0) : Number(said)
}

type Step = (db: Database, version?: string) => Promise<number[]>
const STEPS: Record<string, Step> = {
  up: (db) => migrateUp(db, { release: VERSION }),
  down: async (db, version) => migrateDown(db, targetOf(version, await migrationStatus(db)), { release: VERSION }),
  status: async () => [],
}

const described = ({ version, name, applied_at, unknown }: MigrationState) =>
  `${String(version).padStart(4, '0')} ${name}  ${applied_at?.toISOString() ?? 'missing'}${unknown ? '  (of a newer release)' : ''}`

const conclusion = (changed: number[], states: MigrationState[]) => {
  const missing = states.filter((state) => !isApplied(state)).length
  const rest = missing ? `${missing} missing: run "todochat migrate up".` : 'The schema is up to date.'
  return changed.length ? `Changed: ${changed.join(', ')}. ${rest}` : rest
}

export const migrate: Command = {
  name: 'migrate',
  form: 'up|down [VERSION]|status [--json]',
  about: 'Bring the schema up, down to a version (one step without), or say where it stands.',
  words: 2,
  json: true,
  async run({ rest: [way = '', version], json }, terminal) {
    const step = STEPS[way]
    if (!step) throw new UsageError('Say "migrate up", "migrate down" or "migrate status"')
    if (version !== undefined && way !== 'down') throw new UsageError(`"migrate ${way}" takes no version`)
    const db = await openBeside(forMigration(loadConfig(terminal.env)))
    try {
      const changed = await step(db, version)
      const migrations = await migrationStatus(db)
      if (json) terminal.print(JSON.stringify({ changed, migrations }))
      else terminal.print([...migrations.map(described), conclusion(changed, migrations)].join('\n'))
      return 0
    } finally {
      await db.close()
    }
  },
}
