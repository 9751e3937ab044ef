import { describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { AppError } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import { rateLimitRefusals } from '../../src/metrics.ts'
import { type Bucket, createRateLimit } from '../../src/rate-limit/rate-limit.ts'

const limitOf = (env: Record<string, string> = {}) => {
  let at = 5_000_000
  const limit = createRateLimit({ config: loadConfig(env), log: createLog('silent'), now: () => at })
  return { limit, pass: (ms: number) => (at += ms) }
}

const refusalOf = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(AppError)
  return error
}

describe('buckets', () => {
  test.each([
    ['chat', 30],
    ['tasks', 600],
    ['address', 100],
    ['follow', 100],
  ] as const)('%s allows %p a minute by default', async (bucket, figure) => {
    const { limit } = limitOf()
    for (let hit = 1; hit < figure; hit++) await limit.spend(bucket, 'ada')
    expect(await limit.spend(bucket, 'ada')).toEqual({
      limit: figure,
      remaining: 0,
      reset_seconds: 60,
      policy: bucket,
      window_seconds: 60,
    })
    const refusal = await refusalOf(limit.spend(bucket, 'ada'))
    expect(refusal.code).toBe('rate_limited')
    expect(refusal.retry_after).toBe(60)
    expect(refusal.details).toEqual({
      limit: figure,
      remaining: 0,
      reset_seconds: 60,
      policy: bucket,
      window_seconds: 60,
    })
    // Somebody else is not touched.
    expect((await limit.spend(bucket, 'ben')).remaining).toBe(figure - 1)
  })

  test.each([
    ['RATE_LIMIT_REQUESTS_PER_MINUTE', 'chat'],
    ['RATE_LIMIT_TASKS_PER_MINUTE', 'tasks'],
    ['RATE_LIMIT_IP_PER_MINUTE', 'address'],
    ['RATE_LIMIT_IP_PER_MINUTE', 'follow'],
  ] as [string, Bucket][])('%s sets %s', async (name, bucket) => {
    const { limit } = limitOf({ [name]: '2' })
    await limit.spend(bucket, 'ada')
    await limit.spend(bucket, 'ada')
    expect((await refusalOf(limit.spend(bucket, 'ada'))).code).toBe('rate_limited')
  })

  test('do not share a budget', async () => {
    const { limit } = limitOf({ RATE_LIMIT_REQUESTS_PER_MINUTE: '1', RATE_LIMIT_IP_PER_MINUTE: '1' })
    for (const bucket of ['chat', 'tasks', 'address', 'follow'] as const) {
      expect((await limit.spend(bucket, 'ada')).limit).toBeGreaterThan(0)
    }
  })
})

describe('taking', () => {
  test('counts down, and whole seconds are never too few', async () => {
    const { limit, pass } = limitOf()
    expect(await limit.take('b', 'k', 2)).toMatchObject({ limit: 2, remaining: 1, reset_seconds: 60, policy: 'b' })
    pass(59_500)
    expect(await limit.take('b', 'k', 2)).toMatchObject({ limit: 2, remaining: 0, reset_seconds: 1, policy: 'b' })
    const refusal = await refusalOf(limit.take('b', 'k', 2))
    expect(refusal.message).toBe('Too many requests. Try again in 1 second.')
    pass(1000 * (refusal.retry_after ?? 0))
    expect((await limit.take('b', 'k', 2)).limit).toBe(2)
  })

  test('may have another window', async () => {
    const { limit, pass } = limitOf()
    await limit.take('hour', 'k', 1, 3600)
    pass(3_599_000)
    expect((await refusalOf(limit.take('hour', 'k', 1, 3600))).retry_after).toBe(1)
  })

  test('refusals are counted by the name of the limit', async () => {
    const countOf = async () =>
      (await rateLimitRefusals.get()).values.find(({ labels }) => labels.limit === 'counted')?.value ?? 0
    const before = await countOf()
    const { limit } = limitOf()
    await limit.take('counted', 'k', 1)
    await refusalOf(limit.take('counted', 'k', 1))
    await refusalOf(limit.take('counted', 'k', 1))
    expect(await countOf()).toBe(before + 2)
  })

  test('the 31st of 50 parallel requests is the first refused', async () => {
    const { limit } = limitOf()
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => limit.spend('chat', 'ada')))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
  })
})

test('without Redis the state says so', () => {
  const { limit } = limitOf()
  expect(limit.state()).toBe('memory')
  limit.close()
})
