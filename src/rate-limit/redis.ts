/**
 * Sliding windows in Redis: one budget over all instances, by the clock of Redis. A Redis that is away or frozen costs
 * at most 250 ms once in a while; meanwhile the given window of this process counts.
 */
import { RedisClient } from 'bun'
import type { Log } from '../log.ts'
import type { Hit, Window } from './window.ts'

/** No command timeout exists in the client: a frozen server would hang every request. */
const COMMAND_MAX_MS = 250
const CONNECT_MAX_MS = 2000
/** After a failure Redis is left alone for so long, so that an outage delays one request in two seconds, not all. */
const PAUSE_MS = 2000

// One hit, atomically. Scores are milliseconds; members are unique so that equal times all count.
const HIT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, window, mode = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local count = redis.call('ZCARD', KEYS[1])
local admitted = count < limit
if mode == 'add' or (mode == 'take' and admitted) then
  redis.call('ZADD', KEYS[1], now, time[1] .. time[2] .. ARGV[4])
  redis.call('PEXPIRE', KEYS[1], window)
  count = count + 1
  if count > limit then
    redis.call('ZREMRANGEBYRANK', KEYS[1], 0, count - limit - 1)
    count = limit
  end
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
return {admitted and 1 or 0, count, oldest and (oldest + window - now) or 0}`

interface SharedWindow extends Window {
  /** Whether the last try reached Redis. */
  connected(): boolean
  close(): void
}

export const createRedisWindow = (url: string, log: Log, local: Window, command_ms = COMMAND_MAX_MS): SharedWindow => {
  const client = new RedisClient(url, {
    enableOfflineQueue: false,
    connectionTimeout: CONNECT_MAX_MS,
    autoReconnect: true,
  })
  // Errors of connecting show in the first command that fails; without a handler they would end the process.
  client.onclose = () => {}
  let paused_until = 0
  let down = false
  let hits = 0
  const nonce = crypto.randomUUID()

  const ask = async (key: string, limit: number, window_ms: number, mode: string): Promise<Hit> => {
    if (!client.connected) await client.connect()
    const given = [HIT, '1', `todochat:limit:${key}`, `${limit}`, `${window_ms}`, mode, `${nonce}${hits++}`]
    return readHit(await client.send('EVAL', given))
  }

  const fell = (error: unknown) => {
    paused_until = performance.now() + PAUSE_MS
    if (!down) log.warn({ err: error }, 'redis is away: limits are counted by this process alone')
    down = true
  }
  const rose = () => {
    if (down) log.info('redis is back: limits are shared again')
    down = false
  }

  return {
    async hit(key, limit, window_ms, mode) {
      if (performance.now() < paused_until) return local.hit(key, limit, window_ms, mode)
      try {
        const hit = await within(command_ms, ask(key, limit, window_ms, mode))
        rose()
        // The local count follows along, so that an outage does not give every user a fresh budget.
        if (mode !== 'look' && (hit.admitted || mode === 'add')) await local.hit(key, limit, window_ms, 'add')
        return hit
      } catch (error) {
        fell(error)
        return local.hit(key, limit, window_ms, mode)
      }
    },
    connected: () => !down,
    close: () => client.close(),
  }
}

const readHit = (answer: unknown): Hit => {
  if (!Array.isArray(answer) || answer.length !== 3) throw new Error('Redis answered something else than a hit.')
  const [admitted, count, reset_ms] = answer.map(Number)
  return { admitted: admitted === 1, count: count ?? 0, reset_ms: reset_ms ?? 0 }
}

const within = <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms.`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
