/** A network to Postgres in which packets vanish, and one that resets every connection: 503 in time, then all is well. */
import { Client } from './client.ts'
import { gather, rowOf, talk } from './crowd.ts'
import type { Drill, Order, Row } from './drill.ts'
import { cluster } from './postgres.ts'
import { Instance } from './process.ts'
import { assistant } from './script.ts'
import { percentile } from './table.ts'
import { tcpProxy } from './tcp-proxy.ts'

/** Guarantee 9. */
const REFUSED_MAX_MS = 5_000
const HEALED_MAX_MS = 5_000
/** What the short drill, which is run on machines of any kind, leaves to their noise. */
const NOISE_MS = 2_000
const WORD_MS = 30
const MIDDLE_MS = 700
const PROBES_EVERY_MS = 300
const FROZEN_MS = { full: 10_000, short: 6_500 }

const PROBES = [
  ['GET', '/api/v1/tasks', undefined],
  ['GET', '/api/v1/chatkit/sessions', undefined],
  ['POST', '/api/v1/tasks', { title: 'Mend the net' }],
  ['GET', '/health/ready', undefined],
] as const

interface Probe {
  what: string
  status: number
  retry_after: boolean
  took_ms: number
}

const probe = async (client: Client, [method, path, body]: (typeof PROBES)[number]): Promise<Probe> => {
  const began = performance.now()
  const response = await client.once(method, path, body && { body })
  await response.text()
  return {
    what: `${method} ${path}`,
    status: response.status,
    retry_after: path.startsWith('/health') || response.headers.has('retry-after'),
    took_ms: performance.now() - began,
  }
}

/** Asks one thing after another, without waiting for answers, for so long. */
const probeFor = async (client: Client, most_ms: number): Promise<Probe[]> => {
  const asked: Promise<Probe>[] = []
  for (let at = 0; at * PROBES_EVERY_MS < most_ms; at++) {
    asked.push(probe(client, PROBES[at % PROBES.length] as (typeof PROBES)[number]))
    await Bun.sleep(PROBES_EVERY_MS)
  }
  return Promise.all(asked)
}

/** The time until a good answer, looked at all the time. */
const healing = async (client: Client) => {
  const began = performance.now()
  for (let good = false; !good && performance.now() - began < 60_000; ) {
    good = (await probe(client, PROBES[0])).status === 200
    if (!good) await Bun.sleep(50)
  }
  return performance.now() - began
}

const judgeProbes = (probes: Probe[], noise_ms: number) => [
  ...probes.filter(({ status }) => status !== 503).map(({ what, status }) => `${status} of ${what} without a database`),
  ...probes.filter(({ retry_after }) => !retry_after).map(({ what }) => `no Retry-After of ${what}`),
  ...probes
    .filter(({ took_ms }) => took_ms > REFUSED_MAX_MS + noise_ms)
    .map(({ what, took_ms }) => `${what} was refused after ${took_ms.toFixed(0)} ms`),
]

const freeze = async (order: Order): Promise<Row> => {
  const { command, places, n, short } = order
  const address = new URL(await (await cluster(places)).database())
  const wire = tcpProxy(places, Number(address.port))
  address.port = `${wire.port}`
  const settings = await assistant(places, { word_ms: WORD_MS })
  const instance = await Instance.make({ command, places, env: { ...settings, DATABASE_URL: address.href } })
  await instance.start()
  const crowd = await gather(instance.url, n)
  const idle = await new Client(instance.url).signUp()
  const { accepted, heard } = talk(crowd)
  await accepted
  await Bun.sleep(MIDDLE_MS)
  wire.pause()
  const probes = await probeFor(idle, FROZEN_MS[short ? 'short' : 'full'])
  wire.resume()
  const after_freeze = await healing(idle)
  wire.reset()
  const after_reset = await healing(idle)
  const all = await heard
  await instance.end()
  const noise_ms = short ? NOISE_MS : 0
  const faults = [
    ...judgeProbes(probes, noise_ms),
    ...[after_freeze, after_reset]
      .filter((ms) => ms > HEALED_MAX_MS + noise_ms)
      .map((ms) => `healed after ${ms.toFixed(0)} ms`),
  ]
  const facts = {
    probes: probes.length,
    'refused after ms, p95': (
      percentile(
        probes.map(({ took_ms }) => took_ms),
        95,
      ) ?? 0
    ).toFixed(0),
    'slowest ms': Math.max(...probes.map(({ took_ms }) => took_ms)).toFixed(0),
    'healed after ms': after_freeze.toFixed(0),
    'after a reset': after_reset.toFixed(0),
  }
  return rowOf({
    what: 'frozen, then reset',
    heard: all,
    people: [...crowd.people, idle],
    instances: [instance],
    facts,
    faults,
  })
}

export const frozenPostgres: Drill = {
  name: 'frozen-postgres',
  about: 'a network to Postgres that freezes and then resets',
  usual: { full: 20, short: 5 },
  run: async (order) => [await freeze(order)],
}
