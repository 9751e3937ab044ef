/** The disk of this machine: is there room, and what does a commit cost. */
import { closeSync, existsSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { backupFolder } from '../backup/folder.ts'
import type { Config } from '../config.ts'
import { DISK_LOW_BYTES, folderSize, freeBytes } from '../db/pglite/disk.ts'
import { type Finding, failed, note, ok, warning } from './finding.ts'

/** Below this a bad week fills it. */
const ROOM_LEAST_BYTES = 1024 ** 3
const SYNCS = 20
/** A commit waits for one; an answer needs a dozen commits. */
const SYNC_SLOW_MS = 30
const PAGE_BYTES = 8192
/** Rights of the group and of everybody else. */
const OTHERS = 0o077

/** The folder, or the next one above it that exists. */
const existing = (path: string): string => (existsSync(path) || dirname(path) === path ? path : existing(dirname(path)))

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2)} MB`
const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`

const roomFinding = (folder: string, free: number): Finding => {
  const remedy = `Free room on the disk of ${folder}: old backups, logs; or move DATA_DIR.`
  if (free < DISK_LOW_BYTES) return failed('disk', `${folder} is full: nothing can be saved.`, remedy)
  if (free < ROOM_LEAST_BYTES) return warning('disk', `${folder} has only ${gigabytes(free)} left.`, remedy)
  return ok('disk', `${folder} has ${gigabytes(free)} free.`)
}

/** The middle of some syncs of one page, in milliseconds. */
const syncMs = (folder: string) => {
  const path = join(folder, `doctor-${process.pid}`)
  const file = openSync(path, 'w', 0o600)
  try {
    const times = Array.from({ length: SYNCS }, () => {
      const began = performance.now()
      writeSync(file, Buffer.alloc(PAGE_BYTES))
      fdatasyncSync(file)
      return performance.now() - began
    })
    return times.toSorted((a, b) => a - b)[SYNCS / 2] ?? 0
  } finally {
    closeSync(file)
    rmSync(path, { force: true })
  }
}

const syncFinding = (folder: string): Finding => {
  const ms = syncMs(folder)
  const message = `A sync of the disk of ${folder} takes ${ms.toFixed(1)} ms.`
  return ms > SYNC_SLOW_MS
    ? warning('disk', message, 'Put DATA_DIR on a faster disk: every commit waits for one.')
    : ok('disk', message)
}

/** A folder that somebody else has made keeps the rights that they gave it. */
const rightsFindings = async (folder: string): Promise<Finding[]> => {
  if (!existsSync(folder)) return []
  const rights = (await stat(folder)).mode & 0o777
  if ((rights & OTHERS) === 0) return []
  const message = `Others on this machine may look into ${folder} (mode ${rights.toString(8)}).`
  return [warning('disk', message, `chmod 700 ${folder}`)]
}

const isWritable = (folder: string) =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )

export const checkDisk = async (config: Config, free = freeBytes): Promise<Finding[]> => {
  const folders = new Set(
    [config.DATA_DIR, backupFolder(config) ?? config.DATA_DIR].map((path) => existing(resolve(path))),
  )
  const findings: Finding[] = []
  for (const folder of folders) {
    if (await isWritable(folder)) findings.push(roomFinding(folder, free(folder)))
    else
      findings.push(
        failed('disk', `${folder} cannot be written.`, `Give it to the user who runs todochat: chown, chmod 700.`),
      )
  }
  if (config.DATABASE_URL || findings.some(({ status }) => status === 'failed')) return findings
  const data = join(config.DATA_DIR, 'postgres')
  if (existsSync(data)) findings.push(note('disk', `The embedded database takes ${megabytes(await folderSize(data))}.`))
  if (config.EMBEDDED_SYNC === 'off')
    findings.push(warning('disk', 'EMBEDDED_SYNC=off: a power loss destroys the data.', 'Remove EMBEDDED_SYNC.'))
  return [...findings, ...(await rightsFindings(resolve(config.DATA_DIR))), syncFinding(existing(config.DATA_DIR))]
}
