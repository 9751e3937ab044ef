/**
 * The one writer of this process: collects what all its runs have streamed and appends it with one statement per
 * tick. 1,000 answers at 20 tokens/s are some 7 statements/s instead of 20,000.
 */
import type { Database } from '../../db/database.ts'
import { type AppError, isAppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { outsideSpans } from '../../span.ts'
import type { Downtime } from './downtime.ts'
import { appendFlushes, type Flush } from './store.ts'
import { tickAfter } from './tick.ts'

/** First words do not wait for an append of others that is under way; so many go beside it. */
const BESIDE_MAX = 4
/** How long a database outage may last before its runs are given up. */
const OUTAGE_MAX_MS = 60_000
const OUTAGE_STEP_MS = 500

/** The journal of one run, as the writer sees it. */
interface FlushSource {
  /** What is to be appended now, if anything. */
  take(): Flush | undefined
  /** Waits for the append and publishes it. */
  track(flush: Flush, kept: Promise<Set<string>>): Promise<void>
}

interface WriterOptions {
  db: Database
  owner: string
  log: Log
  downtime?: Downtime
  /** How long words wait after an append of so many answers, in ms. */
  tick?: (answers: number) => number
}

export const createWriter = ({ db, owner, log, downtime, tick = tickAfter }: WriterOptions) => {
  const waiting = new Set<FlushSource>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY
  let tick_ms = tick(0)
  let busy = false
  let urgent = false
  let beside = 0

  const append = (flushes: Flush[]) =>
    outsideSpans(() => retryWhileDown(() => db.query((sql) => appendFlushes(sql, owner, flushes)), log, downtime))

  const send = async (journals: FlushSource[]) => {
    const taken = journals.flatMap((journal) => {
      const flush = journal.take()
      return flush ? [{ journal, flush }] : []
    })
    if (taken.length === 0) return taken.length
    const kept = append(taken.map(({ flush }) => flush))
    await Promise.all(taken.map(({ journal, flush }) => journal.track(flush, kept)))
    return taken.length
  }

  const flushAll = async () => {
    clearTimeout(timer)
    timer = undefined
    if (busy) return
    const due = [...waiting]
    waiting.clear()
    busy = true
    urgent = false
    tick_ms = tick(await send(due))
    // An append that was slow is not followed by the next one at once.
    last = performance.now()
    busy = false
    if (waiting.size > 0) plan(urgent ? 'now' : 'soon')
  }

  const plan = (when: 'now' | 'soon') => {
    if (when === 'soon') timer ??= setTimeout(flushAll, Math.max(0, last + tick_ms - performance.now()))
    else if (busy) urgent = true
    else void flushAll()
  }

  const flushBeside = async (journal: FlushSource) => {
    beside += 1
    await send([journal])
    beside -= 1
  }

  return {
    flush(journal: FlushSource, when: 'now' | 'soon') {
      if (when === 'now' && busy && beside < BESIDE_MAX) return void flushBeside(journal)
      waiting.add(journal)
      plan(when)
    },
  }
}

/** Tries again while the database is away; `work` must be idempotent by key. */
export const retryWhileDown = async <T>(work: () => Promise<T>, log: Log, downtime?: Downtime): Promise<T> => {
  const start = performance.now()
  let over: (() => void) | undefined
  try {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!isAway(error) || performance.now() - start > OUTAGE_MAX_MS) throw error
        over ??= downtime?.begin(start)
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
