/** What is deleted by itself: what outlived its use, and what the operator does not want to keep. */
import type { Account } from './account/account.ts'
import type { Database } from './db/database.ts'
import { prune as pruneDeliveries } from './delivery/store.ts'
import type { Log } from './log.ts'
import { prune as pruneKeys } from './once/once.ts'
import { prune as pruneChanges } from './task/history/store.ts'
import { deleteFinishedBefore } from './task/retention/store.ts'
import { deleteThreadsBefore } from './thread/store.ts'

/** Every instance does it; each statement is bounded and harmless when done twice. */
export const HOUSEKEEPING_MS = 10 * 60_000

export interface HousekeepingOptions {
  db: Database
  account: Account
  log: Log
  /** RETENTION_DAYS; 0 keeps everything. */
  retention_days: number
}

export const keepHouse = async ({ db, account, retention_days }: HousekeepingOptions) => {
  await account.prune()
  await db.read((sql) => pruneKeys(sql))
  await db.read((sql) => pruneDeliveries(sql))
  await db.read((sql) => pruneChanges(sql))
  if (retention_days === 0) return
  await db.read((sql) => deleteThreadsBefore(sql, retention_days))
  await db.read((sql) => deleteFinishedBefore(sql, retention_days))
}

/** Begins now and then keeps on; gives the way to stop it. */
export const startHousekeeping = (options: HousekeepingOptions) => {
  const once = () =>
    keepHouse(options).catch((error) => options.log.warn({ err: error }, 'housekeeping failed; it is tried again'))
  void once()
  const timer = setInterval(once, HOUSEKEEPING_MS)
  return () => clearInterval(timer)
}
