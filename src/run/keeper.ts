/** Keeps the leases of this process, looks for dead owners, prunes old logs: all that runs need by the clock. */
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Engine } from './engine.ts'
import { pruneLogs } from './log/store.ts'
import { claimExpired, releaseAll, renewLeases } from './store.ts'

/** Leases are renewed and dead owners looked for this often. */
export const RENEW_MS = 2000
const PRUNE_MS = 60_000

export interface KeeperOptions {
  db: Database
  engine: Engine
  owner: string
  log: Log
}

const renew = async ({ db, engine, owner }: KeeperOptions) => {
  if (engine.count() === 0) return
  for (const { id, cancel_requested } of await db.read((sql) => renewLeases(sql, owner))) {
    if (cancel_requested) void engine.stop(id)
  }
}

const sweep = async ({ db, engine, owner }: KeeperOptions) => {
  if (engine.draining) return
  const claimed = await db.read((sql) => claimExpired(sql, owner))
  await Promise.all(claimed.map((run) => engine.takeOver(run)))
}

/** Takes over what a former process left, then keeps watch; gives the way to end it. */
export const startKeeper = async (options: KeeperOptions) => {
  const { db, log } = options
  // One process owns the embedded database, so whatever is live there was left by one that died.
  if (db.embedded) await db.write((sql) => releaseAll(sql))
  await sweep(options)
  /** Background work must not end the process; an outage heals by the next tick. */
  const every = (ms: number, act: () => Promise<unknown>) =>
    setInterval(() => void act().catch((error) => log.warn({ err: error }, 'background work failed')), ms)
  const timers = [
    every(RENEW_MS, () => renew(options)),
    every(RENEW_MS, () => sweep(options)),
    every(PRUNE_MS, () => db.write((sql) => pruneLogs(sql))),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
