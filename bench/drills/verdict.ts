/**
 * Whether a conversation lost anything: what was streamed and resumed against what the session shows afterwards, and
 * both against what a run gives that nobody disturbed.
 */
import { canonicalJson } from '../../src/lib/canonical.ts'
import type { Run } from '../../src/run/schema.ts'
import type { Message } from '../../src/thread/schema.ts'
import type { Client } from './client.ts'
import { Conversation, type FollowOptions } from './follow.ts'

export interface Heard {
  run_id: string
  completed: boolean
  /** Items, messages or tasks that should be there and are not, or are not what they should be. */
  lost: number
  /** Events, items or tasks that are there more than once. */
  doubled: number
  /** Sequence numbers that were skipped. */
  gaps: number
  events: number
  breaks: number
  notes: string[]
}

/** What an undisturbed run leaves: items and tasks without what differs from run to run. */
export interface Reference {
  items: string[]
  tasks: string[]
}

interface TaskShown {
  id: number
  title: string
  status: string
  due_on: string | null
  tags: string[]
}

const tasksOf = async (client: Client) => {
  const { tasks } = await client.json<{ tasks: TaskShown[] }>('GET', '/api/v1/tasks?limit=100')
  return tasks
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, title, status, due_on, tags }) => JSON.stringify({ id, title, status, due_on, tags }))
}

const VARYING = new Set(['id', 'thread_id', 'created_at'])
const plain = (items: readonly object[]) =>
  items.map((item) =>
    canonicalJson(JSON.parse(JSON.stringify(item, (key, value) => (VARYING.has(key) ? undefined : value)))),
  )

/** How many of `wanted` are missing in `found`, each counted as often as it occurs. */
const missing = (wanted: string[], found: string[]) => {
  const left = [...found]
  return wanted.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const wordsIn = (items: Run['items']) =>
  items.flatMap((item) =>
    item.type === 'user_message' || item.type === 'assistant_message'
      ? [item.content.map(({ text }) => text).join('')]
      : [],
  )

/** The same message, answered in peace. @throws when even that fails */
export const referenceOf = async (client: Client, text: string): Promise<Reference> => {
  const told = await (await Conversation.open(client, text)).follow()
  const reference = { items: plain(told.view.items), tasks: await tasksOf(client) }
  const { status } = told.end ?? {}
  if (status !== 'completed' || told.view.faults.length > 0 || reference.tasks.length < 2)
    throw new Error(
      `The undisturbed run ended ${status}: ${JSON.stringify({ ...reference, faults: told.view.faults })}`,
    )
  return reference
}

/** Follows a message to its end and compares. */
export const hear = async (client: Client, text: string, reference: Reference, options?: FollowOptions) =>
  judge(await (await Conversation.open(client, text, options)).follow(), reference)

export const judge = async (told: Conversation, reference: Reference): Promise<Heard> => {
  const { client, session_id, run_id = '', sizes, view } = told
  const run = await client.json<Run>('GET', `${told.runs}/${run_id}`)
  const session = await client.json<{ messages: Message[] }>('GET', `/api/v1/chatkit/sessions/${session_id}?limit=100`)
  const streamed = view.items.map((item) => canonicalJson(item))
  const history = run.items.map((item) => canonicalJson(item))
  const messages = session.messages.map(({ content }) => content.map(({ text }) => text).join(''))
  const tasks = await tasksOf(client)
  const notes = [...view.faults, ...(sizes.doubled > 0 ? [`${sizes.doubled} events came twice`] : [])]
  const compare = (what: string, wanted: string[], found: string[]) => {
    const [less, more] = [missing(wanted, found), missing(found, wanted)]
    notes.push(...less.map((one) => `${what}: missing ${one}`), ...more.map((one) => `${what}: too much ${one}`))
    const misplaced = less.length + more.length === 0 && wanted.join() !== found.join()
    if (misplaced) notes.push(`${what}: in another order`)
    return { less: less.length + (misplaced ? 1 : 0), more: more.length }
  }
  const found = [
    compare('streamed against history', history, streamed),
    compare('messages against streamed', wordsIn(view.items), messages),
    compare('items against an undisturbed run', reference.items, plain(view.items)),
    compare('tasks against an undisturbed run', reference.tasks, tasks),
  ]
  const completed = run.status === 'completed' && told.end?.status === 'completed'
  if (!completed) notes.push(`the run ended ${run.status}: ${JSON.stringify(run.error)}`)
  return {
    run_id,
    completed,
    lost: found.reduce((n, { less }) => n + less, 0) + view.faults.length + (completed ? 0 : 1),
    doubled: found.reduce((n, { more }) => n + more, 0) + sizes.doubled,
    gaps: sizes.gaps,
    events: sizes.events,
    breaks: sizes.breaks,
    notes,
  }
}
