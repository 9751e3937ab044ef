/** The database from this machine: is it there, is it the right one, may we use it, does its clock agree. */
import { join } from 'node:path'
import { backupFolder, listNightly } from '../backup/folder.ts'
import { backupState } from '../backup/nightly.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { checkSchema, migrationStatus, SchemaError } from '../db/migrate.ts'
import { hostsOf } from '../db/server/address.ts'
import { forbiddenTables, type ServerFacts, serverFacts } from './doctor-store.ts'
import { type Finding, failed, note, ok, warning } from './finding.ts'

const CHECK = 'database'
const VERSION_LEAST = 140_000
/** Leases last six seconds: past this, two instances disagree about who is alive only by the database's clock. */
const CLOCK_MAX_MS = 2_000

interface Patient {
  config: Config
  db: Database
  release: string
  /** Whether another process serves from the embedded data now. */
  served: boolean
}

const placeOf = ({ config, served }: Patient) => {
  if (config.DATABASE_URL) return hostsOf(config.DATABASE_URL)
  return `embedded in ${join(config.DATA_DIR, 'postgres')}${served ? ', while the server runs' : ', no server runs'}`
}

const versionFinding = (patient: Patient, { version, version_text, encoding }: ServerFacts): Finding => {
  if (version < VERSION_LEAST) return failed(CHECK, `Postgres ${version_text} is too old.`, 'Use Postgres 14 or newer.')
  if (encoding !== 'UTF8')
    return failed(
      CHECK,
      `The database stores ${encoding}.`,
      'Make it anew: createdb --encoding=UTF8 --template=template0.',
    )
  return ok(CHECK, `Postgres ${version_text} (${placeOf(patient)}).`)
}

const clockFinding = ({ now }: ServerFacts, asked_at: number): Finding => {
  const off_ms = Math.abs(now.getTime() - (asked_at + Date.now()) / 2)
  if (off_ms <= CLOCK_MAX_MS) return ok('clock', 'The clocks of this machine and the database agree.')
  return warning(
    'clock',
    `The clocks of this machine and the database differ by ${Math.round(off_ms / 1000)} s.`,
    'Turn on NTP on both (timedatectl set-ntp true): tokens and due days go by this machine, leases by the database.',
  )
}

const rightsFindings = async ({ db, config }: Patient, { user_name, may_create }: ServerFacts): Promise<Finding[]> => {
  const forbidden = await db.query(forbiddenTables)
  if (forbidden.length)
    return [
      failed(
        'rights',
        `"${user_name}" may not read and write ${forbidden.join(', ')}.`,
        `Grant it as the owner: see "Least privilege" in docs/operations.md.`,
      ),
    ]
  if (!may_create && !config.DATABASE_MIGRATION_URL)
    return [
      warning(
        'rights',
        `"${user_name}" may not change the schema, and DATABASE_MIGRATION_URL is not set.`,
        'Set it to the address of the owner, or run "todochat migrate up" with it before each new release.',
      ),
    ]
  return [ok('rights', `"${user_name}" may do what it has to.`)]
}

const schemaFinding = async ({ db, release }: Patient): Promise<Finding> => {
  const states = await migrationStatus(db)
  if (states.every(({ applied_at }) => applied_at === null))
    return note('schema', 'The database is empty.', 'The first "todochat serve" makes the schema.')
  try {
    await checkSchema(db, { release })
    return ok('schema', `All ${states.length} migrations are applied and unchanged.`)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    return failed('schema', error.message, 'Start the newest release, or "todochat migrate up"; it makes a way back.')
  }
}

const poolerFinding = ({ db, config }: Patient): Finding => {
  if (!db.pooled) return ok('pooler', 'No transaction pooler stands between.')
  if (config.DATABASE_LISTEN_URL || config.REDIS_URL)
    return ok('pooler', 'A transaction pooler stands between; news go around it.')
  return note(
    'pooler',
    'A transaction pooler stands between: instances poll for changes of the others four times a second while a reader waits.',
    'DATABASE_LISTEN_URL, the address of Postgres itself, or REDIS_URL makes that immediate.',
  )
}

export const checkDatabase = async (patient: Patient): Promise<Finding[]> => {
  const asked_at = Date.now()
  const facts = await patient.db.query(serverFacts)
  return [
    versionFinding(patient, facts),
    ...(patient.db.embedded ? [] : [clockFinding(facts, asked_at)]),
    ...(patient.db.embedded ? [] : [poolerFinding(patient)]),
    ...(await rightsFindings(patient, facts)),
    await schemaFinding(patient),
  ]
}

const hours = (seconds: number) => `${(seconds / 3600).toFixed(1)} h`

const nightlyFinding = ({ status, age_seconds, outcome }: Awaited<ReturnType<typeof backupState>>): Finding => {
  const age = age_seconds === undefined ? 'none has succeeded yet' : `the newest is ${hours(age_seconds)} old`
  if (status === 'failing')
    return failed(
      'backups',
      `The last nightly backup failed (${outcome}); ${age}.`,
      'Correct the cause; "todochat backup FILE" makes one now.',
    )
  if (status === 'stale')
    return warning('backups', `Nightly backups stopped: ${age}.`, 'Look into the log of "todochat serve" around 03:00.')
  if (status === 'none')
    return note('backups', 'No nightly backup yet.', 'The first is made a few minutes after a start.')
  return ok('backups', `Nightly backups work: ${age}.`)
}

export const checkBackups = async ({ config, db }: Patient): Promise<Finding[]> => {
  const folder = backupFolder(config)
  if (folder === undefined)
    return [
      note(
        'backups',
        'No nightly backups are made beside DATABASE_URL.',
        'Set BACKUP_DIR, unless the server has its own.',
      ),
    ]
  const states = await migrationStatus(db)
  if (states.some(({ applied_at }) => applied_at === null)) return []
  const files = await listNightly(folder)
  const encrypted = config.BACKUP_PASSPHRASE !== undefined
  return [
    nightlyFinding(await backupState(db)),
    encrypted
      ? ok('backups', `${files.length} of ${config.BACKUP_KEEP} nightly backups in ${folder}, encrypted.`)
      : note(
          'backups',
          `${files.length} of ${config.BACKUP_KEEP} nightly backups in ${folder}, not encrypted.`,
          'BACKUP_PASSPHRASE encrypts them; keep copies on another machine.',
        ),
  ]
}
