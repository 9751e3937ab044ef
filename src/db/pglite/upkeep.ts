/**
 * Keeps the embedded database in shape at quiet moments: no autovacuum and no checkpointer runs in it. Everybody waits
 * behind a statement here, so large tables wait until the installation is idle. Also says early when the disk fills.
 */
import { setEmbeddedSizes } from '../../metrics.ts'
import type { Database } from '../database.ts'
import type { DatabaseLog } from '../log.ts'
import { DISK_LOW_BYTES, freeBytes } from './disk.ts'
import { checkpoint, readSizes, vacuumTable, type WornTable, wornTables } from './upkeep-store.ts'

const LOOK_EVERY_MS = 60_000
/** Vacuumed within some hundred milliseconds: also while people are about, when it has waited long enough. */
const SMALL_BYTES = 32 * 1024 * 1024
const WAIT_MAX_MS = 6 * 3_600_000
/** Written since the last checkpoint: half a second of recovery. */
const CHECKPOINT_BYTES = 8 * 1024 * 1024
/** From here on it is said; it stops at DISK_LOW_BYTES. */
const DISK_WARN_BYTES = 1024 ** 3
const WARN_EVERY_MS = 3_600_000

type DiskState = 'ok' | 'low' | 'full'

/** How full the disk is, from what is free. */
export const diskState = (free: number): DiskState => {
  if (free < DISK_LOW_BYTES) return 'full'
  return free < DISK_WARN_BYTES ? 'low' : 'ok'
}

export interface UpkeepOptions {
  db: Database
  log: DatabaseLog
  data_dir: string
  /** Whether the installation is idle: no run at work, no request in the last minutes. */
  isQuiet: () => boolean
  free?: (path: string) => number
  now?: () => number
}

/** Warns at once when the disk becomes low, then every hour. */
const createDiskWarning = ({ log, data_dir, free = freeBytes, now = Date.now }: UpkeepOptions) => {
  let said = { state: 'ok' as DiskState, at: Number.NEGATIVE_INFINITY }
  return () => {
    const free_bytes = free(data_dir)
    const state = diskState(free_bytes)
    if (state !== 'ok' && (state !== said.state || now() - said.at >= WARN_EVERY_MS)) {
      log.warn({ data_dir, free_bytes, state }, 'the disk is filling: free some room before nothing can be saved')
      said = { state, at: now() }
    }
    if (state === 'ok') said = { state, at: Number.NEGATIVE_INFINITY }
    return free_bytes
  }
}

/** One look and what it finds to do; answers the tables that were vacuumed. */
export const createUpkeep = (options: UpkeepOptions) => {
  const { db, isQuiet, now = Date.now } = options
  const lookAtDisk = createDiskWarning(options)
  /** Work that takes longer than a request may, where the database knows such. */
  const execute = db.maintain ?? db.execute
  let vacuumed_at = now()
  let flushed_bytes = 0

  const allowed = ({ bytes }: WornTable) => isQuiet() || (bytes < SMALL_BYTES && now() - vacuumed_at > WAIT_MAX_MS)

  const vacuum = async () => {
    const done: string[] = []
    for (const table of await db.execute(wornTables)) {
      if (!allowed(table)) continue
      await execute((sql) => vacuumTable(sql, table.name))
      done.push(table.name)
    }
    if (done.length) vacuumed_at = now()
    return done
  }

  const flush = async (written_bytes: number) => {
    if (written_bytes - flushed_bytes < CHECKPOINT_BYTES || !isQuiet()) return
    await execute(checkpoint)
    flushed_bytes = written_bytes
  }

  return async () => {
    const free_bytes = lookAtDisk()
    const done = await vacuum()
    const sizes = await db.query(readSizes)
    await flush(sizes.written_bytes)
    setEmbeddedSizes({ ...sizes, free_bytes })
    return done
  }
}

/** Looks every minute; gives the way to stop it. */
export const startUpkeep = (options: UpkeepOptions) => {
  const upkeep = createUpkeep(options)
  let busy = false
  const look = async () => {
    if (busy) return
    busy = true
    await upkeep().catch((err: unknown) => options.log.warn({ err }, 'upkeep failed; it is tried again'))
    busy = false
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  return () => clearInterval(timer)
}
