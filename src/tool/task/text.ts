/** How results are said: a line that people read on cards and models quote, always with ids. */
import type { Task } from '../../task/schema.ts'
import type { TaskAnswer } from './shapes.ts'

/** A title is data; on one line and in quotes it stays one. */
export const quoted = (title: string) => `“${title.replace(/[\s\u0085\u2028\u2029]+/gu, ' ')}”`

export const nameTasks = ({ id, title }: { id: number; title: string }) => `${id} ${quoted(title)}`

const detailsOf = ({ status, due_on, due_time, priority, repeat, tags, remind_at }: Task) => [
  ...(status === 'completed' ? ['done'] : []),
  ...(due_on ? [`due ${due_on}${due_time ? ` ${due_time}` : ''}`] : []),
  ...(priority === 'none' ? [] : [`${priority} priority`]),
  ...(repeat ? [`repeats ${repeat}`] : []),
  ...tags.map((tag) => `#${tag}`),
  ...(remind_at ? [`rings ${remind_at.replace('T', ' ')}`] : []),
]

export const describeTask = (task: Task) => {
  const details = detailsOf(task)
  return details.length > 0 ? `${nameTasks(task)} (${details.join(', ')})` : nameTasks(task)
}

export const sayNext = ({ next }: TaskAnswer) => (next === undefined ? '' : ` It comes again as ${next}.`)

/** `Added task 3 “Buy milk” (due 2026-11-21).` or `Added 2 tasks: 3 “Buy milk”; 4 “Call mum”.` */
export const summarizeTasks = (origin: string, { task, tasks = [] }: TaskAnswer) =>
  task
    ? `${origin} task ${describeTask(task)}.`
    : `${origin} ${tasks.length} tasks: ${tasks.map(describeTask).join('; ')}.`
