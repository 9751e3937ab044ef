/**
 * Reads the request: the message to answer, the turns since, and the tasks mentioned before. The
 * assistant keeps nothing itself, so a turn asked again after a crash is the same turn.
 */
import type { Task } from '../../task/schema.ts'
import type { ModelMessage, ModelToolCall } from '../provider.ts'
import { LOOK_LIMIT } from './lookup.ts'
import { type Outcome, readOutcome } from './tool-result.ts'

interface PastTurn {
  calls: ModelToolCall[]
  outcomes: Outcome[]
}

export interface History {
  /** The last message of the person. */
  said: string
  /** Turns already taken for it, oldest first. */
  turns: PastTurn[]
  /** Outcomes of each earlier answer, newest first within and throughout. */
  earlier: Outcome[][]
  /** The assistant’s last words before the message, and the person’s messages before it, newest first. */
  answered: string
  asked: string[]
  /** What became of the card that the newest deed waits on; undefined when that deed waited on none. */
  card: 'waits' | 'cancelled' | undefined
}

const turnsOf = (messages: ModelMessage[]): PastTurn[] => {
  const results = new Map(messages.flatMap((m) => (m.role === 'tool' ? [[m.tool_call_id, m.content] as const] : [])))
  return messages.flatMap((message) => {
    if (message.role !== 'assistant' || !message.tool_calls?.length) return []
    const calls = message.tool_calls
    return [{ calls, outcomes: calls.map(({ id }) => readOutcome(results.get(id))) }]
  })
}

/** Our own looks at the list were never shown to anybody, so nothing points at them. */
const isLook = ({ name, arguments: args }: ModelToolCall) =>
  name === 'list_tasks' && args.includes(`"limit":${LOOK_LIMIT}`)
const shown = ({ calls, outcomes }: PastTurn) => outcomes.filter((_, i) => !(calls[i] && isLook(calls[i])))

/** Ids of calls may repeat from run to run, so results are read run by run: between one message and the next. */
const runsOf = (messages: ModelMessage[]): ModelMessage[][] => {
  const runs: ModelMessage[][] = [[]]
  for (const message of messages) {
    if (message.role === 'user') runs.push([])
    else runs.at(-1)?.push(message)
  }
  return runs
}

const wordsOf = (messages: ModelMessage[], role: 'user' | 'assistant') =>
  messages.flatMap((message) => (message.role === role && message.content ? [message.content] : [])).reverse()

const ACTED = new Set<Outcome['kind']>(['tasks', 'deleted', 'undone'])
/** How the model’s history tells that a card was used (`confirmation/settle.ts`). */
const SETTLED = /^The person (approved|declined|let expire) /

/** Of the newest answer that did something: the card it waits on, when it only asked. */
const cardOf = (before: ModelMessage[], last: ModelMessage | undefined): History['card'] => {
  const runs = runsOf(before).map((run) => turnsOf(run).flatMap(shown))
  const at = runs.findLastIndex((run) => run.some(({ kind }) => ACTED.has(kind) || kind === 'waiting'))
  const deeds = runs[at] ?? []
  if (at < 0 || deeds.some(({ kind }) => ACTED.has(kind))) return undefined
  const people = [...before, ...(last ? [last] : [])].filter(({ role }) => role === 'user')
  // A run’s notes come with the messages after its own, which is the one before it in `people`.
  const notes = people.slice(at).flatMap((message) => ('context' in message ? (message.context ?? []) : []))
  const how = notes.map((note) => SETTLED.exec(note)?.[1]).findLast((one) => one !== undefined)
  return how === undefined ? 'waits' : how === 'approved' ? undefined : 'cancelled'
}

export const readHistory = (messages: ModelMessage[]): History => {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const before = messages.slice(0, Math.max(last, 0))
  return {
    said: last < 0 ? '' : (messages[last]?.content ?? ''),
    turns: turnsOf(messages.slice(last + 1)),
    earlier: runsOf(before)
      .map((run) => turnsOf(run).flatMap(shown).reverse())
      .reverse(),
    answered: wordsOf(before, 'assistant')[0] ?? '',
    asked: wordsOf(before, 'user'),
    card: cardOf(before, messages[last]),
  }
}

type Named = Pick<Task, 'id' | 'title'>
const named = (outcome: Outcome): Named[] => (outcome.kind === 'tasks' || outcome.kind === 'list' ? outcome.tasks : [])

/** The task spoken of last: the newest outcome about exactly one. */
export const lastNamed = (earlier: Outcome[][]): number | undefined => {
  for (const outcome of earlier.flat()) {
    if (outcome.kind === 'deleted') return outcome.task_ids.length === 1 ? outcome.task_ids[0] : undefined
    if (outcome.kind === 'undone' && outcome.task) return outcome.task.id
    const tasks = named(outcome)
    if (tasks.length === 1) return tasks[0]?.id
  }
  return undefined
}

/** The tasks spoken of last, for “them”: all of the newest answer about any. */
export const lastGroup = (earlier: Outcome[][]): number[] => {
  const ids = earlier.map((outcomes) => outcomes.flatMap(named).map(({ id }) => id)).find((some) => some.length > 0)
  return [...new Set(ids ?? [])].sort((a, b) => a - b)
}

/** The list shown last, for “the second one”; only what people saw counts, which is its first page. */
export const lastList = (earlier: Outcome[][]): number[] | undefined => {
  const list = earlier.flat().find((outcome) => outcome.kind === 'list' && outcome.tasks.length > 1)
  return list?.kind === 'list' ? list.tasks.map(({ id }) => id) : undefined
}

/** So many tasks spoken of last, each once: “both” after two answers about one each. */
export const lastTasks = (earlier: Outcome[][], count: number): number[] => {
  const changed = earlier.flat().filter(({ kind }) => kind === 'tasks')
  return [...new Set(changed.flatMap(named).map(({ id }) => id))].slice(0, count)
}
