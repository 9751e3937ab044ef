/** The nights in which clocks change, in several zones, and people who move between zones while reminders come due. */
import type { Order, Row } from '../drill.ts'
import { until } from '../place.ts'
import { enrol, type Person, type Reminder, secondAfter } from './people.ts'
import { openOnPostgres, type Stage, type StageOnPostgres, verdict } from './stage.ts'

const HOUR_MS = 3_600_000
/** Instances look every 10 s: by then they know where the clock has jumped to, and are on time. */
const JUMP_BEFORE_MS = 12_000
const PEOPLE_MOVING = 10
const AHEAD_MS = 3_000

interface Night {
  zone: string
  remind_at: string
  /** What the rule of the zone makes of it, worked out by hand. */
  instant: string
}

/** Skipped moments ring as much later as the clocks skip; those that come twice ring the first time. */
const NIGHTS: Night[] = [
  { zone: 'America/New_York', remind_at: '2027-03-14T02:30', instant: '2027-03-14T07:30:00Z' },
  { zone: 'Europe/Berlin', remind_at: '2027-03-28T01:59:30', instant: '2027-03-28T00:59:30Z' },
  { zone: 'Europe/Berlin', remind_at: '2027-03-28T03:00', instant: '2027-03-28T01:00:00Z' },
  { zone: 'Europe/Berlin', remind_at: '2027-03-28T02:30', instant: '2027-03-28T01:30:00Z' },
  { zone: 'Australia/Lord_Howe', remind_at: '2027-04-04T01:45', instant: '2027-04-03T14:45:00Z' },
  { zone: 'Australia/Lord_Howe', remind_at: '2027-10-03T02:15', instant: '2027-10-02T15:45:00Z' },
  { zone: 'Europe/Berlin', remind_at: '2027-10-31T02:30', instant: '2027-10-31T00:30:00Z' },
  { zone: 'Europe/Berlin', remind_at: '2027-10-31T03:00', instant: '2027-10-31T02:00:00Z' },
  { zone: 'America/New_York', remind_at: '2027-11-07T01:30', instant: '2027-11-07T05:30:00Z' },
]
/** What is skipped and what comes twice, in Berlin. */
const SHORT_NIGHTS = NIGHTS.filter(({ zone, remind_at }) => zone === 'Europe/Berlin' && remind_at.endsWith('02:30'))

/** The clock jumps to shortly before the instant, and the night goes on until it has rung. */
const live = async ({ clock, received }: StageOnPostgres, { instant }: Night, { wish }: Reminder) => {
  const at_ms = Date.parse(instant)
  const jumped_ms = Date.now()
  await clock.set(at_ms - JUMP_BEFORE_MS - jumped_ms)
  wish.at_ms = jumped_ms + JUMP_BEFORE_MS
  await until(`${wish.title} rings`, 60_000, () => received.arrivals.some(({ title }) => title === wish.title))
}

export const year = async (order: Order): Promise<Row[]> => {
  const stage = await openOnPostgres(order, 1)
  const nights = order.short ? SHORT_NIGHTS : NIGHTS
  const people = new Map<string, Person>()
  for (const { zone } of nights) {
    const [person] = people.has(zone) ? [] : await enrol(stage.proxy.url, stage.received.hook_url, 1, zone)
    if (person) people.set(zone, person)
  }
  for (const night of nights) {
    const person = people.get(night.zone)
    if (person) stage.reminders.push(await person.remindAt(night.remind_at))
  }
  for (const [at, night] of nights.entries()) {
    const reminder = stage.reminders[at]
    if (reminder) await live(stage, night, reminder)
    order.say(`clock changes: ${at + 1} of ${nights.length}`)
  }
  // The second 02:30 of an autumn night, and all that follows it.
  await stage.clock.set(Date.parse('2027-11-08T00:00:00Z') - Date.now())
  await Bun.sleep(JUMP_BEFORE_MS)
  return verdict(stage, 'both clock changes of the year', { nights: nights.length })
}

/** Where somebody moves shortly before a reminder, and what it then means: later, at once, or missed by hours. */
const ZONES = ['Europe/London', 'Europe/Helsinki', 'Asia/Karachi', 'America/New_York']

/** From Berlin to somewhere and home again, at random moments around the instants. */
const wander = async (person: Person, first_ms: number, at: number) => {
  await Bun.sleep(Math.max(0, first_ms - 1_500 + Math.random() * 3_000 - Date.now()))
  await person.move(ZONES[at % ZONES.length] ?? 'Europe/London')
  await Bun.sleep(Math.random() * 2_000)
  await person.move('Europe/Berlin')
}

const moveAll = async (stage: Stage) => {
  const people = await enrol(stage.proxy.url, stage.received.hook_url, PEOPLE_MOVING)
  const first_ms = secondAfter(AHEAD_MS)
  const reminders = await Promise.all(people.flatMap((one) => [0, 1000, 2000].map((ms) => one.remindIn(first_ms + ms))))
  stage.reminders.push(...reminders.map(({ person, id, wish: { title } }) => ({ person, id, wish: { title } })))
  await Promise.all(people.map((person, at) => wander(person, first_ms, at)))
  // Half of them move for good, with what rang behind them.
  await Promise.all(people.filter((_, at) => at % 2 === 0).map((person) => person.move('America/New_York')))
}

export const moves = async (order: Order): Promise<Row[]> => {
  const stage = await openOnPostgres(order, 1)
  const times = order.short ? 1 : Math.max(1, Math.round(order.n / 10))
  for (let at = 0; at < times; at++) {
    await moveAll(stage)
    order.say(`moves: ${at + 1} of ${times}`)
  }
  // Half a day passes: what rang rings at no hour of any other zone again.
  for (let hour = 1; hour <= 12; hour += 1) {
    await stage.clock.set(hour * HOUR_MS)
    await Bun.sleep(1_000)
  }
  return verdict(stage, 'moves between zones', { moves: times * PEOPLE_MOVING * 2.5 })
}
