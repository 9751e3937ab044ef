/** `backup`, `restore` and `fingerprint`: all data into a file, out of it, and as one number to compare. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setAuditKey } from '../audit/seal.ts'
import { backUp, fingerprint as fingerprintOf, restore as restoreFrom, type Summary, verify } from '../backup/backup.ts'
import { hasUsers } from '../backup/store.ts'
import { type Config, loadConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { SILENT } from '../db/log.ts'
import { openDatabase, openSnapshot } from '../db/open.ts'
import { replaceCluster } from '../db/pglite/data-dir.ts'
import { openEmbedded } from '../db/pglite/embedded.ts'
import { lockDataDir } from '../db/pglite/lock.ts'
import { AppError } from '../errors.ts'
import { withSecrets } from './audit-key.ts'
import { type Command, type ExitCode, type Terminal, UsageError } from './command.ts'
import { VERSION } from './version.ts'

const REPORT_EVERY_ROWS = 100_000

const progress = (terminal: Terminal, what: string) => {
  let reported = 0
  return (rows: number) => {
    if (rows - reported < REPORT_EVERY_ROWS) return
    reported = rows
    terminal.tell(`${what}: ${rows.toLocaleString('en')} rows …`)
  }
}

const fileOf = (name: string | undefined, command: string) => {
  if (name === undefined) throw new UsageError(`Say which file: "${command} FILE"`)
  return resolve(name)
}

const closing = async <T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> => {
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

const answer = (terminal: Terminal, json: boolean, sentence: string, facts: Summary & { file?: string }) =>
  terminal.print(json ? JSON.stringify(facts) : `${sentence}: ${facts.rows} rows, fingerprint ${facts.fingerprint}`)

/** Opens a backup in a database beside it that is thrown away: what it holds is what it says, or an error. */
const openBackup = async (file: string, config: Config) => {
  const aside = await mkdtemp(`${file}.check`)
  try {
    const options = { release: VERSION, passphrase: config.BACKUP_PASSPHRASE, replace: true }
    return await closing(await openEmbedded(join(aside, 'postgres'), { log: SILENT, sync: false }), (db) =>
      restoreFrom(db, file, options),
    )
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

const checkBackup = async (name: string, json: boolean, terminal: Terminal): Promise<ExitCode> => {
  const file = resolve(name)
  const config = loadConfig(terminal.env)
  await verify(file, config.BACKUP_PASSPHRASE)
  answer(terminal, json, `${file} can be restored`, { ...(await openBackup(file, config)), file })
  return 0
}

export const backup: Command = {
  name: 'backup',
  form: 'FILE | verify FILE [--json]',
  about:
    'Write all data into a new file, also while the server runs; encrypted with BACKUP_PASSPHRASE when that is set. verify: open one in a throw-away database and compare.',
  words: 2,
  json: true,
  async run({ rest: [name, checked], json }, terminal) {
    if (checked !== undefined && name !== 'verify') throw new UsageError(`"backup" takes no "${checked}"`)
    if (checked !== undefined) return checkBackup(checked, json, terminal)
    const file = fileOf(name, 'backup')
    const config = withSecrets(loadConfig(terminal.env))
    // The heads of the audit name people by a hash that needs it.
    setAuditKey(config.AUDIT_KEY)
    const passphrase = config.BACKUP_PASSPHRASE
    const options = { release: VERSION, passphrase, onrows: progress(terminal, 'Written') }
    const summary = await closing(await openSnapshot(config), (db) => backUp(db, file, options))
    answer(terminal, json, `Wrote and verified ${file}`, { ...summary, file })
    if (!passphrase)
      terminal.tell('It is not encrypted: keep it as safe as the database (BACKUP_PASSPHRASE encrypts it).')
    terminal.tell('It holds all texts and the hashes of passwords and tokens, but no JWT_SECRET: keep that separately.')
    return 0
  },
}

/** Grows beside the data and takes its place when it is whole; nothing is touched before that. */
const restoreEmbedded = async ({ DATA_DIR }: Config, fill: (db: Database) => Promise<Summary>) => {
  const data_dir = join(DATA_DIR, 'postgres')
  const aside = join(DATA_DIR, 'restore')
  const unlock = lockDataDir(data_dir)
  try {
    await rm(aside, { recursive: true, force: true })
    const draft = join(aside, 'postgres')
    const summary = await closing(await openEmbedded(draft, { log: SILENT, sync: false }), fill)
    await replaceCluster(data_dir, draft)
    return summary
  } finally {
    await rm(aside, { recursive: true, force: true })
    unlock()
  }
}

/** @throws AppError  there are accounts, or it cannot be seen whether there are */
const refuseToReplace = async (config: Config) => {
  if (!(await Bun.file(join(config.DATA_DIR, 'postgres/PG_VERSION')).exists())) return
  const taken = await closing(await openDatabase(config), (db) => db.query((sql) => hasUsers(sql)))
  if (taken)
    throw new AppError('conflict', `${config.DATA_DIR} holds accounts already; say --yes to replace all of its data.`)
}

export const restore: Command = {
  name: 'restore',
  form: 'FILE [--yes] [--json]',
  about:
    'Put the data of a backup into the database, embedded or Postgres; --yes replaces what is there. Stop the server first.',
  words: 1,
  json: true,
  switches: ['yes'],
  async run({ rest: [name], json, switches }, terminal) {
    const file = fileOf(name, 'restore')
    const config = loadConfig(terminal.env)
    const replace = switches?.has('yes') ?? false
    const options = {
      release: VERSION,
      passphrase: config.BACKUP_PASSPHRASE,
      onrows: progress(terminal, 'Restored'),
    }
    await verify(file, options.passphrase)
    if (!config.DATABASE_URL && !replace) await refuseToReplace(config)
    const summary = config.DATABASE_URL
      ? await closing(await openDatabase(forMigration(config)), (db) => restoreFrom(db, file, { ...options, replace }))
      : await restoreEmbedded(config, (db) => restoreFrom(db, file, { ...options, replace: true }))
    answer(terminal, json, `Restored ${file}`, { ...summary, file })
    return 0
  },
}

/** Restoring may have to make the schema. */
const forMigration = (config: Config): Config => ({
  ...config,
  DATABASE_URL: config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL,
})

export const fingerprint: Command = {
  name: 'fingerprint',
  form: '[--json]',
  about: 'Hash every row of every table, to compare databases; also while the server runs.',
  words: 0,
  json: true,
  async run({ json }, terminal) {
    const summary = await closing(await openSnapshot(loadConfig(terminal.env)), fingerprintOf)
    terminal.print(json ? JSON.stringify(summary) : `${summary.fingerprint}  (${summary.rows} rows)`)
    return 0
  },
}
