/** Two instances over one Postgres behind a proxy; one of them dies, or freezes and comes back, while everybody listens. */
import { gather, rowOf, talk } from './crowd.ts'
import type { Drill, Order, Row } from './drill.ts'
import { type HttpProxy, httpProxy } from './http-proxy.ts'
import { until } from './place.ts'
import { cluster } from './postgres.ts'
import { Instance, takeoversIn } from './process.ts'
import { assistant } from './script.ts'
import { percentile } from './table.ts'

/** Guarantee 5. */
const TAKEOVER_MAX_MS = 10_000
const WORD_MS = 60
/** Everybody is in the middle of the long answer by then. */
const MIDDLE_MS = 2_500
/** Longer than a lease and a sweep: a frozen instance comes back to runs that are somebody else’s. */
const FROZEN_MS = 12_000
/** Shorter than two heartbeats, so that the frozen one is left in good time. */
const SILENCE_MAX_MS = 8_000

export interface Pair {
  instances: [Instance, Instance]
  proxy: HttpProxy
}

/** Two instances behind a proxy that knows them both to be ready. */
export const openPair = async ({ command, places }: Order, settings: Record<string, string>): Promise<Pair> => {
  const DATABASE_URL = await (await cluster(places)).database()
  const env = { ...settings, DATABASE_URL }
  const make = () => Instance.make({ command, places, env })
  const instances: [Instance, Instance] = [await make(), await make()]
  await Promise.all(instances.map((one) => one.start()))
  const proxy = httpProxy(places, instances)
  await until('the proxy knows both', 10_000, () => proxy.ready().length === 2)
  return { instances, proxy }
}

const strike = async (order: Order, how: 'killed' | 'frozen'): Promise<Row> => {
  const settings = await assistant(order.places, { word_ms: WORD_MS })
  const { instances, proxy } = await openPair(order, settings)
  const [victim, survivor] = instances
  const crowd = await gather(proxy.url, order.n)
  const { accepted, heard } = talk(crowd, { silence_max_ms: SILENCE_MAX_MS })
  await accepted
  await Bun.sleep(MIDDLE_MS)
  const struck_at = Date.now()
  if (how === 'killed') await victim.kill()
  else {
    victim.freeze()
    await Bun.sleep(FROZEN_MS)
    victim.thaw()
  }
  const all = await heard
  const takeovers = [...takeoversIn([survivor]).values()].map((at) => at - struck_at)
  const slow = percentile(takeovers, 95) ?? 0
  const faults = [
    ...(takeovers.length === 0 ? ['nothing was taken over'] : []),
    ...(slow > TAKEOVER_MAX_MS ? [`take-over took ${slow} ms at the 95th percentile`] : []),
  ]
  for (const one of instances) await one.end()
  const row = rowOf({
    what: `one ${how}`,
    heard: all,
    people: crowd.people,
    instances: [...instances],
    struck_at,
    faults,
  })
  return { ...row, facts: { 'taken over': takeovers.length, ...row.facts } }
}

export const twoInstances: Drill = {
  name: 'two-instances',
  about: 'two over one Postgres, one killed, then one frozen, while answers stream',
  usual: { full: 50, short: 10 },
  run: async (order) => [await strike(order, 'killed'), ...(order.short ? [] : [await strike(order, 'frozen')])],
}
