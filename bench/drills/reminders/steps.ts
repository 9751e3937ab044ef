/** The clock of the database is stepped by an hour, forwards and back, around the instants at which reminders come due. */
import type { Order, Row } from '../drill.ts'
import { enrol, type Person, type Reminder, secondAfter } from './people.ts'
import { openOnPostgres, type Stage, type StageOnPostgres, verdict } from './stage.ts'

const HOUR_MS = 3_600_000
const PEOPLE = 8
const AHEAD_MS = 2_500
const ROUNDS_OF_PEOPLE = 8
/** Due around the step, within the hour that it skips, and at its end. */
const DUE_MS = [0, 1_000, 20 * 60_000, 59 * 60_000, 61 * 60_000]
/** Both instances have looked by then, and have sent what they found. */
const SETTLE_MS = 13_000

const set = async (stage: Stage, people: Person[]): Promise<number> => {
  const first_ms = secondAfter(AHEAD_MS)
  // When it rings depends on the steps, so only whether it does is judged.
  const timeless = ({ person, id, wish: { title } }: Reminder): Reminder => ({ person, id, wish: { title } })
  const all = await Promise.all(people.flatMap((person) => DUE_MS.map((ms) => person.remindIn(first_ms + ms))))
  stage.reminders.push(...all.map(timeless))
  return first_ms
}

/** The clock goes there and, later, back to where it was. */
const round = async (stage: StageOnPostgres, people: Person[], ahead_ms: number) => {
  const first_ms = await set(stage, people)
  await Bun.sleep(Math.max(0, first_ms - 800 + Math.random() * 3_000 - Date.now()))
  await stage.clock.set(ahead_ms)
  await Bun.sleep(SETTLE_MS)
  await stage.clock.set(0)
  await Bun.sleep(SETTLE_MS)
}

export const steps = async (order: Order): Promise<Row[]> => {
  const stage = await openOnPostgres(order, 2)
  const times = order.short ? 2 : Math.max(2, Math.round(order.n / 5))
  let people: Person[] = []
  for (let at = 0; at < times; at++) {
    if (at % ROUNDS_OF_PEOPLE === 0) people = await enrol(stage.proxy.url, stage.received.hook_url, PEOPLE)
    await round(stage, people, at % 2 === 0 ? HOUR_MS : -HOUR_MS)
    order.say(`clock steps: ${at + 1} of ${times}`)
  }
  // An hour and more passes, so that what is due after the last step rings as well.
  await stage.clock.set(2 * HOUR_MS)
  return verdict(stage, 'clock steps of an hour', { steps: 2 * times })
}
