/** The data directory on disk: made once, whole or not at all. */
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createDurably, syncPath, syncTree } from '../../lib/durable.ts'
import { openThread } from './thread.ts'
import { unpacked } from './unpack.ts'

const isCluster = (data_dir: string) => existsSync(`${data_dir}/PG_VERSION`)

/**
 * Lies beside a directory whose files may not be on the disk yet. Nothing that was written into it has been
 * acknowledged, so after a power loss it is made again.
 */
const unsyncedMark = (data_dir: string) => `${data_dir}.unsynced`

/** A data directory as tar, gzipped or not; read only when it is needed. */
type Image = Pick<Blob, 'bytes'>

/** Grows beside its place and is moved there when it is whole, so a start that was killed leaves nothing to trip over. */
const make = async (data_dir: string, image: Image | undefined) => {
  const draft = `${data_dir}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  if (image) await new Bun.Archive(await image.bytes()).extract(draft)
  else await (await openThread({ data_dir: draft, sync: false })).close()
  const entries = await readdir(draft, { recursive: true, withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  await Promise.all([draft, ...folders].map((folder) => chmod(folder, 0o700)))
  createDurably(unsyncedMark(data_dir), '')
  await rename(draft, data_dir)
}

const removeUnsynced = async (data_dir: string) => {
  await rm(data_dir, { recursive: true, force: true })
  await rm(unsyncedMark(data_dir))
}

/** Turns the answer's first word 1 when every file of a new directory is on the disk. */
const startSync = (data_dir: string, onfailed: (error: unknown) => void): Int32Array => {
  const copied = new Int32Array(new SharedArrayBuffer(4))
  const sync = async () => {
    await syncTree(data_dir)
    await rm(unsyncedMark(data_dir))
    syncPath(dirname(data_dir))
    Atomics.store(copied, 0, 1)
    Atomics.notify(copied, 0)
  }
  sync().catch(onfailed)
  return copied
}

/** Where a restore puts the former directory, until the new one is in its place. */
const formerPath = (data_dir: string) => `${data_dir}.former`

/** Puts a whole new directory in the place of another; both are closed. A start in the middle brings the former back. */
export const replaceCluster = async (data_dir: string, whole: string) => {
  await syncTree(whole)
  await rm(formerPath(data_dir), { recursive: true, force: true })
  if (existsSync(data_dir)) await rename(data_dir, formerPath(data_dir))
  await rename(whole, data_dir)
  syncPath(dirname(data_dir))
  await rm(formerPath(data_dir), { recursive: true, force: true })
}

/**
 * Makes the cluster unless it is there: from the image, else by initdb (seconds, and a gigabyte of memory). With
 * `onfailed` the disk has to keep it, or its failure is reported; the answer is what the first commit has to wait for, if anything.
 */
export const prepareCluster = async (
  data_dir: string,
  image: Image | undefined,
  onfailed?: (error: unknown) => void,
): Promise<Int32Array | undefined> => {
  if (existsSync(unsyncedMark(data_dir))) await removeUnsynced(data_dir)
  if (!existsSync(data_dir) && isCluster(formerPath(data_dir))) await rename(formerPath(data_dir), data_dir)
  if (isCluster(data_dir)) return undefined
  await make(data_dir, image)
  if (onfailed) return startSync(data_dir, onfailed)
  await rm(unsyncedMark(data_dir))
  return undefined
}

/** Absent when the program runs from source without `bun run assets`; initdb does then. */
export const shippedImage = async (): Promise<Image | undefined> => {
  try {
    const { default: path } = await import('../../../build/generated/pgdata.tar.gz', { with: { type: 'file' } })
    return { bytes: () => unpacked(path) }
  } catch {
    return undefined
  }
}
