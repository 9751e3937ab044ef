/**
 * The whole installation of an operator who may lose a machine: Caddy, two instances, Redis, a primary with a synchronous
 * standby, Prometheus. While everybody listens the primary is killed and its standby promoted, then an instance is killed.
 */
import { type Crowd, gather, rowOf, talk } from '../crowd.ts'
import type { Drill, Order, Row } from '../drill.ts'
import { type Places, until } from '../place.ts'
import { Instance, takeoversIn } from '../process.ts'
import { openRedis } from '../redis.ts'
import { assistant } from '../script.ts'
import { openCaddy } from './caddy.ts'
import { Http2Client } from './http2-client.ts'
import { emptyPanels, openPrometheus, type Prometheus } from './prometheus.ts'
import { openReplicated, type Replicated } from './standby.ts'

const WORD_MS = 60
/** Answers of half a minute, so that both blows fall while they are told; in short, of twelve seconds. */
const STORIES = { full: 5, short: 2 }
const MIDDLE_MS = 2_000
const HEALED_MAX_MS = 30_000
/** One of so many sends while there is no database. */
const LATE = 10

interface House {
  instances: Instance[]
  servers: Replicated
  prometheus: Prometheus
  crowd: Crowd
}

const open = async ({ command, places, n, short }: Order): Promise<House> => {
  const servers = await openReplicated(places)
  const env = {
    ...(await assistant(places, { word_ms: WORD_MS, stories: short ? STORIES.short : STORIES.full })),
    DATABASE_URL: await servers.database(),
    REDIS_URL: (await openRedis(places)).url,
    RATE_LIMIT_SIGNUPS_PER_DAY: '1000000',
  }
  const instances = [await Instance.make({ command, places, env }), await Instance.make({ command, places, env })]
  await instances[0]?.start()
  await instances[1]?.start()
  const ports = instances.map(({ port }) => port)
  const prometheus = await openPrometheus(places, ports)
  const caddy = await openCaddy(places, ports)
  const crowd = await gather(caddy.url, n, () => clientOf(places, caddy.url, caddy.authority))
  return { instances, servers, prometheus, crowd }
}

const clientOf = (places: Places, url: string, authority: string) => {
  const client = new Http2Client(url, authority)
  places.later(() => client.close())
  return client
}

const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)

const healed = (instances: Instance[]) =>
  until('the instances have the new primary', HEALED_MAX_MS, async () => {
    const ready = await Promise.all(instances.map((one) => one.isReady()))
    return ready.every(Boolean)
  })

/** The instance that more people listen to comes first: there is something to take over from it. */
const byStreams = async (prometheus: Prometheus, instances: Instance[]): Promise<[Instance, Instance]> => {
  const counted = await Promise.all(
    instances.map(async (one) => ({
      one,
      streams: await prometheus.number(`open_streams{instance="127.0.0.1:${one.port}"}`),
    })),
  )
  return counted.toSorted((a, b) => b.streams - a.streams).map(({ one }) => one) as [Instance, Instance]
}

/** What the operator sees of it. */
const watched = async (prometheus: Prometheus, victim: Instance) => {
  const empty = await emptyPanels(prometheus)
  const down = await prometheus.ask('ALERTS{alertname="TodoChatDown"}')
  const streams = await prometheus.number('max_over_time(sum(open_streams)[5m:1s])')
  const faults = [
    ...(down.some(({ metric }) => metric.instance === `127.0.0.1:${victim.port}`)
      ? []
      : ['TodoChatDown did not see it']),
    ...(empty.includes('Requests by status') ? ['the dashboard is empty'] : []),
  ]
  const taken = await prometheus.number('sum(max_over_time(runs_taken_over_total[5m]))')
  return {
    faults,
    facts: {
      'streams at once': streams,
      'taken over by /metrics': taken,
      'panels without data': empty.join(' · ') || 'none',
    },
  }
}

const strike = async (order: Order): Promise<Row> => {
  const { instances, servers, prometheus, crowd } = await open(order)
  const { alone, both } = await servers.commitTimes()
  const [early, late] = split(crowd)
  const first = talk(early)
  await first.accepted
  await Bun.sleep(MIDDLE_MS)
  const died_at = Date.now()
  await servers.killPrimary()
  const second = talk(late)
  const promoted_at = await servers.promoted
  await healed(instances)
  const healed_at = Date.now()
  await second.accepted
  await Bun.sleep(MIDDLE_MS)
  const [victim, survivor] = await byStreams(prometheus, instances)
  const struck_at = Date.now()
  await victim.kill()
  const heard = [...(await first.heard), ...(await second.heard)]
  const { faults, facts } = await watched(prometheus, victim)
  const taken_over = takeoversIn([survivor]).size
  for (const one of instances) await one.end()
  return rowOf({
    what: 'primary, then instance',
    heard,
    people: crowd.people,
    instances,
    struck_at,
    facts: {
      'promoted after s': seconds(died_at, promoted_at),
      'ready again after s': seconds(died_at, healed_at),
      'taken over': taken_over,
      'commit ms': `${alone.toFixed(1)} alone, ${both.toFixed(1)} with the standby`,
      ...facts,
    },
    faults: [...faults, ...(taken_over === 0 ? ['nothing was taken over'] : [])],
  })
}

const split = ({ people, reference }: Crowd): [Crowd, Crowd] => {
  const late = Math.ceil(people.length / LATE)
  return [
    { people: people.slice(late), reference },
    { people: people.slice(0, late), reference },
  ]
}

export const failover: Drill = {
  name: 'failover',
  about:
    'Caddy, two instances, Redis, a synchronous standby: the primary killed and its standby promoted, then one instance killed',
  usual: { full: 200, short: 10 },
  run: async (order) => [await strike(order)],
}
