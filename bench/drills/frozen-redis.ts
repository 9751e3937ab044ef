/** Redis frozen under two instances: requests are hardly slower, limits go on by each process, answers go on by polling. */
import { Client } from './client.ts'
import { gather, rowOf, talk } from './crowd.ts'
import type { Drill, Order, Row } from './drill.ts'
import { openRedis } from './redis.ts'
import { assistant } from './script.ts'
import { percentile } from './table.ts'
import { openPair } from './two-instances.ts'

/** The failure catalogue: requests not slower than this. */
const SLOWER_MAX_MS = 250
/** What the noise of a busy machine may add, beside as much again as its slowest request without a trouble. */
const NOISE_MS = 100
const WORD_MS = 30
const REQUESTS = 60
const EVERY_MS = 50
/** Below REQUESTS, so that a limit that is counted at all is met. */
const LIMIT = 40

/** Milliseconds and statuses of requests one after another, each counted on its user. */
const timed = async (client: Client, path: string) => {
  const took: number[] = []
  const statuses: number[] = []
  for (let i = 0; i < REQUESTS; i++) {
    const began = performance.now()
    const response = await client.once('GET', path)
    await response.text()
    took.push(performance.now() - began)
    statuses.push(response.status)
    await Bun.sleep(EVERY_MS)
  }
  return { took, refused: statuses.filter((status) => status === 429).length, statuses }
}

const freeze = async (order: Order): Promise<Row> => {
  const { places, n } = order
  const redis = await openRedis(places)
  const settings = {
    ...(await assistant(places, { word_ms: WORD_MS, stories: 2 })),
    REDIS_URL: redis.url,
    RATE_LIMIT_TASKS_PER_MINUTE: `${LIMIT}`,
  }
  const { instances, proxy } = await openPair(order, settings)
  const crowd = await gather(proxy.url, n)
  const [{ url }] = instances
  const [before, after] = [await new Client(url).signUp(), await new Client(url).signUp()]
  const { accepted, heard } = talk(crowd, { flees: () => Math.random() < 0.02 })
  await accepted
  const healthy = await timed(before, '/api/v1/tasks')
  redis.freeze()
  const frozen = await timed(after, '/api/v1/tasks')
  const all = await heard
  redis.thaw()
  const usual = Math.max(...healthy.took)
  const slowest = Math.max(...frozen.took)
  const others = [...healthy.statuses, ...frozen.statuses].filter((status) => status !== 200 && status !== 429)
  const faults = [
    ...(slowest > 2 * usual + SLOWER_MAX_MS + NOISE_MS
      ? [`a request took ${slowest.toFixed(0)} ms, usually ${usual.toFixed(0)}`]
      : []),
    ...(healthy.refused === REQUESTS - LIMIT ? [] : [`${healthy.refused} refusals before, not ${REQUESTS - LIMIT}`]),
    ...(frozen.refused > 0 ? [] : ['no limit held while Redis was frozen']),
    ...others.map((status) => `a request was answered ${status}`),
  ]
  const facts = {
    'p95 ms before': (percentile(healthy.took, 95) ?? 0).toFixed(0),
    'slowest ms before': usual.toFixed(0),
    'p95 ms frozen': (percentile(frozen.took, 95) ?? 0).toFixed(0),
    'slowest ms frozen': slowest.toFixed(0),
    'refused before': healthy.refused,
    'refused frozen': frozen.refused,
  }
  for (const one of instances) await one.end()
  return rowOf({ what: 'frozen', heard: all, people: crowd.people, instances: [...instances], facts, faults })
}

export const frozenRedis: Drill = {
  name: 'frozen-redis',
  about: 'Redis frozen under two instances',
  usual: { full: 20, short: 5 },
  run: async (order) => [await freeze(order)],
}
