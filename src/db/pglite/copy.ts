/**
 * A copy of the embedded data while another process serves from it, by Postgres's own way of online backup: what was
 * changed during the copying is repaired from the write-ahead log when the copy is opened. Other statements do not wait.
 */
import { chmod, cp, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { storageFull } from '../failure.ts'
import { DISK_LOW_BYTES, folderSize, freeBytes } from './disk.ts'
import { openShared } from './share.ts'

/** A file that goes while it is copied is not needed: the log says why it went. */
const copyFiles = async (from: string, to: string, wanted: (name: string) => boolean) => {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name)
    const name = source.slice(from.length + 1)
    const target = join(to, name)
    if (entry.isDirectory()) await mkdir(target, { recursive: true, mode: 0o700 })
    else if (entry.isFile() && wanted(name))
      await cp(source, target, { force: true }).catch((error: { code?: string }) => {
        if (error.code !== 'ENOENT') throw error
      })
  }
}

/** "Object not in prerequisite state": a copy that was broken off has left the engine in this state. */
const ALREADY_BEGUN = '55000'

const begin = async (owner: Database): Promise<void> => {
  try {
    await owner.execute((sql) => sql`select pg_backup_start('todochat', true)`)
  } catch (error) {
    if ((error as { code?: string }).code !== ALREADY_BEGUN) throw error
    await end(owner)
    await begin(owner)
  }
}

/** Answers what has to lie beside the copied files. */
const end = async (owner: Database) => {
  const [row] = await owner.execute((sql) => sql<[{ labelfile: string }]>`select labelfile from pg_backup_stop(false)`)
  return row.labelfile
}

const isLog = (name: string) => name.startsWith('pg_wal/')

/** Copies `data_dir`, which the process at the socket owns. @throws AppError  there is no room */
export const copyBeside = async (data_dir: string, socket: string, target: string) => {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  if (freeBytes(target) < (await folderSize(data_dir)) + 2 * DISK_LOW_BYTES) throw storageFull()
  await chmod(target, 0o700)
  const owner = openShared(socket)
  try {
    await begin(owner)
    await copyFiles(data_dir, target, (name) => !isLog(name))
    const label = await end(owner)
    await copyFiles(data_dir, target, isLog)
    await Bun.write(join(target, 'backup_label'), label)
  } finally {
    await owner.close()
  }
}
