/** One process per data directory: two would overwrite each other’s rows without a single error (measured). */
import { Database } from 'bun:sqlite'
import { dirname } from 'node:path'
import { makeDataFolder } from '../data-folder.ts'

export class DataDirInUse extends Error {}

/** Held until released: a file without a reference would be collected, and its lock with it (seen). */
const held = new Set<Database>()

const isBusy = (error: unknown) => (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false

/**
 * Takes the lock beside the directory until the answered function is called or the process dies, however it dies:
 * SQLite locks the file through the kernel.
 * @throws DataDirInUse
 */
export const lockDataDir = (data_dir: string): (() => void) => {
  makeDataFolder(dirname(data_dir))
  const file = new Database(`${data_dir}.lock`)
  try {
    file.run('pragma locking_mode = exclusive')
    file.run('begin exclusive')
  } catch (error) {
    file.close()
    if (!isBusy(error)) throw error
    throw new DataDirInUse(
      `Another todochat process uses ${data_dir}. Stop it first, or give this one its own DATA_DIR or a DATABASE_URL.`,
    )
  }
  held.add(file)
  return () => {
    held.delete(file)
    file.close()
  }
}
