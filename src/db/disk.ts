/** Room on the disk of the data directory. Postgres in WebAssembly does not survive a full disk, so we stop before. */
import { statfsSync } from 'node:fs'

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
