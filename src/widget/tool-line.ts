/** The line that a tool's call leaves in a chat: what came of it, for people. What a model reads is the tool's own. */
import { AppError, isAppError } from '../errors.ts'
import { fill } from '../language/fill.ts'
import type { Language } from '../language/language.ts'
import { languageFor } from '../language/languages.ts'
import type { When } from '../lib/calendar.ts'
import { sayDue, sayMoment, sayRepeat } from '../task/format.ts'
import type { Task } from '../task/schema.ts'
import type { TaskVerb } from '../task/verbs.ts'
import { ToolError } from '../tool/tool.ts'
import { short } from './schema.ts'
import { type DoneCall, goneIn, tasksIn } from './turn-card.ts'

interface ToolLine {
  /** “Added”, “Found 3 tasks” */
  outcome: string
  content: string
}

const quoted = (title: string) => `“${short(title.replace(/[\s\u0085\u2028\u2029]+/gu, ' '))}”`

const describe = (task: Task, when: When) => {
  const { card } = languageFor(when.locale)
  return [
    quoted(task.title),
    ...(task.due_on ? [sayDue(task.due_on, task.due_time, when)] : []),
    ...(task.priority === 'none' ? [] : [fill(card.priority, { x: card[task.priority] })]),
    ...(task.repeat ? [sayRepeat(task.repeat, languageFor(when.locale))] : []),
    ...task.tags.map((tag) => `#${tag}`),
    ...(task.remind_at ? [fill(card.rings, { x: sayMoment(task.remind_at, when) })] : []),
  ].join(' · ')
}

const OUTCOMES = {
  add: 'added',
  change: 'changed',
  complete: 'completed',
  delete: 'deleted',
  undo: 'undone',
} as const

const switchedTo = (tasks: Task[]) => {
  const statuses = new Set(tasks.map(({ status }) => status))
  if (statuses.size > 1) return 'switched'
  return statuses.has('completed') ? 'completed' : 'reopened'
}

const counted = (outcome: string, n: number, { card }: Language) =>
  n > 1 ? fill(card.counted, { x: outcome, n }) : outcome

const found = (n: number, { card }: Language) => {
  if (n === 0) return card.found_none
  return fill(n === 1 ? card.found_one : card.found_many, { n })
}

const outcomeOf = (call: DoneCall, tasks: Task[], language: Language) => {
  const { card } = language
  if (call.verb === 'list') return found('total' in call.output ? Number(call.output.total) : tasks.length, language)
  if (call.verb === 'toggle') return counted(card[switchedTo(tasks)], tasks.length, language)
  const count = call.verb === 'delete' ? goneIn(call).length : tasks.length
  return counted(card[OUTCOMES[call.verb]], count, language)
}

/** What was taken back is told in English; elsewhere the titles say it. */
export const takenBack = (undone: string, language: Language) =>
  language.tag === 'en' ? undone : (undone.match(/“[^”]*”/g) ?? []).join(', ')

export const toolLine = (call: DoneCall, when: When): ToolLine => {
  const tasks = tasksIn(call)
  const gone = call.verb === 'delete' ? goneIn(call).map(({ title }) => quoted(title)) : []
  const language = languageFor(when.locale)
  const undone = 'undone' in call.output ? [takenBack(String(call.output.undone), language)] : []
  // Of deleted tasks only id and title are shown.
  const described = undone.length > 0 || call.verb === 'delete' ? [] : tasks.map((task) => describe(task, when))
  const parts = [...undone, ...gone, ...described]
  return { outcome: outcomeOf(call, tasks, language), content: parts.filter(Boolean).join('; ') }
}

/** The same as a sentence of an answer. */
export const toolSentence = (call: DoneCall, when: When) => {
  const { outcome, content } = toolLine(call, when)
  return content ? `${outcome}: ${content}.` : `${outcome}.`
}

/** Refusals that people are told as such; the words of others speak of a call's arguments. */
const PLAIN = ['not_found', 'conflict', 'nothing_to_undo', 'task_limit_reached'] as const

/** English says what the error says, the others what their table has for it. */
const plainWords = ({ code, message }: AppError, { tag, card, say }: Language) => {
  if (tag === 'en') return message
  const id = /^No task (\d+)/.exec(message)?.[1]
  if (id) return fill(say.no_id, { x: id }).replace(/^⚠️ /, '')
  if (code === 'nothing_to_undo') return card.nothing_to_undo
  return code === 'task_limit_reached' ? card.task_limit : card.impossible
}

/** “Failed: delete task”; only English writes the inside of a line small. */
export const failedLine = (verb: TaskVerb | undefined, { locale }: When) => {
  const { tag, card } = languageFor(locale)
  const title = verb ? card[`tool_${verb}`] : card.tool_unknown
  return fill(card.failed, { x: tag === 'en' ? title.toLowerCase() : title })
}

/** Why a call failed, without what only a model can use. */
export const failureFor = (error: unknown, { locale }: When): string => {
  const language = languageFor(locale)
  const cause = error instanceof ToolError ? error.cause : error
  return cause instanceof AppError && PLAIN.some((code) => isAppError(cause, code))
    ? plainWords(cause, language)
    : language.card.impossible
}
