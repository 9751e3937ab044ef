/** Many people at once, each with an account, a session and one message whose answer they follow to the end. */
import { Client } from './client.ts'
import type { Row } from './drill.ts'
import { Conversation, type FollowOptions } from './follow.ts'
import { type Instance, mistakesIn, takeoversIn } from './process.ts'
import { MESSAGE } from './script.ts'
import { type Heard, judge, type Reference, referenceOf } from './verdict.ts'

/** Hashing passwords is work: this many sign up side by side. */
const SIGNING_UP = 4

export interface Crowd {
  people: Client[]
  reference: Reference
}

export const gather = async (base: string, n: number, make = () => new Client(base)): Promise<Crowd> => {
  const reference = await referenceOf(await make().signUp(), MESSAGE)
  const people = Array.from({ length: n }, make)
  const waiting = [...people]
  const signUp = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await next.signUp()
  }
  await Promise.all(Array.from({ length: SIGNING_UP }, signUp))
  return { people, reference }
}

export interface Talk {
  /** When every message has been accepted; the answers go on. */
  accepted: Promise<unknown>
  /** When every answer has ended and has been compared. */
  heard: Promise<Heard[]>
}

/** Everybody sends at the same time. */
export const talk = ({ people, reference }: Crowd, options: FollowOptions = {}): Talk => {
  const each = people.map((client) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const heard = (async () => {
      const told = await Conversation.open(client, MESSAGE, { ...options, accepted: resolve })
      return judge(await told.follow(), reference)
    })()
    // Whoever fails has accepted nothing, and must not be waited for.
    heard.catch(() => resolve())
    return { accepted: promise, heard }
  })
  return {
    accepted: Promise.all(each.map(({ accepted }) => accepted)),
    heard: Promise.all(each.map(({ heard }) => heard)),
  }
}

/** What everybody met on the way, added up. */
export const metBy = (people: Client[]): Record<string, number> => {
  const met: Record<string, number> = {}
  for (const { met: one } of people) for (const [what, n] of one) met[`met ${what}`] = (met[`met ${what}`] ?? 0) + n
  return met
}

export interface Told {
  what: string
  heard: Heard[]
  people: Client[]
  instances: Instance[]
  /** When the blow fell, in milliseconds since the epoch. */
  struck_at?: number
  facts?: Record<string, string | number>
  faults?: string[]
}

export const rowOf = ({ what, heard, people, instances, struck_at, facts = {}, faults = [] }: Told): Row => {
  const taken = takeoversIn(instances)
  const takeovers =
    struck_at === undefined ? [] : heard.flatMap(({ run_id }) => (taken.get(run_id) ?? Number.NaN) - struck_at)
  return {
    what,
    heard,
    takeovers: takeovers.filter((ms) => ms >= 0),
    facts: { ...facts, ...metBy(people) },
    faults: [...faults, ...people.flatMap((client) => client.faults), ...mistakesIn(instances)],
  }
}
