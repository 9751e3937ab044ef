/** Three instances started at the same moment on an empty database: each migration runs once, all serve. */
import { MIGRATIONS } from '../../sql/index.ts'
import { Client } from './client.ts'
import { metBy } from './crowd.ts'
import type { Drill, Order, Row } from './drill.ts'
import { cluster } from './postgres.ts'
import { Instance, mistakesIn } from './process.ts'
import { assistant, MESSAGE } from './script.ts'
import { hear, referenceOf } from './verdict.ts'

const INSTANCES = 3

const startTogether = async ({ command, places }: Order, round: number): Promise<Row> => {
  const settings = await assistant(places, { word_ms: 0 })
  const env = { ...settings, DATABASE_URL: await (await cluster(places)).database() }
  const instances = await Promise.all(Array.from({ length: INSTANCES }, () => Instance.make({ command, places, env })))
  const began = performance.now()
  const started = await Promise.allSettled(instances.map((one) => one.start()))
  const took_ms = performance.now() - began
  // They take turns migration by migration: whoever did which, each is done once.
  const versions = instances.flatMap((one) => one.logged('schema migrated').flatMap((line) => line.versions ?? []))
  const wanted = MIGRATIONS.map(({ version }) => version)
  const faults = [
    ...started.flatMap((one) => (one.status === 'rejected' ? [`an instance did not start: ${one.reason}`] : [])),
    ...(versions.toSorted((a, b) => a - b).join() === wanted.join() ? [] : [`migrations done: ${versions}`]),
  ]
  const good = instances.filter((_, at) => started[at]?.status === 'fulfilled')
  const clients = await Promise.all(good.map(({ url }) => new Client(url).signUp()))
  const [first] = good
  const reference = first && (await referenceOf(await new Client(first.url).signUp(), MESSAGE))
  const heard = reference ? await Promise.all(clients.map((client) => hear(client, MESSAGE, reference))) : []
  await Promise.all(instances.map((one) => one.end()))
  const facts = {
    ready: good.length,
    migrations: versions.length,
    'all ready after s': (took_ms / 1000).toFixed(2),
    ...metBy(clients),
  }
  return {
    what: `round ${round}`,
    heard,
    facts,
    faults: [...faults, ...mistakesIn(instances), ...clients.flatMap((client) => client.faults)],
  }
}

export const threeStart: Drill = {
  name: 'three-start',
  about: 'three instances started at once on an empty database',
  usual: { full: 5, short: 1 },
  async run(order) {
    const rows: Row[] = []
    for (let round = 1; round <= order.n; round++) rows.push(await startTogether(order, round))
    return rows
  },
}
