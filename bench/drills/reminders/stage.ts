/** Where a scene of this drill plays: instances, the receivers they send to, and the judgement when all is quiet. */
import type postgres from 'postgres'
import type { Order, Row } from '../drill.ts'
import { type HttpProxy, httpProxy } from '../http-proxy.ts'
import { until } from '../place.ts'
import { cluster } from '../postgres.ts'
import { Instance, mistakesIn } from '../process.ts'
import { BUILTIN } from '../script.ts'
import { type SteppedClock, steppedClock } from './clock.ts'
import { IN_FLIGHT_MS, isComplete, judgeRing, latenessOf, latestAfterEnd, type Wish } from './ledger.ts'
import type { Reminder } from './people.ts'
import { CHANNELS, type Receivers, receivers } from './receivers.ts'
import { type Waits, watchWaits } from './waits.ts'

export interface Stage {
  order: Order
  instances: Instance[]
  /** Where people ask: whichever instance is ready. */
  proxy: HttpProxy
  received: Receivers
  reminders: Reminder[]
  /** Of this process. */
  waits: Waits
  /** Absent on the embedded database. */
  clock?: SteppedClock
}

const open = async (order: Order, n: number, env: Record<string, string>): Promise<Omit<Stage, 'clock'>> => {
  const { command, places } = order
  const received = await receivers(places)
  const settings = { ...BUILTIN, ...received.settings, ...env, LOG_LEVEL: 'warn' }
  const instances: Instance[] = []
  for (let i = 0; i < n; i++) instances.push(await Instance.make({ command, places, env: settings }))
  await Promise.all(instances.map((one) => one.start()))
  const proxy = httpProxy(places, instances)
  await until('the proxy knows them all', KNOWN_MAX_MS, () => proxy.ready().length === n)
  return { order, instances, proxy, received, reminders: [], waits: watchWaits(places) }
}

export interface StageOnPostgres extends Stage {
  clock: SteppedClock
}

/** So many instances on one Postgres, whose clock can be stepped. */
export const openOnPostgres = async (order: Order, n: number): Promise<StageOnPostgres> => {
  const DATABASE_URL = await (await cluster(order.places)).database()
  const clock = await steppedClock(order.places, DATABASE_URL)
  return { ...(await open(order, n, { DATABASE_URL })), clock }
}

export const openEmbedded = (order: Order): Promise<Stage> => open(order, 1, {})

/** A busy machine needs its time for a first answer. */
const KNOWN_MAX_MS = 60_000
const ALL_MAX_MS = 90_000
/** Without a clock to step one waits: what a busy machine took too long for is sent again after a minute, then after five. */
const PUT_OFF_MAX_MS = 420_000
/** What nobody was killed for is sent by then, mostly. */
const SOON_MS = 2_000
const LEASE_MS = 21_000
/** Letters that a busy machine took too long for are put off by an hour in the end. */
const STEP_MS = 2 * 3_600_000
/** Twice the life of a message’s lease: by then whoever would send a second time has done so. */
const QUIET_MS = 41_000
const QUIET_SHORT_MS = 21_000

const waiting = async (sql: postgres.Sql) => {
  const [row] = await sql<[{ n: number }]>`
    select (select count(*) from outbox where state = 'waiting')::int
      + (select count(*) from reminders where state = 'waiting' and at <= now())::int as n`
  return row.n
}

/** Nothing is left to be sent: what was put off is waited for by stepping the clock. */
const quietOnPostgres = async (clock: SteppedClock, all_max_ms: number, step_ms: number) => {
  const none = async () => (await waiting(clock.sql)) === 0
  if (await isSoon(all_max_ms, none)) return
  await clock.advance(step_ms)
  if (await isSoon(ALL_MAX_MS, none)) return
  await clock.advance(STEP_MS)
  await until('nothing waits to be sent', ALL_MAX_MS, none)
}

/** In short leases are not waited for: once every moment has passed, the clock steps over them. */
const quietSoon = async (clock: SteppedClock, wishes: Wish[]) => {
  const last_ms = wishes.reduce((last, { at_ms = 0, moved_to_ms = 0 }) => Math.max(last, at_ms, moved_to_ms), 0)
  await Bun.sleep(Math.max(0, last_ms - Date.now()))
  await quietOnPostgres(clock, SOON_MS, LEASE_MS)
}

/** What is missing in the end is told by the table. */
const isSoon = (most_ms: number, holds: () => Promise<boolean> | boolean) =>
  until('all have rung', most_ms, holds, 200).then(
    () => true,
    () => false,
  )

const allQuiet = async ({ clock, order, reminders }: Stage, all: () => boolean) => {
  const wishes = reminders.map(({ wish }) => wish)
  if (clock) return order.short ? quietSoon(clock, wishes) : quietOnPostgres(clock, ALL_MAX_MS, STEP_MS)
  await isSoon(PUT_OFF_MAX_MS, all)
  // The database cannot be asked, so leases are waited for.
  await Bun.sleep(order.short ? QUIET_SHORT_MS : QUIET_MS)
}

/** What pages show: rung, and not waiting any more. */
const pagesOf = async (sql: postgres.Sql, reminders: Reminder[]) => {
  const rows = await sql<{ title: string; state: string; status: string }[]>`
    select t.title, r.state, t.status from reminders r join tasks t on t.user_id = r.user_id and t.id = r.task_id`
  const states = new Map(rows.map(({ title, state }) => [title, state]))
  const rings = ({ wish }: Reminder) => wish.ended_ms === undefined || wish.moved_to_ms !== undefined
  const shown = (one: Reminder) => ['rung', 'missed'].includes(states.get(one.wish.title) ?? '')
  const lost = reminders.filter((one) => rings(one) && !shown(one))
  return lost.map(({ wish }) => `pages do not show ${wish.title}: ${states.get(wish.title)}`)
}

/** While this process waited for its turn about the end of a wish, it noted late what came in time. */
const withWaits = (wish: Wish, waits: Waits): Wish =>
  wish.ended_ms === undefined
    ? wish
    : { ...wish, waited_ms: waits.between(wish.ended_ms, wish.ended_ms + 2 * IN_FLIGHT_MS) }

/** Waits until all that has to ring has rung and nothing is under way, and judges; one row for each channel. */
export const verdict = async (stage: Stage, what: string, facts: Row['facts'] = {}): Promise<Row[]> => {
  const { instances, received, reminders, clock, waits } = stage
  const { arrivals } = received
  await allQuiet(stage, () =>
    isComplete(
      reminders.map(({ wish }) => wish),
      CHANNELS,
      arrivals,
    ),
  )
  const wishes = reminders.map(({ wish }) => withWaits(wish, waits))
  const pages = clock ? await pagesOf(clock.sql, reminders) : []
  for (const one of instances) await one.end()
  const people = [...new Set(reminders.map(({ person }) => person))]
  const faults = [...pages, ...people.flatMap(({ client }) => client.faults), ...mistakesIn(instances)]
  return CHANNELS.map((channel) => ({
    what: `${what}, ${channel}`,
    heard: wishes.map((wish) => judgeRing(wish, channel, arrivals)),
    takeovers: latenessOf(wishes, channel, arrivals),
    facts: {
      ...facts,
      missed: arrivals.filter((one) => one.channel === channel && one.missed).length,
      'completed or moved': wishes.filter(({ ended_ms }) => ended_ms !== undefined).length,
      'latest after that': `${latestAfterEnd(wishes, channel, arrivals)} ms`,
    },
    faults: channel === CHANNELS[0] ? faults : [],
  }))
}
