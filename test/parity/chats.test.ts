/** Threads, runs and confirmations: one wish, every door of chats, the same rows and the same sentence of refusal. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type ChatDoor, chatDoors, everything, type Guest, guestOf, type Refusal } from './support.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp({ settings: { MAX_MESSAGE_CHARS: '500' } })
})
afterAll(() => it.close())

/** What a wish works on; `other` is somebody else’s. */
interface Place {
  who: Guest
  thread_id: string
  other: string
}
type Step = (door: ChatDoor, place: Place) => Promise<Refusal>

const newThread = async ({ token }: Guest) => {
  const made = await it.call('POST', '/api/v1/chatkit/sessions', { token })
  return ((await made.json()) as { id: string }).id
}
const waiting = async ({ token }: Guest) => {
  const asked = await it.call('GET', '/api/v1/confirmations', { token })
  const { confirmations } = (await asked.json()) as { confirmations: { id: string }[] }
  return confirmations[0]?.id ?? newId()
}
/** The question that waits is looked up once, so that a second answer is to the same one. */
const settling = (...answers: unknown[]): Step[] => {
  let id = ''
  return answers.map(
    (approve, index): Step =>
      async (door, { who, thread_id }) => {
        if (index === 0) id = await waiting(who)
        return door.settle(who, thread_id, id, approve)
      },
  )
}
const say =
  (text: string): Step =>
  (door, { who, thread_id }) =>
    door.say(who, thread_id, text)

const WISHES: Record<string, () => Step[]> = {
  'a chat is renamed': () => [(d, p) => d.rename(p.who, p.thread_id, '  Plans  ')],
  'a chat is renamed to nothing': () => [(d, p) => d.rename(p.who, p.thread_id, '   ')],
  'a chat is renamed beyond measure': () => [(d, p) => d.rename(p.who, p.thread_id, 'x'.repeat(300))],
  'a chat is opened': () => [(d, p) => d.open(p.who, p.thread_id)],
  'a chat that is not there is opened': () => [(d, p) => d.open(p.who, newId())],
  'a chat is deleted twice': () => [
    (d, p) => d.remove(p.who, p.thread_id),
    (d, p) => d.remove(p.who, p.thread_id),
    (d, p) => d.open(p.who, p.thread_id),
  ],
  'somebody else’s chat is opened, renamed, deleted, spoken in': () => [
    (d, p) => d.open(p.who, p.other),
    (d, p) => d.rename(p.who, p.other, 'taken'),
    (d, p) => d.remove(p.who, p.other),
    (d, p) => d.say(p.who, p.other, 'hello'),
  ],
  'a message changes the list': () => [say('add buy milk'), say('complete buy milk')],
  'a message does several things': () => [say('add:\n- milk\n- bread'), say('what is open?')],
  'a message is empty': () => [say('   ')],
  'a message is too long': () => [say('x'.repeat(501))],
  'a message is of half characters': () => [say('a\0b')],
  'a message meets a chat that is gone': () => [(d, p) => d.remove(p.who, p.thread_id), say('hello')],
  'a deletion is approved, and approved again': () => [say('add milk'), say('delete milk'), ...settling(true, true)],
  'a deletion is declined, then approved': () => [say('add milk'), say('delete milk'), ...settling(false, true)],
  'a deletion is neither': () => [say('add milk'), say('delete milk'), ...settling('perhaps')],
  'what was asked for has changed meanwhile': () => [
    say('add milk'),
    say('delete milk'),
    async (_, { who }) => {
      await it.call('PATCH', '/api/v1/tasks/1', { token: who.token, body: { title: 'Oat milk' } })
      return undefined
    },
    ...settling(true),
  ],
  'a question that is not there is answered': () => [(d, p) => d.settle(p.who, p.thread_id, newId(), true)],
}

/** What a door says on purpose in words of its own: sessions are threads for ChatKit, somebody else’s is missing there. */
const MEANT: Record<string, [said: string, instead: string][]> = {
  ChatKit: [
    ['The session was not found.', 'The thread was not found.'],
    ['This session belongs to someone else.', 'The thread was not found.'],
  ],
}

/** What a door answers with the card as it is now instead of a refusal. */
const SHOWN: Record<string, string[]> = { ChatKit: ['confirmation_settled'] }

const codeOf = (refusal: Refusal): string => (refusal ? JSON.parse(refusal.text).error.code : '')
const sentenceOf = (refusal: Refusal): string => (refusal ? JSON.parse(refusal.text).error.message : '')

const tried = async (door: ChatDoor, steps: Step[]) => {
  const [who, stranger] = [await guestOf(it), await guestOf(it)]
  const place = { who, thread_id: await newThread(who), other: await newThread(stranger) }
  const refusals: Refusal[] = []
  for (const step of steps) refusals.push(await step(door, place))
  return { refusals, rows: await everything(it, who), theirs: await everything(it, stranger) }
}

/** Equal as far as a door tells: its status where it has one, and its sentence within all that it says. */
const expectSame = (door: string, first: Refusal, other: Refusal) => {
  if (SHOWN[door]?.includes(codeOf(first))) return expect([door, other]).toEqual([door, undefined])
  expect([door, other === undefined]).toEqual([door, first === undefined])
  if (!first || !other) return
  const said = sentenceOf(first)
  const meant = MEANT[door]?.find(([ours]) => ours === said)
  if (other.status !== undefined && !meant) expect([door, other.status]).toEqual([door, first.status as number])
  expect(other.text).toContain(meant?.[1] ?? said)
}

describe('every door does the same when', () => {
  test.each(Object.keys(WISHES))('%s', async (wish) => {
    const [first, ...others] = chatDoors(it)
    const steps = WISHES[wish] ?? (() => [])
    const wanted = await tried(first, steps())
    for (const door of others) {
      const came = await tried(door, steps())
      for (const [i, refusal] of wanted.refusals.entries()) expectSame(door.name, refusal, came.refusals[i])
      expect({ door: door.name, ...came.rows }).toEqual({ door: door.name, ...wanted.rows })
      expect(came.theirs).toEqual(wanted.theirs)
    }
  })
})
