/** The folder of the nightly backups: their names, which is the newest, and which ones have to go. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'

type BackupConfig = Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'BACKUP_DIR' | 'BACKUP_KEEP'>

/** Where nightly backups go; undefined when none are made: a server has backups of its own unless a folder is named. */
export const backupFolder = ({ DATABASE_URL, DATA_DIR, BACKUP_DIR }: BackupConfig): string | undefined =>
  BACKUP_DIR ?? (DATABASE_URL ? undefined : join(DATA_DIR, 'backups'))

/** Hand-made backups beside them are never deleted. */
const NIGHTLY = /^nightly-[\d-]+T[\d-]+Z\.tdc$/
/** What a backup or a check that was killed may leave. */
const LEFT = /^nightly-.*\.tdc\.(part|check\w*)$/

export const nightlyName = (now: Date) => `nightly-${now.toISOString().slice(0, -5).replaceAll(':', '-')}Z.tdc`

interface BackupFile {
  path: string
  bytes: number
  made_at: Date
}

/** The nightly backups, newest first; none when there is no folder. */
export const listNightly = async (folder: string): Promise<BackupFile[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => NIGHTLY.test(name))
  const files = names
    .toSorted()
    .reverse()
    .map(async (name) => {
      const path = join(folder, name)
      const { size, mtime } = await stat(path)
      return { path, bytes: size, made_at: mtime }
    })
  return Promise.all(files)
}

/** Makes the folder, which only its owner may read, and removes what a killed process left in it. */
export const prepareFolder = async (folder: string) => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const left = (await readdir(folder)).filter((name) => LEFT.test(name))
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true })
}

/** Deletes the oldest nightly backups beyond `keep`; answers how many. */
export const pruneFolder = async (folder: string, keep: number) => {
  const old = (await listNightly(folder)).slice(keep)
  for (const { path } of old) await rm(path, { force: true })
  return old.length
}
