/**
 * The backup of every night: one of all instances has it made and opened by processes of their own, keeps the newest
 * ones, and reports the result to log, metrics and `/admin`. The serving process only waits, so answers never do.
 */
import { join } from 'node:path'
import type { Database } from '../db/database.ts'
import { freeBytes } from '../db/pglite/disk.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { backupsTotal, setBackupAge, setBackupMade } from '../metrics.ts'
import type { Summary } from './backup.ts'
import { nightlyName, prepareFolder, pruneFolder } from './folder.ts'
import {
  claimNight,
  databaseBytes,
  finishNight,
  isEmpty,
  type NightRow,
  postponeNight,
  readNight,
  releaseNight,
} from './nightly-store.ts'

/** By the clock of the machine; a machine that is off at night makes its backup when it is on again. */
const NIGHT_BEGINS_HOUR = 3
/** A start has better things to do. */
const FIRST_LOOK_MS = 2 * 60_000
const LOOK_EVERY_MS = 10 * 60_000
const RETRY_MINUTES = 60
/** The backup and the copy that proves it, both at most as large as the data, and a database around the copy. */
const ROOM_PER_BYTE = 2.5
const ROOM_LEAST_BYTES = 256 * 1024 * 1024
/** A backup older than this was missed. */
const STALE_SECONDS = 26 * 3600

/** What processes of their own do; the signal ends them. */
export interface Workers {
  make(file: string, signal: AbortSignal): Promise<Summary>
  /** Opens the file and compares counts and fingerprint. */
  verify(file: string, signal: AbortSignal): Promise<Summary>
}

export interface NightlyOptions {
  db: Database
  log: Log
  folder: string
  keep: number
  workers: Workers
  /** Folders that need room beside `folder`. */
  beside?: string[]
  now?: () => Date
  /** Free bytes of a folder; looked up when absent. */
  free?: (path: string) => number
  first_look_ms?: number
}

/** The date on which the night began that the moment belongs to. */
export const nightOf = (now: Date) => {
  const shifted = new Date(now.getTime() - NIGHT_BEGINS_HOUR * 3_600_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${shifted.getFullYear()}-${two(shifted.getMonth() + 1)}-${two(shifted.getDate())}`
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`

/** @throws storage_full  with what is needed and what is there */
const refuseWithoutRoom = async ({ db, folder, beside = [], free = freeBytes }: NightlyOptions) => {
  const needed = (await db.query(databaseBytes)) * ROOM_PER_BYTE + ROOM_LEAST_BYTES
  for (const path of [folder, ...beside])
    if (free(path) < needed)
      throw new AppError(
        'storage_full',
        `Skipped: ${path} has ${megabytes(free(path))} free, a backup and its check need ${megabytes(needed)}.`,
      )
}

const makeOne = async (options: NightlyOptions, signal: AbortSignal) => {
  const { folder, keep, workers, log, now = () => new Date() } = options
  const began = performance.now()
  await prepareFolder(folder)
  await refuseWithoutRoom(options)
  const file = join(folder, nightlyName(now()))
  const made = await workers.make(file, signal)
  const opened = await workers.verify(file, signal)
  if (opened.fingerprint !== made.fingerprint || opened.rows !== made.rows)
    throw new AppError('internal', `${file} was opened and holds other data than the database.`)
  const pruned = await pruneFolder(folder, keep)
  const seconds = (performance.now() - began) / 1000
  const { size } = Bun.file(file)
  setBackupMade({ bytes: size, seconds })
  log.info(
    { file, bytes: size, rows: made.rows, seconds: Math.round(seconds), pruned },
    'nightly backup made and opened',
  )
  return `${file}: ${made.rows} rows, fingerprint ${made.fingerprint}`
}

/** Makes this night's backup unless it is made, or another instance is at it. */
export const backUpTonight = async (options: NightlyOptions, signal: AbortSignal) => {
  const { db, log, now = () => new Date() } = options
  if (await db.query(isEmpty)) return
  const night = nightOf(now())
  if (!(await db.execute((sql) => claimNight(sql, night)))) return
  try {
    const outcome = await makeOne(options, signal)
    await db.execute((sql) => finishNight(sql, night, outcome))
    backupsTotal.inc({ outcome: 'made' })
  } catch (error) {
    if (signal.aborted) return void (await db.execute(releaseNight))
    const reason = error instanceof Error ? error.message : String(error)
    const is_short = error instanceof AppError && error.code === 'storage_full'
    backupsTotal.inc({ outcome: is_short ? 'skipped' : 'failed' })
    log.error({ err: error, reason }, is_short ? 'nightly backup skipped' : 'nightly backup failed')
    await db.execute((sql) => postponeNight(sql, reason, RETRY_MINUTES))
  }
}

/** Makes one now, on request; it counts as this night's. */
export const backUpAtOnce = async (options: NightlyOptions, signal: AbortSignal) => {
  const { db, now = () => new Date() } = options
  const night = nightOf(now())
  await db.execute((sql) => claimNight(sql, night))
  try {
    const outcome = await makeOne(options, signal)
    await db.execute((sql) => finishNight(sql, night, outcome))
    backupsTotal.inc({ outcome: 'made' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await db.execute((sql) => postponeNight(sql, reason, RETRY_MINUTES))
    throw error
  }
}

/** How things stand, for health, metrics and people. */
interface BackupState {
  status: 'current' | 'stale' | 'failing' | 'none'
  age_seconds?: number
  /** How the last attempt ended. */
  outcome?: string
}

const stateOf = (row: NightRow | undefined): BackupState => {
  const age_seconds = row?.age_seconds ?? undefined
  const said = { ...(age_seconds !== undefined && { age_seconds }), ...(row?.outcome && { outcome: row.outcome }) }
  if (row?.failing) return { status: 'failing', ...said }
  if (age_seconds === undefined) return { status: 'none', ...said }
  return { status: age_seconds > STALE_SECONDS ? 'stale' : 'current', ...said }
}

export const backupState = async (db: Pick<Database, 'query'>): Promise<BackupState> => {
  const state = stateOf(await db.query(readNight))
  setBackupAge(state.age_seconds)
  return state
}

/** Looks now and then whether it is time; gives the way to stop it, together with what is under way. */
export const startNightly = (options: NightlyOptions) => {
  const stop = new AbortController()
  let working = Promise.resolve()
  let timer: Timer
  const look = async () => {
    try {
      await backUpTonight(options, stop.signal)
      await backupState(options.db)
    } catch (error) {
      options.log.warn({ err: error }, 'it is not known whether a backup is due; it is looked up again')
    }
    if (!stop.signal.aborted) timer = setTimeout(begin, LOOK_EVERY_MS)
  }
  const begin = () => {
    working = look()
  }
  timer = setTimeout(begin, options.first_look_ms ?? FIRST_LOOK_MS)
  return async () => {
    stop.abort()
    clearTimeout(timer)
    await working
  }
}
