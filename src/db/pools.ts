/**
 * The connections to a server, in two pools: a few that stay open and are asked first, and the others for a crowd. The
 * `postgres` package uses the connections of a pool in turn; each of them reads the catalog for its first statements and
 * plans every statement five times before it keeps a plan, so that few that work often are quicker than many that seldom do.
 */
import type { Client } from './client.ts'

/** Connections that stay open. */
const KEPT_CONNECTIONS = 4
/** Seconds after which a connection for a crowd is closed when nobody uses it. */
const CROWD_IDLE_S = 30

export type Connect = (options: { max: number; idle_timeout?: number }) => Client

interface Pools {
  /** The pool for one call, which gives it back. */
  lend(): Client
  giveBack(client: Client): void
  has(client: Client): boolean
  /** Waits so many seconds at most for what is under way. */
  end(grace_s: number): Promise<void>
}

/** Pools of `most` connections together; nothing is opened before it is asked for. */
export const createPools = (connect: Connect, most: number): Pools => {
  const kept_max = Math.min(KEPT_CONNECTIONS, most)
  const kept = connect({ max: kept_max })
  const crowd = most > kept_max ? connect({ max: most - kept_max, idle_timeout: CROWD_IDLE_S }) : undefined
  let kept_lent = 0
  return {
    lend() {
      if (kept_lent >= kept_max && crowd) return crowd
      kept_lent += 1
      return kept
    },
    giveBack(client) {
      if (client === kept) kept_lent -= 1
    },
    has: (client) => client === kept || client === crowd,
    end: async (grace_s) => {
      await Promise.all([kept.end({ timeout: grace_s }), crowd?.end({ timeout: grace_s })])
    },
  }
}
