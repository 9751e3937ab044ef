/**
 * `kill -9` at a random moment of a streamed answer with tool runs, a restart, and a reader who goes on from the last
 * event it has. Every life is one run; several lanes, each with its own program and data, go on side by side.
 */
import { Client } from './client.ts'
import type { DatabaseKind, Drill, Order, Row } from './drill.ts'
import { Conversation } from './follow.ts'
import { cluster } from './postgres.ts'
import { Instance, mistakesIn, takeoversIn } from './process.ts'
import { assistant, BUILTIN, MESSAGE } from './script.ts'
import { type Heard, judge, type Reference, referenceOf } from './verdict.ts'

/** On a server the lease has to run out, so most of a life is waiting. */
const LANES: Record<DatabaseKind, number> = { embedded: 2, postgres: 6 }
const WORD_MS = 15

interface Lane {
  instance: Instance
  reference: Reference
  /** How long an answer takes that nobody disturbs. */
  usual_ms: number
}

interface Life {
  heard: Heard
  takeover_ms: number | undefined
}

const openLane = async (order: Order, kind: DatabaseKind, settings: Record<string, string>): Promise<Lane> => {
  const { command, places } = order
  const env: Record<string, string> = { ...settings }
  if (kind === 'postgres') env.DATABASE_URL = await (await cluster(places)).database()
  const instance = await Instance.make({ command, places, env })
  await instance.start()
  // The first answer pays for what is loaded late; the second one tells how long it takes.
  await referenceOf(await new Client(instance.url).signUp(), MESSAGE)
  const client = await new Client(instance.url).signUp()
  const began = performance.now()
  const reference = await referenceOf(client, MESSAGE)
  return { instance, reference, usual_ms: performance.now() - began }
}

const live = async ({ instance, reference, usual_ms }: Lane): Promise<Life> => {
  const client = await new Client(instance.url).signUp()
  const told = await Conversation.open(client, MESSAGE)
  const following = told.follow()
  await Bun.sleep(Math.random() * usual_ms)
  const killed_at = Date.now()
  await instance.kill()
  await instance.start()
  const heard = await judge(await following, reference)
  heard.notes.push(...client.faults)
  const taken_at = takeoversIn([instance]).get(heard.run_id)
  return { heard, takeover_ms: taken_at === undefined ? undefined : taken_at - killed_at }
}

const drillOn = async (order: Order, kind: DatabaseKind, name: string, settings: Record<string, string>, n: number) => {
  const lanes: Lane[] = []
  const lives: Life[] = []
  for (let i = 0; i < Math.min(LANES[kind], n); i++) lanes.push(await openLane(order, kind, settings))
  let left = n
  await Promise.all(
    lanes.map(async (lane) => {
      while (left-- > 0) {
        lives.push(await live(lane))
        if (lives.length % 10 === 0) order.say(`${kind}, ${name}: ${lives.length} of ${n}`)
      }
    }),
  )
  await Promise.all(lanes.map(({ instance }) => instance.end()))
  return rowOf(
    `${kind}, ${name}`,
    lives,
    lanes.map(({ instance }) => instance),
  )
}

const rowOf = (what: string, lives: Life[], instances: Instance[]): Row => {
  const takeovers = lives.flatMap(({ takeover_ms }) => takeover_ms ?? [])
  return {
    what,
    heard: lives.map(({ heard }) => heard),
    takeovers,
    facts: { 'hit while answering': takeovers.length },
    faults: mistakesIn(instances),
  }
}

export const kill: Drill = {
  name: 'kill',
  about: 'kill -9 at a random moment of an answer, restart, resume',
  usual: { full: 100, short: 4 },
  async run(order) {
    const model = await assistant(order.places, { word_ms: WORD_MS })
    const half = Math.ceil(order.n / 2)
    const parts = order.databases.flatMap((kind) => [
      () => drillOn(order, kind, 'model', model, half),
      ...(order.n > half ? [() => drillOn(order, kind, 'built-in', BUILTIN, order.n - half)] : []),
    ])
    // In short all side by side, because waiting is most of it; in full one after the other, because figures are.
    if (order.short) return Promise.all(parts.map((part) => part()))
    const rows: Row[] = []
    for (const part of parts) rows.push(await part())
    return rows
  },
}
