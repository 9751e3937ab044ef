/** Keeps the leases of this process, looks for dead owners, prunes old logs: all that runs need by the clock. */
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'
import { pruneLogs } from './log/store.ts'
import { CLAIM_MAX_RUNS, claimExpired, RENEW_MAX_RUNS, releaseAll, renewLeases } from './store.ts'

/** Leases are renewed and dead owners looked for this often. */
export const RENEW_MS = 2000
const PRUNE_MS = 60_000
/** Looks without a sweep after the database was away. */
const OUTAGE_RESTS = 2

export interface KeeperOptions {
  db: Database
  engine: Pick<Engine, 'held' | 'lose' | 'stop' | 'takeOver' | 'draining'>
  owner: string
  log: Log
}

/** Runs that have no job here are not renewed, whoever made their row: they become free and are taken over. */
const renew = async ({ db, engine, owner }: KeeperOptions) => {
  for (const held of chunks(engine.held(), RENEW_MAX_RUNS)) {
    const renewed = new Map((await db.read((sql) => renewLeases(sql, owner, held))).map((run) => [run.id, run]))
    for (const { id, attempt } of held) {
      const run = renewed.get(id)
      if (!run) engine.lose(id, attempt)
      else if (run.cancel_requested) void engine.stop(id)
    }
  }
}

const chunks = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** Takes over a bounded number of runs; true when there may be more. */
const sweepOnce = async ({ db, engine, owner }: KeeperOptions) => {
  if (engine.draining) return false
  const claimed = await db.read((sql) => claimExpired(sql, owner))
  await Promise.all(claimed.map((run) => engine.takeOver(run)))
  return claimed.length === CLAIM_MAX_RUNS
}

/** An instance may leave a thousand runs behind; all have to be taken over within 10 s. */
const sweep = async (options: KeeperOptions) => {
  while (await sweepOnce(options));
}

/**
 * One look: renew, then sweep. After an outage every lease has run out, so there is a rest before the next sweep in
 * which the owners that live renew theirs; else each outage would cost their runs an attempt.
 */
export const createWatch = (options: KeeperOptions) => {
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
export const startKeeper = async (options: KeeperOptions) => {
  const { db, log } = options
  // One process owns the embedded database, so whatever is live there was left by one that died.
  if (db.embedded) await db.write((sql) => releaseAll(sql))
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
  const timers = [every(RENEW_MS, createWatch(options)), every(PRUNE_MS, () => db.write((sql) => pruneLogs(sql)))]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
