/** What administrators look at: usage by day, the state of the installation, and its backups. */
import { basename } from 'node:path'
import type { Caller } from '../account/schema.ts'
import { provedBy, record } from '../audit/record.ts'
import { backupFolder, listNightly } from '../backup/folder.ts'
import { backupState } from '../backup/nightly.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { migrationStatus } from '../db/migrate.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { BackupsState, InstallationState, UsageOfDay } from './schema.ts'
import { readWork, usageByDay } from './store.ts'

const USAGE_DAYS = 30
const DAY_MS = 86_400_000
const FILES_SHOWN = 60

interface AdminOptions {
  db: Database
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'BACKUP_DIR' | 'BACKUP_KEEP'>
  log: Log
  version: string
}

type MakeBackup = () => Promise<unknown>

/** Every day up to today, also those without any. */
const filled = (rows: UsageOfDay[], now: number): UsageOfDay[] => {
  const known = new Map(rows.map((row) => [row.day, row]))
  return Array.from({ length: USAGE_DAYS }, (_, at) => {
    const day = new Date(now - (USAGE_DAYS - 1 - at) * DAY_MS).toISOString().slice(0, 10)
    return known.get(day) ?? { day, tokens: 0, people: 0 }
  })
}

export const createAdmin = ({ db, config, log, version }: AdminOptions) => {
  const folder = backupFolder(config)
  let make: MakeBackup | undefined
  let making: Promise<unknown> | undefined

  const backups = async (): Promise<BackupsState> => {
    const here = { ready: folder !== undefined && make !== undefined, making: making !== undefined }
    if (folder === undefined) return { status: 'off', files: [], ...here }
    const { status, outcome } = await backupState(db)
    const files = (await listNightly(folder)).slice(0, FILES_SHOWN)
    return {
      folder,
      status,
      ...(outcome && { outcome }),
      files: files.map(({ path, bytes, made_at }) => ({ name: basename(path), bytes, made_at: made_at.toISOString() })),
      ...here,
    }
  }

  return {
    backups,
    /** The last thirty days (UTC), oldest first. */
    usageOfAll: async (): Promise<UsageOfDay[]> =>
      filled(await db.query((sql) => usageByDay(sql, USAGE_DAYS)), Date.now()),

    async state(): Promise<InstallationState> {
      const migrations = await migrationStatus(db)
      const schema = migrations.filter(({ applied_at }) => applied_at !== null).at(-1)?.version ?? 0
      const work = await db.query(readWork)
      return { version, embedded: db.embedded, schema, newest_schema: migrations.at(-1)?.version ?? 0, ...work }
    },

    /** The serving process provides how a backup is made. */
    backUpBy(how: MakeBackup) {
      make = how
    },

    /** Begins one and does not wait for it. @throws conflict  none can be made, or one is being made */
    async backUpNow(admin: Caller): Promise<void> {
      if (!make || folder === undefined) throw new AppError('conflict', 'No backups are made here; set BACKUP_DIR.')
      if (making) throw new AppError('conflict', 'A backup is being made already.')
      await db.execute((sql) => record(sql, admin.user_id, 'backup_made', provedBy(admin)))
      making = make()
        .catch((err) => log.error({ err }, 'a backup that was asked for failed'))
        .finally(() => {
          making = undefined
        })
    },
  }
}
