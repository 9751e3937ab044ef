/** Two instances restarted one after the other behind the proxy, while people send and listen without a pause. */
import { Client } from './client.ts'
import { gather, rowOf } from './crowd.ts'
import type { Drill, Order } from './drill.ts'
import { Conversation } from './follow.ts'
import { until } from './place.ts'
import { assistant, MESSAGE } from './script.ts'
import { openPair, type Pair } from './two-instances.ts'
import { type Heard, judge, type Reference } from './verdict.ts'

const WORD_MS = 15
/** Shorter than an answer takes, so that some are handed over. */
const GRACE_SECONDS = 1
/** So much load before, between and after the restarts. */
const CALM_MS = 2_000

/** One new person after another, from sign-up to the end of the answer, until it is over. */
const speak = async (base: string, reference: Reference, heard: Heard[], people: Client[], over: () => boolean) => {
  while (!over()) {
    const client = new Client(base)
    people.push(client)
    const told = await Conversation.open(await client.signUp(), MESSAGE, { leaves_draining: true })
    heard.push(await judge(await told.follow(), reference))
  }
}

const restartAll = async ({ instances, proxy }: Pair, exits: (number | null)[]) => {
  for (const instance of instances) {
    await Bun.sleep(CALM_MS)
    exits.push((await instance.stop('SIGTERM')).exit)
    await instance.start()
    await until('the proxy knows both again', 10_000, () => proxy.ready().length === 2)
  }
  await Bun.sleep(CALM_MS)
}

const roll = async (order: Order) => {
  const settings = {
    ...(await assistant(order.places, { word_ms: WORD_MS })),
    SHUTDOWN_GRACE_SECONDS: `${GRACE_SECONDS}`,
  }
  const pair = await openPair(order, settings)
  const { people, reference } = await gather(pair.proxy.url, 0)
  const heard: Heard[] = []
  const exits: (number | null)[] = []
  let over = false
  const speakers = Array.from({ length: order.n }, () => speak(pair.proxy.url, reference, heard, people, () => over))
  const speaking = Promise.all(speakers)
  await Promise.race([restartAll(pair, exits), speaking])
  over = true
  await speaking
  for (const instance of pair.instances) await instance.end()
  const failed = people.flatMap(({ met }) => [...met].filter(([what]) => what !== '503'))
  const faults = [
    ...failed.map(([what, n]) => `a client met ${what} ${n} times`),
    ...exits.filter((exit) => exit !== 0).map((exit) => `an instance ended with ${exit}`),
  ]
  return rowOf({ what: 'two restarts', heard, people, instances: [...pair.instances], faults })
}

export const rolling: Drill = {
  name: 'rolling',
  about: 'rolling restart of two instances behind a proxy under load',
  usual: { full: 20, short: 6 },
  run: async (order) => [await roll(order)],
}
