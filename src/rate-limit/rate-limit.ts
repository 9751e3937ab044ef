/** How often a user or an address may do something. Owns the buckets and their figures; doors decide which request costs which. */
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { rateLimitRefusals } from '../metrics.ts'
import { createMemoryWindow } from './memory.ts'
import { createRedisWindow } from './redis.ts'
import { createThrottle, type LetterThrottle, type Throttle } from './sign-in.ts'
import type { Hit, Window } from './window.ts'

/**
 * chat: what the model works for, per user · tasks: cheap work, per user · pages: page views, exports and searches, per
 * user · address: requests without a valid
 * credential, per address · follow: cancel, confirm and reading events, per address.
 */
export type Bucket = 'chat' | 'tasks' | 'pages' | 'address' | 'follow'

/** What is left of a budget, for the `RateLimit-*` headers. */
export interface Allowance {
  limit: number
  remaining: number
  /** Seconds until the oldest counted request leaves the window. */
  reset_seconds: number
  /** Name of the budget, and the length of its window. */
  policy: string
  window_seconds: number
}

type LimitConfig = Pick<
  Config,
  | 'REDIS_URL'
  | 'RATE_LIMIT_REQUESTS_PER_MINUTE'
  | 'RATE_LIMIT_TASKS_PER_MINUTE'
  | 'RATE_LIMIT_IP_PER_MINUTE'
  | 'RATE_LIMIT_PAGES_PER_MINUTE'
  | 'RATE_LIMIT_SIGNUPS_PER_DAY'
>

export interface Limit {
  /** Counts one request of `key` in the bucket. @throws rate_limited with `retry_after` and the allowance as details */
  take(bucket: string, key: string, limit: number, seconds?: number): Promise<Allowance>
  /** `take` with the configured figure of a bucket, in a sliding minute. @throws rate_limited */
  spend(bucket: Bucket, key: string): Promise<Allowance>
  /** Refuses like `spend` when the budget is used up, but counts nothing. @throws rate_limited */
  check(bucket: Bucket, key: string): Promise<void>
  /** Failed sign-ins, and new accounts of one address. */
  throttle: Throttle & LetterThrottle
  /** Where the counts are: this process, Redis, or this process because Redis is away. */
  state(): 'memory' | 'redis' | 'redis_away'
  close(): void
}

interface LimitDeps {
  config: LimitConfig
  log: Log
  /** Milliseconds since 1970, for the windows of this process; tests set it. */
  now?: () => number
}

const MINUTE_SECONDS = 60

export const createRateLimit = ({ config, log, now }: LimitDeps): Limit => {
  const local = createMemoryWindow(now)
  const shared = config.REDIS_URL ? createRedisWindow(config.REDIS_URL, log, local) : undefined
  const window: Window = shared ?? local
  const figures = figuresOf(config)

  const take: Limit['take'] = async (bucket, key, limit, seconds = MINUTE_SECONDS) => {
    const hit = await window.hit(`${bucket}:${key}`, limit, seconds * 1000, 'take')
    const allowance = allowanceOf(hit, { limit, policy: bucket, window_seconds: seconds })
    if (!hit.admitted) throw rateLimited(allowance)
    return allowance
  }

  return {
    take,
    spend: (bucket, key) => take(bucket, key, figures[bucket]),
    async check(bucket, key) {
      const hit = await window.hit(`${bucket}:${key}`, figures[bucket], MINUTE_SECONDS * 1000, 'look')
      const policy = { limit: figures[bucket], policy: bucket, window_seconds: MINUTE_SECONDS }
      if (!hit.admitted) throw rateLimited(allowanceOf(hit, policy))
    },
    throttle: createThrottle(window, config.RATE_LIMIT_SIGNUPS_PER_DAY),
    state: () => (shared ? (shared.connected() ? 'redis' : 'redis_away') : 'memory'),
    close: () => shared?.close(),
  }
}

const figuresOf = (config: LimitConfig): Record<Bucket, number> => ({
  chat: config.RATE_LIMIT_REQUESTS_PER_MINUTE,
  tasks: config.RATE_LIMIT_TASKS_PER_MINUTE,
  pages: config.RATE_LIMIT_PAGES_PER_MINUTE,
  address: config.RATE_LIMIT_IP_PER_MINUTE,
  follow: config.RATE_LIMIT_IP_PER_MINUTE,
})

type Policy = Pick<Allowance, 'limit' | 'policy' | 'window_seconds'>

const allowanceOf = ({ count, reset_ms }: Hit, policy: Policy): Allowance => ({
  ...policy,
  remaining: Math.max(0, policy.limit - count),
  reset_seconds: Math.max(1, Math.ceil(reset_ms / 1000)),
})

/** The refusal of an exhausted window; counted by name of the limit. */
const rateLimited = (allowance: Allowance) => {
  const { policy, reset_seconds } = allowance
  rateLimitRefusals.inc({ limit: policy })
  const wait = reset_seconds === 1 ? '1 second' : `${reset_seconds} seconds`
  return new AppError('rate_limited', `Too many requests. Try again in ${wait}.`, {
    retry_after: reset_seconds,
    details: { ...allowance, remaining: 0 },
  })
}
