/** What the operator sees of database calls: the pool's gauge, their durations, and a log line for the slow ones. */
import { expect, test } from 'bun:test'
import { type Client, createClient, LIMITS } from '../../src/db/client.ts'
import { databaseDuration, registry } from '../../src/metrics.ts'
import { metricNow } from '../support/watched.ts'

const poolNow = async () => {
  const found = await registry.getSingleMetric('database_pool')?.get()
  return Object.fromEntries((found?.values ?? []).map(({ labels, value }) => [labels.state, value]))
}
const callsNow = async () =>
  (await databaseDuration.get()).values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0

/** A database whose statements end when `answer` is called. */
const setUp = (slow_ms: number) => {
  const { promise, resolve: answer } = Promise.withResolvers<unknown[]>()
  const lines: object[] = []
  const note = (facts: object, message: string) => void lines.push({ ...facts, message })
  const tag = (strings: TemplateStringsArray) => Object.assign(promise.then(), { executed: true, strings })
  const db = createClient(
    {
      embedded: false,
      log: { info: note, warn: note, error: note },
      calls_max: 2,
      client: () => tag as unknown as Client,
      failed: (error) => error,
      stuck: () => undefined,
      close: async () => undefined,
    },
    { ...LIMITS, slow_ms },
  )
  return { db, lines, answer: () => answer([]) }
}

test('the pool shows how many calls work and wait, and nothing once they ended', async () => {
  const before = await poolNow()
  const { db, answer } = setUp(10_000)
  const calls = [1, 2, 3].map(() => db.query((sql) => sql`select 1`))
  await Bun.sleep(0)
  const during = await poolNow()
  const by = (state: string) => (during[state] ?? 0) - (before[state] ?? 0)
  expect([by('size'), by('active'), by('waiting')]).toEqual([2, 2, 1])
  const counted = await callsNow()
  answer()
  await Promise.all(calls)
  expect((await callsNow()) - counted).toBe(3)
  await db.close()
  await db.close()
  expect(await poolNow()).toEqual({
    ...before,
    size: before.size ?? 0,
    active: before.active ?? 0,
    waiting: before.waiting ?? 0,
  })
})

test('a slow call is counted, and logged with the text of its statements, never with their values', async () => {
  const before = await metricNow('database_slow_calls_total')
  const { db, lines, answer } = setUp(5)
  const call = db.query(
    (sql) => sql`select title from tasks
    where title = ${'a secret'}`,
  )
  await Bun.sleep(10)
  answer()
  await call
  expect(lines).toMatchObject([
    { message: 'slow database call', statements: ['select title from tasks where title = ?'] },
  ])
  expect(JSON.stringify(lines)).not.toContain('secret')
  expect(await metricNow('database_slow_calls_total')).toBe(before + 1)
})

test('a quick call is not logged', async () => {
  const before = await metricNow('database_slow_calls_total')
  const { db, lines, answer } = setUp(1_000)
  answer()
  await db.execute((sql) => sql`select 1`)
  expect(lines).toEqual([])
  expect(await metricNow('database_slow_calls_total')).toBe(before)
})
