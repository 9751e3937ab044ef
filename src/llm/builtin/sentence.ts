/** Owns the sentences about outcomes. Each is made of what a tool reported, never of what was asked for. */
import type { When } from '../../plain/clock.ts'
import { sayDue, sayRepeat } from '../../plain/say.ts'
import type { Task } from '../../task/schema.ts'
import { plainText, quoted } from './markdown.ts'
import type { Outcome } from './outcome.ts'

export const naming = ({ id, title }: Pick<Task, 'id' | 'title'>) => `${quoted(title)} (#${id})`

const facts = ({ due_on, due_time, priority, tags, repeat }: Task, when: When): string[] => [
  ...(due_on ? [`due ${sayDue(due_on, due_time, when)}`] : []),
  ...(priority === 'none' ? [] : [`${priority} priority`]),
  ...tags.map((tag) => `#${plainText(tag)}`),
  ...(repeat ? [`repeats ${plainText(sayRepeat(repeat))}`] : []),
]

export const describing = (task: Task, when: When) => [naming(task), ...facts(task, when)].join(', ')

/** One task in the sentence, several in a list below it. */
const listed = (head: string, many: string, lines: string[]) =>
  lines.length === 1 ? `${head} ${lines[0]}.` : `${many}\n\n${lines.map((line) => `- ${line}`).join('\n')}`

const WAITING: Record<string, string> = {
  delete_task: 'delete',
  complete_task: 'complete',
  update_task: 'change',
  toggle_task_status: 'switch',
  add_task: 'add',
  undo_last_change: 'undo',
}

const waiting = (tool: string, titles: string[]) => {
  const what = titles.length ? titles.map(quoted).join(', ') : 'that'
  return `⚠️ I need your confirmation before I ${WAITING[tool] ?? 'do'} ${what}. Nothing has happened yet: please use Confirm or Cancel on the card.`
}

/** Errors are written for models; what tells a model which tool to call is left out for people. */
const failed = (tool: string, message: string) =>
  `⚠️ I could not ${WAITING[tool] ?? 'do'} that: ${plainText(message.replace(/\s*(?:Call|Use|Give) [^.]*\.?/g, '').replace(/[.\s]+$/, '')) || 'it failed'}.`

export const sayTrouble = (tool: string, outcome: Outcome): string =>
  outcome.kind === 'waiting'
    ? waiting(tool, outcome.titles)
    : failed(tool, outcome.kind === 'failed' ? outcome.message : 'the result could not be read')

export interface Told {
  tool: string
  /** “✅ Added”, before one task; `many` stands before several. */
  head: string
  many(count: number): string
  line(task: Task): string
}

/** All good outcomes in one sentence or list, then each that was not good. */
export const sayTasks = (outcomes: Outcome[], { tool, head, many, line }: Told): string => {
  const tasks = outcomes.flatMap((outcome) => (outcome.kind === 'tasks' ? outcome.tasks : []))
  const troubles = outcomes.filter(({ kind }) => kind !== 'tasks').map((outcome) => sayTrouble(tool, outcome))
  const good = tasks.length ? [listed(head, many(tasks.length), tasks.map(line))] : []
  return [...good, ...new Set(troubles)].join('\n\n')
}

export const sayDeleted = (outcomes: Outcome[]): string => {
  const titles = outcomes.flatMap((outcome) => (outcome.kind === 'deleted' ? outcome.titles : []))
  const troubles = outcomes
    .filter(({ kind }) => kind !== 'deleted')
    .map((outcome) => sayTrouble('delete_task', outcome))
  const good = titles.length ? [listed('🗑️ Deleted', `🗑️ Deleted ${titles.length} tasks:`, titles.map(quoted))] : []
  return [...good, ...new Set(troubles)].join('\n\n')
}

export const sayUndone = (outcome: Outcome | undefined, when: When): string => {
  if (outcome?.kind !== 'undone')
    return sayTrouble('undo_last_change', outcome ?? { kind: 'failed', message: 'there is no result' })
  const back = outcome.task ? ` It is again: ${describing(outcome.task, when)}.` : ''
  return `📝 Undone: ${plainText(outcome.undone.replace(/[.\s]+$/, '')) || 'the last change'}.${back}`
}

/** The parts an update touched, as they are now. */
export const sayChanged = (task: Task, keys: string[], when: When): string => {
  const touched = new Set(keys)
  const now = [
    ...(touched.has('title') ? ['new title'] : []),
    ...(touched.has('due_on') || touched.has('due_time')
      ? [task.due_on ? `due ${sayDue(task.due_on, task.due_time, when)}` : 'no due date']
      : []),
    ...(touched.has('priority') ? [task.priority === 'none' ? 'no priority' : `${task.priority} priority`] : []),
    ...(touched.has('repeat')
      ? [task.repeat ? `repeats ${plainText(sayRepeat(task.repeat))}` : 'does not repeat']
      : []),
    ...(touched.has('tags')
      ? [task.tags.length ? task.tags.map((tag) => `#${plainText(tag)}`).join(' ') : 'no tags']
      : []),
    ...(touched.has('description') ? [task.description ? `note: ${plainText(task.description)}` : 'no note'] : []),
  ]
  return `${naming(task)}: ${now.join(', ')}`
}
