/** Opens the database that the configuration names: a Postgres server, else the embedded one. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { FolderUnusable } from './data-folder.ts'
import type { Database } from './database.ts'
import { type DatabaseLog, SILENT } from './log.ts'
import { checkSchema, migrateUp } from './migrate.ts'
import { copyBeside } from './pglite/copy.ts'
import { openEmbedded } from './pglite/embedded.ts'
import { DataDirInUse, lockDataDir } from './pglite/lock.ts'
import { openShared, socketPath } from './pglite/share.ts'
import { startWatchdog } from './pglite/watchdog.ts'
import { openPostgres, primaryFirst, recognised } from './postgres.ts'
import { explainEmbedded, explainServer, isAway } from './start-failure.ts'

export type DatabaseConfig = Pick<
  Config,
  'DATABASE_URL' | 'DATABASE_MIGRATION_URL' | 'DATABASE_POOL_MAX' | 'DATA_DIR' | 'EMBEDDED_SYNC'
> &
  Partial<Pick<Config, 'DATABASE_WAIT_SECONDS' | 'BACKUP_DIR' | 'DATABASE_LISTEN_URL'>>

const openWatched = async (
  { DATA_DIR, EMBEDDED_SYNC, BACKUP_DIR }: DatabaseConfig,
  log: DatabaseLog,
): Promise<Database> => {
  const data_dir = join(DATA_DIR, 'postgres')
  const sync = EMBEDDED_SYNC !== 'off'
  const db = await openEmbedded(data_dir, { log, sync }).catch((error: unknown) => {
    if (error instanceof DataDirInUse || error instanceof FolderUnusable) throw error
    throw explainEmbedded(error, data_dir, BACKUP_DIR ?? join(DATA_DIR, 'backups'))
  })
  const stopWatchdog = startWatchdog()
  const safe = sync ? 'kill, full disk and power loss' : 'kill and full disk, NOT power loss (EMBEDDED_SYNC=off)'
  log.info({ data_dir, sync }, `embedded database open: safe across ${safe}`)
  const close = () => db.close().finally(stopWatchdog)
  return { ...db, close }
}

/**
 * Opens it; the schema is left as it is. Of a server only its kind is looked at: an outage shows in the first statement.
 * @throws DataDirInUse  another process has the embedded data
 */
export const openDatabase = async (config: DatabaseConfig, log: DatabaseLog = SILENT): Promise<Database> =>
  config.DATABASE_URL
    ? openPostgres(await recognised(await primaryFirst(config.DATABASE_URL), log), {
        pool_max: config.DATABASE_POOL_MAX,
        listen_address: config.DATABASE_LISTEN_URL,
        log,
      })
    : openWatched(config, log)

/** For commands beside a running `serve`: the embedded database as its guest, when another process owns it. */
export const openBeside = async (config: DatabaseConfig, log: DatabaseLog = SILENT): Promise<Database> => {
  try {
    return await openDatabase(config, log)
  } catch (error) {
    const path = socketPath(join(config.DATA_DIR, 'postgres'))
    if (error instanceof DataDirInUse && existsSync(path)) return openShared(path)
    throw error
  }
}

/** One copy at a time: two would take each other's files and end each other's online backup. */
const lockSnapshot = (copy: string) => {
  try {
    return lockDataDir(copy)
  } catch (error) {
    if (!(error instanceof DataDirInUse)) throw error
    throw new AppError('conflict', 'Another backup of this data is under way; try again when it has ended.')
  }
}

/**
 * All data at one moment, while others work on: a server gives each transaction its own view; of embedded data that
 * another process owns, a copy is made and opened here.
 */
export const openSnapshot = async (config: DatabaseConfig): Promise<Database> => {
  try {
    return await openDatabase(config)
  } catch (error) {
    const data_dir = join(config.DATA_DIR, 'postgres')
    if (!(error instanceof DataDirInUse && existsSync(socketPath(data_dir)))) throw error
    const copy = join(config.DATA_DIR, 'snapshot')
    const unlock = lockSnapshot(copy)
    const remove = () => rm(copy, { recursive: true, force: true }).finally(unlock)
    try {
      await copyBeside(data_dir, socketPath(data_dir), join(copy, 'postgres'))
      const db = await openEmbedded(join(copy, 'postgres'), { log: SILENT, sync: false })
      return { ...db, close: () => db.close().finally(remove) }
    } catch (failure) {
      await remove()
      throw failure
    }
  }
}

const WAIT_STEP_MS = 1_000

/**
 * Resolves when the database answers; waits for a server that is away, and says so.
 * @throws StartFailure  why it cannot be used
 */
export const awaitDatabase = async (config: DatabaseConfig, db: Database, log: DatabaseLog = SILENT) => {
  const { DATABASE_URL, DATABASE_WAIT_SECONDS = 0 } = config
  if (!DATABASE_URL) return
  const until = performance.now() + DATABASE_WAIT_SECONDS * 1000
  for (let first = true; ; first = false) {
    try {
      await db.ping()
      return
    } catch (error) {
      const failure = explainServer(error, DATABASE_URL)
      if (!isAway(error) || performance.now() > until) throw failure ?? error
      if (first) log.warn({ wait_s: DATABASE_WAIT_SECONDS, reason: failure?.message }, 'waiting for the database')
      await Bun.sleep(WAIT_STEP_MS)
    }
  }
}

/**
 * Brings the schema up, through DATABASE_MIGRATION_URL when that is set, and makes sure that this release may serve
 * on it; answers the versions it applied.
 * @throws SchemaError  the schema needs a newer release
 */
export const prepareSchema = async (config: DatabaseConfig, db: Database, release: string): Promise<number[]> => {
  const address = config.DATABASE_URL && config.DATABASE_MIGRATION_URL
  const migrator = address ? openPostgres(await primaryFirst(address), { pool_max: 1 }) : db
  try {
    const versions = await migrateUp(migrator, { release })
    await checkSchema(db, { release })
    return versions
  } catch (error) {
    throw (config.DATABASE_URL && explainServer(error, address ?? config.DATABASE_URL)) || error
  } finally {
    if (migrator !== db) await migrator.close()
  }
}
