/**
 * What should have rung against what did, for each reminder in each channel. A key that comes again is the same reminder
 * sent twice, which is allowed; a second key is a reminder that rang twice, which is not.
 */
import { FRESH_MS } from '../../../src/reminder/attempt.ts'
import type { Heard } from '../verdict.ts'
import type { Arrival, ChannelName } from './receivers.ts'

/**
 * What was on its way when its task was seen to be completed or moved may still arrive: the engine tells what it read up
 * to FRESH_MS before, once the receiver is ready to read; a busy machine gives two processes their turn within the rest.
 * While this process itself had to wait, it noted late what had come in time: that much is added.
 */
export const IN_FLIGHT_MS = FRESH_MS + 750
/** The clock of the drill and that of the database are the same machine's. */
const EARLY_MS = 100

export interface Wish {
  title: string
  /** When it should ring, as the drill's own clock counts; absent where the clocks were stepped. */
  at_ms?: number
  /** When the task was seen to be completed, deleted or moved. */
  ended_ms?: number
  /** The longest that this process had to wait for its turn about then. */
  waited_ms?: number
  /** Where it was moved to; without it nothing may ring once it has ended. */
  moved_to_ms?: number
}

/** When each key came first. */
const firstOf = (arrivals: Arrival[]) => {
  const first = new Map<string, number>()
  for (const { key, at_ms } of arrivals) first.set(key, Math.min(at_ms, first.get(key) ?? at_ms))
  return [...first.values()].toSorted((a, b) => a - b)
}

const early = (times: number[], at_ms: number | undefined) =>
  at_ms === undefined ? [] : times.filter((time) => time < at_ms - EARLY_MS)

interface Found {
  lost: number
  doubled: number
  /** Earlier than its moment, or after its task was completed or moved. */
  out_of_turn: number
}

/** Of a moment that has to ring. */
const once = (times: number[], at_ms: number | undefined): Found => ({
  lost: times.length === 0 ? 1 : 0,
  doubled: Math.max(0, times.length - 1),
  out_of_turn: early(times, at_ms).length,
})

/** Of a moment that may have rung before its end. */
const atMostOnce = (times: number[], at_ms: number | undefined): Found => ({ ...once(times, at_ms), lost: 0 })

const sum = (a: Found, b: Found): Found => ({
  lost: a.lost + b.lost,
  doubled: a.doubled + b.doubled,
  out_of_turn: a.out_of_turn + b.out_of_turn,
})

/** Moved, and seen to be only when the new moment had come: both may have rung, and one has to. */
const onceOrTwice = (times: number[], at_ms: number | undefined): Found => ({
  ...once(times, at_ms),
  doubled: Math.max(0, times.length - 2),
})

/** Until when what was on its way may arrive; nothing is, before the moment of the reminder. */
const overOf = ({ at_ms, ended_ms = Number.POSITIVE_INFINITY, waited_ms = 0 }: Wish) =>
  at_ms !== undefined && ended_ms < at_ms - EARLY_MS ? ended_ms : ended_ms + IN_FLIGHT_MS + waited_ms

const foundOf = (wish: Wish, arrivals: Arrival[]): Found => {
  const { at_ms, ended_ms, moved_to_ms } = wish
  const times = firstOf(arrivals)
  if (ended_ms === undefined) return once(times, at_ms)
  const over_ms = overOf(wish)
  if (moved_to_ms !== undefined && moved_to_ms <= over_ms) return onceOrTwice(times, at_ms)
  const before = atMostOnce(
    times.filter((time) => time <= over_ms),
    at_ms,
  )
  if (moved_to_ms !== undefined)
    return sum(
      before,
      once(
        times.filter((time) => time > over_ms),
        moved_to_ms,
      ),
    )
  const late = arrivals.filter((one) => one.at_ms > over_ms).length
  return { ...before, out_of_turn: before.out_of_turn + late }
}

/** How long after its task was seen to be completed or moved anything of it still came, at the latest. */
export const latestAfterEnd = (wishes: Wish[], channel: ChannelName, all: Arrival[]): number =>
  wishes.reduce((latest, { title, ended_ms, moved_to_ms = Number.POSITIVE_INFINITY }) => {
    if (ended_ms === undefined) return latest
    const came = all.filter((one) => one.channel === channel && one.title === title && one.at_ms < moved_to_ms)
    return came.reduce((most, { at_ms }) => Math.max(most, at_ms - ended_ms), latest)
  }, 0)

/** One reminder in one channel, in the words of all drills: what rang out of turn counts as a gap. */
export const judgeRing = (wish: Wish, channel: ChannelName, all: Arrival[]): Heard => {
  const arrivals = all.filter((one) => one.channel === channel && one.title === wish.title)
  const { lost, doubled, out_of_turn } = foundOf(wish, arrivals)
  const bad = lost + doubled + out_of_turn > 0
  const story = JSON.stringify({ wish, arrivals: arrivals.map(({ key, at_ms, missed }) => ({ key, at_ms, missed })) })
  return {
    run_id: `${wish.title} by ${channel}`,
    completed: !bad,
    lost,
    doubled,
    gaps: out_of_turn,
    events: arrivals.length,
    breaks: arrivals.length - firstOf(arrivals).length,
    notes: bad ? [story] : [],
  }
}

/** Whether everything that has to ring has rung. */
export const isComplete = (wishes: Wish[], channels: readonly ChannelName[], all: Arrival[]) => {
  const rung = new Set(all.map(({ channel, title }) => `${channel} ${title}`))
  return wishes
    .filter(({ ended_ms, moved_to_ms }) => ended_ms === undefined || moved_to_ms !== undefined)
    .every(({ title }) => channels.every((channel) => rung.has(`${channel} ${title}`)))
}

/** How late the first word of each came, in milliseconds; of what nobody moved and no clock was stepped for. */
export const latenessOf = (wishes: Wish[], channel: ChannelName, all: Arrival[]): number[] =>
  wishes.flatMap(({ title, at_ms, ended_ms }) => {
    const times = firstOf(all.filter((one) => one.channel === channel && one.title === title))
    return at_ms === undefined || ended_ms !== undefined || times[0] === undefined ? [] : [times[0] - at_ms]
  })
