/**
 * The one writer of this process: collects what all its runs have streamed and appends it with one statement per
 * tick. 1,000 answers at 20 tokens/s are some 20 statements/s instead of 20,000.
 */
import type { Database } from '../../db/database.ts'
import { type AppError, isAppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Journal } from './journal.ts'
import type { Outage } from './outage.ts'
import { appendFlushes, type Flush } from './store.ts'

/** Later deltas wait this long at most; the first one of an item does not wait. */
export const TICK_MS = 50
/** How long a database outage may last before its runs are given up. */
export const OUTAGE_MAX_MS = 60_000
const OUTAGE_STEP_MS = 500

export interface WriterOptions {
  db: Database
  owner: string
  log: Log
  outage?: Outage
}

export const createWriter = ({ db, owner, log, outage }: WriterOptions) => {
  const waiting = new Set<Journal>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let urgent = false

  const append = (flushes: Flush[]) =>
    patiently(() => db.read((sql) => appendFlushes(sql, owner, flushes)), log, outage)

  const flushAll = async () => {
    clearTimeout(timer)
    timer = undefined
    if (busy) return
    const taken = [...waiting].flatMap((journal) => {
      const flush = journal.take()
      return flush ? [{ journal, flush }] : []
    })
    waiting.clear()
    if (taken.length === 0) return
    busy = true
    urgent = false
    const kept = append(taken.map(({ flush }) => flush))
    await Promise.all(taken.map(({ journal, flush }) => journal.track(flush, kept)))
    busy = false
    if (waiting.size > 0) plan(urgent ? 'now' : 'soon')
  }

  const plan = (when: 'now' | 'soon') => {
    if (when === 'soon') timer ??= setTimeout(flushAll, TICK_MS)
    else if (busy) urgent = true
    else void flushAll()
  }

  return {
    flush(journal: Journal, when: 'now' | 'soon') {
      waiting.add(journal)
      plan(when)
    },
  }
}

/** Tries again while the database is away; `work` must be idempotent by key. */
export const patiently = async <T>(work: () => Promise<T>, log: Log, outage?: Outage): Promise<T> => {
  const start = performance.now()
  let over: (() => void) | undefined
  try {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isAway(error) || performance.now() - start > OUTAGE_MAX_MS) throw error
        over ??= outage?.begin(start)
        log.warn({ code: error.code }, 'the run waits for the database')
        await Bun.sleep(OUTAGE_STEP_MS)
      }
    }
  } finally {
    over?.()
  }
}

const isAway = (error: unknown): error is AppError =>
  isAppError(error, 'database_unavailable') || isAppError(error, 'storage_full')
