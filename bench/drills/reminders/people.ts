/** People with a webhook and mail, and the tasks that they set, complete and move while things break. */
import { momentOf } from '../../../src/lib/calendar.ts'
import { Client } from '../client.ts'
import type { Wish } from './ledger.ts'

/** Hashing passwords is work: this many sign up side by side. */
const SIGNING_UP = 4
let numbers = 0

export class Person {
  private constructor(
    readonly client: Client,
    public zone: string,
  ) {}

  static async enrol(base: string, hook_url: string, zone: string): Promise<Person> {
    const client = await new Client(base).signUp()
    await client.json('PATCH', '/api/v1/auth/me', { body: { time_zone: zone, preferences: { mail: true } } })
    await client.json('POST', '/api/v1/webhooks', {
      body: { url: hook_url, events: ['reminder.due'] },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    return new Person(client, zone)
  }

  /** A task that rings at a moment of this person's clock. */
  async remindAt(remind_at: string, wish: Omit<Wish, 'title'> = {}): Promise<Reminder> {
    numbers += 1
    const title = `ring-${String(numbers).padStart(5, '0')}`
    const { id } = await this.client.json<{ id: number }>('POST', '/api/v1/tasks', {
      body: { title, remind_at },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    return { person: this, id, wish: { title, ...wish } }
  }

  /** The same, told as an instant: whole seconds, as reminders have them. */
  async remindIn(at_ms: number): Promise<Reminder> {
    return this.remindAt(momentOf(new Date(at_ms), this.zone), { at_ms })
  }

  async move(zone: string) {
    await this.client.json('PATCH', '/api/v1/auth/me', { body: { time_zone: zone } })
    this.zone = zone
  }
}

export interface Reminder {
  person: Person
  id: number
  wish: Wish
}

const patch = async ({ person, id, wish }: Reminder, body: object) => {
  await person.client.json('PATCH', `/api/v1/tasks/${id}`, { body })
  wish.ended_ms = Date.now()
}

export const complete = (reminder: Reminder) => patch(reminder, { status: 'completed' })

export const moveTo = async (reminder: Reminder, at_ms: number) => {
  await patch(reminder, { remind_at: momentOf(new Date(at_ms), reminder.person.zone) })
  reminder.wish.moved_to_ms = at_ms
}

export const enrol = async (base: string, hook_url: string, n: number, zone = 'Europe/Berlin'): Promise<Person[]> => {
  const people: Person[] = []
  let left = n
  const sign = async () => {
    while (left-- > 0) people.push(await Person.enrol(base, hook_url, zone))
  }
  await Promise.all(Array.from({ length: SIGNING_UP }, sign))
  return people
}

/** The next instant of whole seconds at least so far away. */
export const secondAfter = (ms: number) => Math.ceil((Date.now() + ms) / 1000) * 1000
