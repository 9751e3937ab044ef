/** Files that are whole and on the disk, or not there: written aside, synced, renamed, and their folder synced. */
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Has what is under the path, a file or the names in a folder, on the disk. */
export const syncPath = (path: string) => {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const writeDraft = (path: string, content: string, mode: number) => {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, content, { mode })
  syncPath(draft)
  return draft
}

/** Keeps `content` under a path that is free; of several who try at once one succeeds. Answers whether it was this. */
export const createDurably = (path: string, content: string, mode = 0o600): boolean => {
  const draft = writeDraft(path, content, mode)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
    syncPath(dirname(path))
  }
}

/** A disk takes many syncs at once in little more time than one. */
const AT_ONCE = 32

/** Has a whole folder on the disk, its own name in its parent included. */
export const syncTree = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  const queue = [...paths, folder, dirname(folder)].values()
  const work = async () => {
    for (const path of queue) {
      const file = await open(path, 'r')
      await file.sync().finally(() => file.close())
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
