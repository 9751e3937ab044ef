/** How results are said: a line that people read on cards and models quote, always with ids. */
import type { Task } from '../../task/schema.ts'
import type { TaskAnswer } from './form.ts'

/** A title is data; on one line and in quotes it stays one. */
export const quoted = (title: string) => `“${title.replace(/[\s\u0085\u2028\u2029]+/gu, ' ')}”`

export const naming = ({ id, title }: { id: number; title: string }) => `${id} ${quoted(title)}`

const factsOf = ({ status, due_on, due_time, priority, repeat, tags }: Task) => [
  ...(status === 'completed' ? ['done'] : []),
  ...(due_on ? [`due ${due_on}${due_time ? ` ${due_time}` : ''}`] : []),
  ...(priority === 'none' ? [] : [`${priority} priority`]),
  ...(repeat ? [`repeats ${repeat}`] : []),
  ...tags.map((tag) => `#${tag}`),
]

export const describing = (task: Task) => {
  const facts = factsOf(task)
  return facts.length > 0 ? `${naming(task)} (${facts.join(', ')})` : naming(task)
}

/** `Added task 3 “Buy milk” (due 2026-11-21).` or `Added 2 tasks: 3 “Buy milk”; 4 “Call mum”.` */
export const sayTasks = (deed: string, { task, tasks = [] }: TaskAnswer) =>
  task ? `${deed} task ${describing(task)}.` : `${deed} ${tasks.length} tasks: ${tasks.map(describing).join('; ')}.`
