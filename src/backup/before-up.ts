/** The backup that is made before the schema of a database with people in it is changed. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { migrationStatus } from '../db/migrate.ts'
import type { Log } from '../log.ts'
import { backUp } from './backup.ts'
import { backupFolder, prepareFolder } from './folder.ts'
import { isEmpty } from './nightly-store.ts'

/** Upgrades are rare; the way back is wanted soon or never. */
const KEPT = 3
const NAME = /^before-up-.*\.tdc$/

const prune = async (folder: string) => {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted()
  for (const name of names.slice(0, -KEPT)) await rm(join(folder, name), { force: true })
}

interface BeforeUpOptions {
  db: Database
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'BACKUP_DIR' | 'BACKUP_KEEP' | 'BACKUP_PASSPHRASE'>
  release: string
  log: Pick<Log, 'info' | 'warn'>
  now?: () => Date
}

/**
 * Makes it where backups are wanted and migrations are missing; answers the file. A full disk, or a folder that
 * is none, does not keep a release from starting: each migration is all or nothing.
 */
export const keepBeforeUp = async ({ db, config, release, log, now = () => new Date() }: BeforeUpOptions) => {
  const folder = backupFolder(config)
  if (folder === undefined) return undefined
  const states = await migrationStatus(db)
  const applied = states.filter(({ applied_at }) => applied_at !== null)
  if (applied.length === 0 || applied.length === states.length || (await db.query(isEmpty))) return undefined
  const file = join(folder, `before-up-${now().toISOString().slice(0, -5).replaceAll(':', '-')}Z.tdc`)
  try {
    await prepareFolder(folder)
    const { rows } = await backUp(db, file, { release, passphrase: config.BACKUP_PASSPHRASE })
    await prune(folder)
    log.info({ file, rows }, 'backup made before the schema changes')
    return file
  } catch (error) {
    log.warn({ err: error }, 'no backup before the schema changes')
    return undefined
  }
}
