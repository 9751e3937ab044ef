/** `migrate`: brings the schema up or down by hand, or says where it stands. `serve` migrates by itself. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { backUp } from '../backup/backup.ts'
import { keepBeforeUp } from '../backup/before-up.ts'
import { type Config, loadConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { type MigrationState, migrateDown, migrateUp, migrationStatus, SchemaError } from '../db/migrate.ts'
import { openBeside, openDatabase, openSnapshot } from '../db/open.ts'
import { countOthers } from '../db/store.ts'
import { type Command, type Terminal, UsageError } from './command.ts'
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

/** Refuses while anybody serves, and keeps what will be lost. */
const prepareDown = async (config: Config, db: Database, terminal: Terminal) => {
  if (!db.embedded && (await db.query((sql) => countOthers(sql))) > 0)
    throw new SchemaError('A server is connected to this database. Stop it first: it would fail on the older schema.')
  if (!(await migrationStatus(db)).some(isApplied)) return
  const folder = join(config.DATA_DIR, 'backups')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `before-down-${new Date().toISOString().replaceAll(':', '-')}.tdc`)
  await backUp(db, file, { release: VERSION, passphrase: config.BACKUP_PASSPHRASE })
  terminal.tell(`Everything as it was is in ${file}`)
}

/** Keeps what is there as a start does. Beside a server a copy of its data is read, so that it goes on meanwhile. */
const prepareUp = async (config: Config, db: Database, terminal: Terminal) => {
  if ((await migrationStatus(db)).every(isApplied)) return
  const source = db.guest ? await openSnapshot(config) : db
  const log = {
    info: () => undefined,
    warn: ({ err }: { err?: unknown }) =>
      terminal.tell(`No backup was made: ${err instanceof Error ? err.message : err}`),
  }
  try {
    const file = await keepBeforeUp({ db: source, config, release: VERSION, log })
    if (file) terminal.tell(`Everything as it was is in ${file}`)
  } finally {
    if (source !== db) await source.close()
  }
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
  form: 'up|down [VERSION] --yes|status [--json]',
  about: 'Bring the schema up, down to a version (one step without), or say where it stands.',
  words: 2,
  json: true,
  switches: ['yes'],
  async run({ rest: [way = '', version], json, switches }, terminal) {
    const step = STEPS[way]
    if (!step) throw new UsageError('Say "migrate up", "migrate down" or "migrate status"')
    if (version !== undefined && way !== 'down') throw new UsageError(`"migrate ${way}" takes no version`)
    const config = loadConfig(terminal.env)
    if (way === 'down' && !switches?.has('yes'))
      throw new UsageError('This takes migrations back together with their data; stop the server and say --yes')
    // Beside a server that has the embedded data, `down` is refused by the lock.
    const db = await (way === 'down' ? openDatabase : openBeside)(forMigration(config))
    try {
      if (way === 'down') await prepareDown(config, db, terminal)
      if (way === 'up') await prepareUp(config, db, terminal)
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
