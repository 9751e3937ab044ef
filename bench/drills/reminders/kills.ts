/** `kill -9` around the instants at which reminders come due, while people also complete and move what is about to ring. */
import type { Order, Row } from '../drill.ts'
import { complete, enrol, moveTo, type Person, type Reminder, secondAfter } from './people.ts'
import { openEmbedded, openOnPostgres, type Stage, verdict } from './stage.ts'

/** People of a round; each has one reminder at each of SECONDS instants, one after the other. */
const PEOPLE = 10
const SECONDS = 3
/** Reminders are set by then, even on a busy machine. */
const AHEAD_MS = 2_500
/** A person gets 50 letters a day at most, and of what is moved after it rang two. */
const ROUNDS_OF_PEOPLE = 12
/** The blow falls from so long before the first instant to so long after the last. */
const BEFORE_MS = 400
const AFTER_MS = 900
/** Further than anything that is on its way may take. */
const MOVED_MS = 8_000

const within = (from_ms: number, to_ms: number) => from_ms + Math.random() * (to_ms - from_ms)
const sleepUntil = (at_ms: number) => Bun.sleep(Math.max(0, at_ms - Date.now()))

/** Some are completed or moved around their instant, most just ring. */
const meddle = async (reminders: Reminder[]) => {
  await Promise.all(
    reminders.map(async (reminder, at) => {
      if (at % 5 > 1) return
      const { at_ms = 0 } = reminder.wish
      await sleepUntil(within(at_ms - 900, at_ms + 300))
      if (at % 5 === 0) await complete(reminder)
      else await moveTo(reminder, Math.ceil((at_ms + MOVED_MS) / 1000) * 1000)
    }),
  )
}

export const setAround = async (people: Person[], first_ms: number): Promise<Reminder[]> =>
  Promise.all(
    people.flatMap((person) => Array.from({ length: SECONDS }, (_, at) => person.remindIn(first_ms + at * 1000))),
  )

/** One blow; every fifth of them hits all instances at once. */
const round = async (stage: Stage, people: Person[], at: number) => {
  const first_ms = secondAfter(AHEAD_MS)
  const reminders = await setAround(people, first_ms)
  stage.reminders.push(...reminders)
  const meddling = meddle(reminders)
  await sleepUntil(within(first_ms - BEFORE_MS, first_ms + (SECONDS - 1) * 1000 + AFTER_MS))
  const { instances } = stage
  const victims = at % 5 === 4 ? instances : [instances[at % instances.length]].filter((one) => one !== undefined)
  await Promise.all(
    victims.map(async (victim) => {
      await victim.kill()
      await victim.start()
    }),
  )
  await meddling
}

const kill = async (stage: Stage, name: string): Promise<Row[]> => {
  const { order, proxy, received } = stage
  let people: Person[] = []
  // In short only the lease of what the dead one held takes its time: half as many blows there.
  const times = order.short && !stage.clock ? Math.ceil(order.n / 2) : order.n
  for (let at = 0; at < times; at++) {
    if (at % ROUNDS_OF_PEOPLE === 0) people = await enrol(proxy.url, received.hook_url, PEOPLE)
    await round(stage, people, at)
    if ((at + 1) % 10 === 0) order.say(`${name}: ${at + 1} of ${times}`)
  }
  return verdict(stage, name, { kills: times })
}

export const killTwo = async (order: Order) => kill(await openOnPostgres(order, 2), 'two instances, kill -9')
export const killEmbedded = async (order: Order) => kill(await openEmbedded(order), 'embedded, kill -9')
