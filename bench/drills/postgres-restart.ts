/** Postgres restarted, then crashed, under many people: nobody meets a 500, and every accepted message is answered. */
import { Client } from './client.ts'
import { type Crowd, gather, rowOf, talk } from './crowd.ts'
import type { Drill, Order, Row } from './drill.ts'
import { cluster } from './postgres.ts'
import { Instance, takeoversIn } from './process.ts'
import { assistant } from './script.ts'

const WORD_MS = 30
const MIDDLE_MS = 1_000
const LOOK_MS = 200

/** How the server goes, and how long it stays away: the second time for longer than leases last. */
const OUTAGES = [
  { name: 'restarted', how: 'fast', away_ms: 1_000 },
  { name: 'crashed', how: 'immediate', away_ms: 8_000 },
] as const

/** Somebody who only looks, all the time; what they meet is judged like everything else. */
const watcher = (client: Client, over: () => boolean) => async () => {
  while (!over()) {
    await client.ask('GET', '/api/v1/tasks')
    await Bun.sleep(LOOK_MS)
  }
}

const halves = ({ people, reference }: Crowd): [Crowd, Crowd] => {
  const middle = Math.ceil(people.length / 2)
  return [
    { people: people.slice(0, middle), reference },
    { people: people.slice(middle), reference },
  ]
}

const downtime = async (order: Order, { name, how, away_ms }: (typeof OUTAGES)[number]): Promise<Row> => {
  const { command, places, n } = order
  const server = await cluster(places)
  const settings = await assistant(places, { word_ms: WORD_MS })
  const env = { ...settings, DATABASE_URL: await server.database() }
  const instance = await Instance.make({ command, places, env })
  await instance.start()
  const crowd = await gather(instance.url, n)
  const [early, late] = halves(crowd)
  const idle = await new Client(instance.url).signUp()
  let over = false
  const watching = watcher(idle, () => over)()
  const first = talk(early)
  await first.accepted
  await Bun.sleep(MIDDLE_MS)
  const began = performance.now()
  await server.stop(how)
  // These send while there is no database: they are told to come again, and nothing of it may happen twice.
  const second = talk(late)
  await Bun.sleep(away_ms)
  await server.start()
  const away_s = ((performance.now() - began) / 1000).toFixed(1)
  const heard = [...(await first.heard), ...(await second.heard)]
  over = true
  await watching
  await instance.end()
  return rowOf({
    what: name,
    heard,
    people: [...crowd.people, idle],
    instances: [instance],
    facts: { 'away s': away_s, 'taken over': takeoversIn([instance]).size },
  })
}

export const postgresRestart: Drill = {
  name: 'postgres-restart',
  about: 'Postgres restarted and crashed under people who send and listen',
  usual: { full: 50, short: 10 },
  async run(order) {
    const rows: Row[] = []
    for (const one of OUTAGES) if (!order.short || one.name === 'restarted') rows.push(await downtime(order, one))
    return rows
  },
}
