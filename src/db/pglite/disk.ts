/** Room on the disk of the data directory. Postgres in WebAssembly does not survive a full disk, so we stop before. */
import { statfsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Four segments of write-ahead log: what one large transaction may need. */
export const DISK_LOW_BYTES = 64 * 1024 * 1024
/** A look costs some microseconds; statements come by the thousand. */
const LOOK_EVERY_MS = 200

export const freeBytes = (path: string) => {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

/** Whether there is too little room to write. */
export type DiskGauge = () => boolean

/** A gauge of the disk under `path`, looked up at most every LOOK_EVERY_MS. */
export const diskGauge = (path: string, free: (path: string) => number = freeBytes): DiskGauge => {
  let looked = Number.NEGATIVE_INFINITY
  let low = false
  return () => {
    if (performance.now() - looked < LOOK_EVERY_MS) return low
    looked = performance.now()
    low = free(path) < DISK_LOW_BYTES
    return low
  }
}

/** Bytes of all files in it, at any depth; one that goes meanwhile counts nothing. @throws what the folder cannot be read for */
export const folderSize = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((all, size) => all + size, 0)
}
