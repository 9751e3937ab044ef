/** What is deleted by itself: what outlived its use, and what the operator does not want to keep. */
import type { Account } from './account/account.ts'
import { untilDone } from './db/batches.ts'
import type { Database } from './db/database.ts'
import { keptDeliveries, pruneDeliveries } from './delivery/store.ts'
import { pruneKeys } from './idempotency/idempotency.ts'
import { keptKeys } from './idempotency/store.ts'
import type { Log } from './log.ts'
import { setKept } from './metrics.ts'
import { pruneRung } from './reminder/reminder.ts'
import { deleteFinishedBefore, pruneChanges } from './task/store.ts'
import { deleteThreadsBefore, purgeThreads } from './thread/deletion-store.ts'

/** Every instance does it; each statement is bounded and harmless when done twice. */
const HOUSEKEEPING_MS = 10 * 60_000

interface HousekeepingOptions {
  db: Database
  account: Account
  log: Log
  /** RETENTION_DAYS; 0 keeps everything. */
  retention_days: number
}

export const keepHouse = async ({ db, account, retention_days }: HousekeepingOptions) => {
  await account.prune()
  await untilDone(db, pruneKeys)
  setKept('idempotency_keys', await db.query(keptKeys))
  await untilDone(db, pruneDeliveries)
  setKept('deliveries', await db.query(keptDeliveries))
  await untilDone(db, (sql) => pruneChanges(sql))
  await untilDone(db, purgeThreads)
  await pruneRung(db)
  if (retention_days === 0) return
  await db.query((sql) => deleteThreadsBefore(sql, retention_days))
  await db.query((sql) => deleteFinishedBefore(sql, retention_days))
}

/** Begins now and then keeps on; gives the way to stop it. */
export const startHousekeeping = (options: HousekeepingOptions) => {
  const once = () =>
    keepHouse(options).catch((error) => options.log.warn({ err: error }, 'housekeeping failed; it is tried again'))
  void once()
  const timer = setInterval(once, HOUSEKEEPING_MS)
  return () => clearInterval(timer)
}
