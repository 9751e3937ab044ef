/** One of two instances is frozen with messages in its hands, longer than it may hold them, and comes back when it is too late. */
import type { Order, Row } from '../drill.ts'
import { until } from '../place.ts'
import { setAround } from './kills.ts'
import { complete, enrol, secondAfter } from './people.ts'
import { openOnPostgres, type Stage, verdict } from './stage.ts'

const PEOPLE = 12
const AHEAD_MS = 3_000
/** Longer than the lease of a message, and shorter: a thawed instance has lost its messages, or still has them. */
const FREEZES_MS = [24_000, 12_000]
const SHORT_FREEZE_MS = 12_000

/** Everybody completes what has not rung yet, as soon as the instance is frozen. */
const freeze = async (stage: Stage, for_ms: number) => {
  const { instances, proxy, received } = stage
  const [victim, survivor] = instances
  if (!victim || !survivor) throw new Error('There are two instances.')
  const people = await enrol(proxy.url, received.hook_url, PEOPLE)
  const first_ms = secondAfter(AHEAD_MS)
  const reminders = await setAround(people, first_ms)
  stage.reminders.push(...reminders)
  await Bun.sleep(Math.max(0, first_ms + Math.random() * 2_500 - Date.now()))
  victim.freeze()
  await until('the proxy knows it', 10_000, () => proxy.ready().length === 1)
  const rung = new Set(received.arrivals.map(({ title }) => title))
  // Half of what has not been heard of is completed; the rest has to ring, whoever holds it.
  const silent = reminders.filter(({ wish }) => !rung.has(wish.title)).filter((_, at) => at % 2 === 0)
  await Promise.all(silent.map(complete))
  await Bun.sleep(for_ms)
  victim.thaw()
  await until('the proxy knows both', 20_000, () => proxy.ready().length === 2)
}

export const frozen = async (order: Order): Promise<Row[]> => {
  const stage = await openOnPostgres(order, 2)
  const times = order.short ? 1 : Math.max(1, Math.round(order.n / 10))
  for (let at = 0; at < times; at++) {
    await freeze(stage, order.short ? SHORT_FREEZE_MS : (FREEZES_MS[at % FREEZES_MS.length] ?? SHORT_FREEZE_MS))
    order.say(`frozen: ${at + 1} of ${times}`)
  }
  return verdict(stage, 'one of two frozen', { freezes: times })
}
