/**
 * Tasks in the todo.txt format, one line each (source: todotxt/todo.txt, "Todo.txt format rules"). Tags become
 * contexts (`@home`), dates and repeats `key:value` pairs. What a line has no place for, a description and a title with
 * line ends or with words that would be read as marks, stands in pairs of our own, percent-encoded.
 */
import { writtenInSlices } from '../../lib/pauses.ts'
import type { Priority, Task } from '../schema.ts'

const LETTER: Record<Priority, string | undefined> = { none: undefined, low: 'C', medium: 'B', high: 'A' }

/** A task is one line, whatever its title holds. */
export const oneLine = (title: string) => title.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').trim()

/** Whether a word of a line means something of its own, rather than being part of the title. */
export const isMark = (word: string) =>
  /^(?:[+@][^\s#,]+|(?:due|at|rec|rrule|remind|note|title):\S+|pri:[A-Z])$/.test(word)

/** Whether the title can be read back from the line it is written into. */
const isPlain = (title: string) => oneLine(title) === title && !title.split(' ').some(isMark)

/** The date always stands first, so that a title like `x marks` or `(A) plan` is not read as a mark. */
const headOf = ({ status, priority, created_at, completed_at }: Task) => {
  const made = created_at.slice(0, 10)
  const letter = LETTER[priority]
  if (status === 'completed') return `x ${(completed_at ?? created_at).slice(0, 10)} ${made}`
  return letter ? `(${letter}) ${made}` : made
}

/** A value may hold no colon, so 17:30 is written 1730. */
const pairsOf = ({ title, description, status, priority, due_on, due_time, repeat, remind_at }: Task) => [
  ...(due_on ? [`due:${due_on}`] : []),
  ...(due_time ? [`at:${due_time.replace(':', '')}`] : []),
  ...(repeat ? [`rrule:${repeat}`] : []),
  ...(remind_at ? [`remind:${remind_at.replaceAll(':', '')}`] : []),
  // The rules drop the mark from finished tasks; programs keep it as `pri:`.
  ...(status === 'completed' && LETTER[priority] ? [`pri:${LETTER[priority]}`] : []),
  ...(isPlain(title) ? [] : [`title:${encodeURIComponent(title)}`]),
  ...(description ? [`note:${encodeURIComponent(description)}`] : []),
]

const lineOf = (task: Task) =>
  [headOf(task), oneLine(task.title), ...task.tags.map((tag) => `@${tag}`), ...pairsOf(task)].join(' ')

export const toTodoTxt = (tasks: Task[]): Promise<string> =>
  writtenInSlices(tasks, (slice) => slice.map((task) => `${lineOf(task)}\n`).join(''))
