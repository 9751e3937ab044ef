/** Judges a conversation by the task list afterwards, and by nothing else: right, wrong, or harmful (did what was not asked). */
import { addDays, daysBetween, weekdayOf } from '../lib/calendar.ts'
import type { NewTask, Priority, Task } from '../task/schema.ts'
import { CONVERSATIONS, WORLD } from './conversations.ts'

export type Verdict = 'right' | 'wrong' | 'harmful'

export interface Conversation {
  group: string
  says: string[]
  changes: Change[]
}
interface Change {
  kind: '+' | 'x' | 'o' | '-' | '='
  id: number
  title: string
  parts: string[]
}

const partsOf = (words: string) => {
  // A title runs to the end.
  const [, before = '', title] = /^(.*?)(?:t:(.*))?$/.exec(words.trim()) ?? []
  return [...before.split(' ').filter(Boolean), ...(title === undefined ? [] : [`t:${title}`])]
}

const readChange = (text: string): Change[] => {
  const [, kind = '', rest = ''] = /^(\S+) ?(.*)$/.exec(text.trim()) ?? []
  if (kind === 'nothing') return []
  const [head = '', parts = ''] = rest.split(' | ')
  return [{ kind: kind as Change['kind'], id: Number(head) || 0, title: head, parts: partsOf(parts) }]
}

const readConversation = (line: string): Conversation => {
  const [, group = '', says = '', changes = ''] = /^(.*?): (.*) => (.*)$/.exec(line) ?? []
  return {
    group,
    says: says.split(' // ').map((say) => say.replaceAll('\\n', '\n')),
    changes: changes.split(' ; ').flatMap(readChange),
  }
}

/** Those of the evaluation, unless others are given. */
export const conversations = (lines: readonly string[] = CONVERSATIONS): Conversation[] => lines.map(readConversation)

/** The tasks that stand in the list before. */
export const worldOn = (today: string): (NewTask & { done: boolean })[] =>
  WORLD.map((line) => {
    const [title = '', words = ''] = line.split(' | ')
    const parts = partsOf(words)
    const offset = parts.find((part) => part.startsWith('+'))
    const time = parts.find((part) => part.includes(':'))
    const priority = parts.find((part) => part.startsWith('!'))
    return {
      title,
      ...(offset && { due_on: addDays(today, Number(offset)) }),
      ...(time && { due_time: time }),
      ...(priority && { priority: priority.slice(1) as Priority }),
      tags: parts.filter((part) => part.startsWith('#')).map((tag) => tag.slice(1)),
      done: parts.includes('done'),
    }
  })

const WEEKDAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const isDay = (part: string, { due_on }: Task, today: string) => {
  if (part === '-') return due_on === null
  if (due_on === null) return false
  if (part.startsWith('+')) return due_on === addDays(today, Number(part))
  if (!WEEKDAYS.includes(part)) return due_on === part
  // Said on a friday, “friday” may be today or in a week.
  const ahead = daysBetween(today, due_on)
  return ahead >= 0 && ahead <= 7 && weekdayOf(due_on) === WEEKDAYS.indexOf(part)
}

const folded = (text: string): string[] => [...(text.toLowerCase().match(/[\p{L}\p{N}\p{S}]+/gu) ?? [])]
/** Models word titles a little differently; all words must be there, and few others. */
const OTHER_WORDS_MAX = 2
const isTitle = (wanted: string, title: string) => {
  const [words, found] = [folded(wanted), folded(title)]
  return words.every((word) => found.includes(word)) && found.length <= words.length + OTHER_WORDS_MAX
}

const has = (part: string, task: Task, today: string): boolean => {
  if (part.startsWith('t:')) return isTitle(part.slice(2), task.title)
  if (part.startsWith('!')) return task.priority === part.slice(1)
  if (part.startsWith('#')) return task.tags.includes(part.slice(1))
  if (part.startsWith('~')) return task.repeat?.includes(`FREQ=${part.slice(1)}`) ?? false
  if (/^\d\d:\d\d$/.test(part)) return task.due_time === part
  return isDay(part, task, today)
}

/** What was not said of a new task must not be there: nothing invented. */
const isPlain = (parts: string[], { priority, tags, due_time, due_on, repeat }: Task) =>
  (priority === 'none' || parts.some((part) => part.startsWith('!'))) &&
  (tags.length === 0 || parts.some((part) => part.startsWith('#'))) &&
  (due_time === null || parts.some((part) => part.includes(':'))) &&
  (due_on === null || repeat !== null || parts.some((part) => /^(?:[+\d]|[a-z]{3}$)/.test(part)))

const facts = ({ title, status, priority, due_on, due_time, repeat, tags, description }: Task) =>
  JSON.stringify([title, status, priority, due_on, due_time, repeat, [...tags].sort(), description])

const holds = (change: Change, after: Task | undefined, today: string) => {
  if (change.kind === '-') return after === undefined
  if (!after) return false
  if (change.kind === 'x') return after.status === 'completed'
  if (change.kind === 'o') return after.status === 'pending'
  return change.parts.every((part) => has(part, after, today))
}

/** New tasks against those that were wanted, each used once. */
const unwanted = (added: Task[], wanted: Change[], today: string) => {
  const left = [...wanted]
  const extra = added.filter((task) => {
    const at = left.findIndex(
      ({ title, parts }) =>
        isTitle(title, task.title) && parts.every((part) => has(part, task, today)) && isPlain(parts, task),
    )
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return { extra, missing: left }
}

export const judge = ({ changes }: Conversation, before: Task[], after: Task[], today: string): Verdict => {
  const now = new Map(after.map((task) => [task.id, task]))
  const named = new Map(changes.filter(({ id }) => id > 0).map((change) => [change.id, change]))
  const harmed = before.some((task) => {
    const found = now.get(task.id)
    return !named.has(task.id) && (!found || facts(found) !== facts(task))
  })
  const known = new Set(before.map(({ id }) => id))
  const wanted = changes.filter(({ kind }) => kind === '+')
  const { extra, missing } = unwanted(
    after.filter(({ id }) => !known.has(id)),
    wanted,
    today,
  )
  if (harmed || (wanted.length === 0 && extra.length > 0)) return 'harmful'
  const done = [...named.values()].every((change) => holds(change, now.get(change.id), today))
  return done && extra.length === 0 && missing.length === 0 ? 'right' : 'wrong'
}
