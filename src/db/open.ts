/** Opens the database that the configuration names: a Postgres server, else the embedded one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from './database.ts'
import { openEmbedded } from './embedded.ts'
import { DataDirInUse } from './lock.ts'
import { type DatabaseLog, SILENT } from './log.ts'
import { checkSchema, migrateUp } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { openShared, socketPath } from './share.ts'
import { startWatchdog } from './watchdog.ts'

export type DatabaseConfig = Pick<Config, 'DATABASE_URL' | 'DATABASE_MIGRATION_URL' | 'DATABASE_POOL_MAX' | 'DATA_DIR'>

const openWatched = async (data_dir: string, log: DatabaseLog): Promise<Database> => {
  const db = await openEmbedded(data_dir, { log })
  const stopWatchdog = startWatchdog()
  log.info({ data_dir }, 'embedded database open: safe across kill and full disk, not across power loss')
  const close = () => db.close().finally(stopWatchdog)
  return { ...db, close }
}

/**
 * Opens it; the schema is left as it is. A server is not contacted yet: an outage shows in the first statement.
 * @throws DataDirInUse  another process has the embedded data
 */
export const openDatabase = async (config: DatabaseConfig, log: DatabaseLog = SILENT): Promise<Database> =>
  config.DATABASE_URL
    ? openPostgres(config.DATABASE_URL, { pool_max: config.DATABASE_POOL_MAX, log })
    : openWatched(join(config.DATA_DIR, 'postgres'), log)

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

/**
 * Brings the schema up, through DATABASE_MIGRATION_URL when that is set, and makes sure that this release may serve
 * on it; answers the versions it applied.
 * @throws SchemaError  the schema needs a newer release
 */
export const prepareSchema = async (config: DatabaseConfig, db: Database, release: string): Promise<number[]> => {
  const address = config.DATABASE_URL && config.DATABASE_MIGRATION_URL
  const migrator = address ? openPostgres(address, { pool_max: 1 }) : db
  try {
    const versions = await migrateUp(migrator, { release })
    await checkSchema(db, { release })
    return versions
  } finally {
    if (migrator !== db) await migrator.close()
  }
}
