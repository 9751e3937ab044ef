/**
 * Tasks in the todo.txt format, one line each (source: todotxt/todo.txt, "Todo.txt format rules"). Tags become
 * contexts (`@home`), dates and repeats `key:value` pairs; a description has no place there.
 */
import type { Priority, Task } from '../schema.ts'

const LETTER: Record<Priority, string | undefined> = { none: undefined, low: 'C', medium: 'B', high: 'A' }

/** A task is one line, whatever its title holds. */
const oneLine = (title: string) => title.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim()

/** The date always stands first, so that a title like `x marks` or `(A) plan` is not read as a mark. */
const headOf = ({ status, priority, created_at, completed_at }: Task) => {
  const made = created_at.slice(0, 10)
  const letter = LETTER[priority]
  if (status === 'completed') return `x ${(completed_at ?? created_at).slice(0, 10)} ${made}`
  return letter ? `(${letter}) ${made}` : made
}

/** A value may hold no colon, so 17:30 is written 1730. */
const pairsOf = ({ status, priority, due_on, due_time, repeat }: Task) => [
  ...(due_on ? [`due:${due_on}`] : []),
  ...(due_time ? [`at:${due_time.replace(':', '')}`] : []),
  ...(repeat ? [`rrule:${repeat}`] : []),
  // The rules drop the mark from finished tasks; programs keep it as `pri:`.
  ...(status === 'completed' && LETTER[priority] ? [`pri:${LETTER[priority]}`] : []),
]

const lineOf = (task: Task) =>
  [headOf(task), oneLine(task.title), ...task.tags.map((tag) => `@${tag}`), ...pairsOf(task)].join(' ')

export const toTodoTxt = (tasks: Task[]): string => tasks.map((task) => `${lineOf(task)}\n`).join('')
