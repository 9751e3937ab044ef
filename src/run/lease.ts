/** Keeps the leases of this process, looks for dead owners, prunes old logs: all that runs need by the clock. */
import { untilDone } from '../db/batches.ts'
import type { Database } from '../db/database.ts'
import { setClock } from '../lib/clock.ts'
import type { Log } from '../log.ts'
import { setKept } from '../metrics.ts'
import { keptLogs, pruneLogs, reclaimLogs } from './log/store.ts'
import type { Runner } from './runner.ts'
import {
  CLAIM_MAX_RUNS,
  claimExpired,
  databaseNow,
  type Held,
  RENEW_MAX_RUNS,
  type Renewed,
  releaseAll,
  renewLeases,
} from './store.ts'

/** Leases are renewed and dead owners looked for this often. */
const RENEW_MS = 2000
const PRUNE_MS = 60_000
/** Crystals drift by some milliseconds in so long. */
const CLOCK_MS = 30_000
/** Looks without a sweep after the database was away. */
const OUTAGE_RESTS = 2

interface LeaseOptions {
  db: Database
  runner: Pick<Runner, 'held' | 'lose' | 'stop' | 'takeOver' | 'draining'>
  owner: string
  log: Log
}

/** Items carry the database's time: clocks of instances differ, and times must not run backwards in a chat. */
const readClock = async (db: Database) => {
  const asked_ms = performance.now()
  setClock(await db.query(databaseNow), asked_ms)
}

/**
 * Renews what is free at once, then waits for the rows that others have locked: one slow transaction must not let the
 * leases of all others run out. Behind a queue that is longer than a lease, this process would lose the runs that it is
 * working on, to itself as well; so renewals are urgent.
 */
const renewAll = async ({ db, owner }: LeaseOptions, held: Held[]) => {
  const renewed = new Map<string, Renewed>()
  for (const ifLocked of ['skip', 'wait'] as const) {
    const rest = held.filter(({ id }) => !renewed.has(id))
    if (rest.length === 0) break
    const rows = await db.query((sql) => renewLeases(sql, owner, rest, ifLocked), { urgent: true })
    for (const run of rows) renewed.set(run.id, run)
  }
  return renewed
}

/** Runs that have no job here are not renewed: they become free and are taken over. */
const renew = async (options: LeaseOptions) => {
  const { runner } = options
  for (const held of chunks(runner.held(), RENEW_MAX_RUNS)) {
    const renewed = await renewAll(options, held)
    for (const { id, attempt } of held) {
      const run = renewed.get(id)
      if (!run) runner.lose(id, attempt)
      else if (run.cancel_requested) void runner.stop(id)
    }
  }
}

const chunks = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** Takes over a bounded number of runs; true when there may be more. */
const sweepOnce = async ({ db, runner, owner }: LeaseOptions) => {
  if (runner.draining) return false
  const claimed = await db.execute((sql) => claimExpired(sql, owner), { urgent: true })
  await Promise.all(claimed.map((run) => runner.takeOver(run)))
  return claimed.length === CLAIM_MAX_RUNS
}

/** An instance may leave a thousand runs behind; all have to be taken over within 10 s. */
const sweep = async (options: LeaseOptions) => {
  while (await sweepOnce(options));
}

/**
 * One look: renew, then sweep. After an outage every lease has run out, so there is a rest before the next sweep in
 * which the owners that live renew theirs; else each outage would cost their runs an attempt.
 */
export const createLeaseCheck = (options: LeaseOptions) => {
  let rests = 0
  const look = async () => {
    if (rests > 0) await options.db.ping()
    await renew(options)
    if (rests === 0) await sweep(options)
    else rests -= 1
  }
  return () =>
    look().catch((error) => {
      rests = OUTAGE_RESTS
      throw error
    })
}

/** Takes over what a former process left, then keeps watch; gives the way to end it. */
export const startLeases = async (options: LeaseOptions) => {
  const { db, log } = options
  // One process owns the embedded database, so whatever is live there was left by one that died.
  if (db.embedded) await db.execute((sql) => releaseAll(sql))
  await readClock(db)
  // What is more than that waits for the first look, so that a start does not.
  await sweepOnce(options)
  /** Background work must not end the process; an outage heals by the next tick. */
  const every = (ms: number, act: () => Promise<unknown>) => {
    let busy = false
    const once = async () => {
      if (busy) return
      busy = true
      await act().catch((error) => log.warn({ err: error }, 'background work failed'))
      busy = false
    }
    return setInterval(() => void once(), ms)
  }
  const timers = [
    every(RENEW_MS, createLeaseCheck(options)),
    every(CLOCK_MS, () => readClock(db)),
    every(PRUNE_MS, async () => {
      const pruned = await untilDone(db, pruneLogs)
      if (pruned > 0) await reclaimLogs(db)
      setKept('run_events', await db.query(keptLogs))
    }),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
