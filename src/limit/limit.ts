/** How often somebody may do something. Owns the buckets and their figures; doors decide which request costs which. */
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { rateLimitRefusals } from '../metrics.ts'
import { createMemoryWindow } from './memory.ts'
import { createRedisWindow } from './redis.ts'
import { createThrottle, type Throttle } from './throttle.ts'
import type { Hit, Window } from './window.ts'

/**
 * chat: what the model works for, per user · tasks: cheap work, per user · address: requests without a valid
 * credential, per address · follow: cancel, confirm and reading events, per address.
 */
export type Bucket = 'chat' | 'tasks' | 'address' | 'follow'

/** What is left of a budget, for the `RateLimit-*` headers. */
export interface Allowance {
  limit: number
  remaining: number
  /** Seconds until the oldest counted request leaves the window. */
  reset_seconds: number
}

export type LimitConfig = Pick<
  Config,
  'REDIS_URL' | 'RATE_LIMIT_REQUESTS_PER_MINUTE' | 'RATE_LIMIT_TASKS_PER_MINUTE' | 'RATE_LIMIT_IP_PER_MINUTE'
>

export interface Limit {
  /** Counts one request of `key` in the bucket. @throws rate_limited with `retry_after` and the allowance as details */
  take(bucket: string, key: string, limit: number, seconds?: number): Promise<Allowance>
  /** `take` with the configured figure of a bucket, in a sliding minute. @throws rate_limited */
  spend(bucket: Bucket, key: string): Promise<Allowance>
  /** Failed sign-ins. */
  throttle: Throttle
  /** Where the counts are: this process, Redis, or this process because Redis is away. */
  state(): 'memory' | 'redis' | 'redis_away'
  close(): void
}

export interface LimitDeps {
  config: LimitConfig
  log: Log
  /** Milliseconds since 1970, for the windows of this process; tests set it. */
  now?: () => number
}

const MINUTE_SECONDS = 60

export const createLimit = ({ config, log, now }: LimitDeps): Limit => {
  const local = createMemoryWindow(now)
  const shared = config.REDIS_URL ? createRedisWindow(config.REDIS_URL, log, local) : undefined
  const window: Window = shared ?? local
  const figures = figuresOf(config)

  const take: Limit['take'] = async (bucket, key, limit, seconds = MINUTE_SECONDS) => {
    const hit = await window.hit(`${bucket}:${key}`, limit, seconds * 1000, 'take')
    if (!hit.admitted) throw refusal(bucket, allowanceOf(hit, limit))
    return allowanceOf(hit, limit)
  }

  return {
    take,
    spend: (bucket, key) => take(bucket, key, figures[bucket]),
    throttle: createThrottle(window),
    state: () => (shared ? (shared.connected() ? 'redis' : 'redis_away') : 'memory'),
    close: () => shared?.close(),
  }
}

const figuresOf = (config: LimitConfig): Record<Bucket, number> => ({
  chat: config.RATE_LIMIT_REQUESTS_PER_MINUTE,
  tasks: config.RATE_LIMIT_TASKS_PER_MINUTE,
  address: config.RATE_LIMIT_IP_PER_MINUTE,
  follow: config.RATE_LIMIT_IP_PER_MINUTE,
})

const allowanceOf = ({ count, reset_ms }: Hit, limit: number): Allowance => ({
  limit,
  remaining: Math.max(0, limit - count),
  reset_seconds: Math.max(1, Math.ceil(reset_ms / 1000)),
})

/** The refusal of an exhausted window; counted by name of the limit. */
export const refusal = (bucket: string, { limit, reset_seconds }: Allowance) => {
  rateLimitRefusals.inc({ limit: bucket })
  const wait = reset_seconds === 1 ? '1 second' : `${reset_seconds} seconds`
  return new AppError('rate_limited', `Too many requests. Try again in ${wait}.`, {
    retry_after: reset_seconds,
    details: { limit, remaining: 0, reset_seconds },
  })
}
