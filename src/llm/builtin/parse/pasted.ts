/** Owns pasted lists: bullets, numbers, boxes, one thing a line, a heading with a day or a tag. The commonest first use. */
import { fold } from '../../../language/fold.ts'
import type { ParsedTask } from '../../../task/quick-add/parse.ts'
import { readOnlyParts, readParts } from '../../../task/quick-add/parse.ts'
import { collapseSpaces, startsWithVerb } from '../../../task/quick-add/text.ts'
import { isTask, taskOf } from './add.ts'
import { pattern } from './patterns.ts'
import type { Context } from './reference.ts'

const BULLET = /^\s*(?:(?:[-*•◦▪‣–+]|\d{1,3}[.)])\s+(?:\[[ xX✓]?\]\s*)?|\[[ xX✓]?\]\s+|[☐☑✅✔]️?\s*)/u
/** A box that is ticked: it is done already. */
const TICKED = /^\s*(?:[-*•]\s+)?(?:\[[xX✓]\]|[☑✅✔])/u
/** Marks of a list on one line. */
const INLINE = /\s+(?=(?:•|◦|▪|☐)\s+\S|\d{1,2}[.)]\s+\p{L})/gu
/** As many as a message of 500 characters can hold; a longer paste is no list, because a part of it would be left out. */
const LINES_MAX = 250
const HEADING_MAX_WORDS = 4

interface Pasted {
  heading: string
  items: string[]
  /** Whether each item has a mark of its own. */
  marked?: boolean
}

const linesOf = (words: string) => {
  const lines = words
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
  const [only = ''] = lines
  return lines.length === 1 && (BULLET.test(only) || /[•☐]/u.test(only)) ? only.split(INLINE) : lines
}

const withoutBullet = (line: string) => line.replace(BULLET, '').trim()

/** A list by its bullets; the first line may be its heading. */
const bulleted = (lines: string[]): Pasted | undefined => {
  const [first = '', ...rest] = lines
  const heading = !BULLET.test(first) && rest.length > 0 && rest.every((line) => BULLET.test(line))
  const items = heading ? rest : lines
  if (
    !items.every((line) => BULLET.test(line)) ||
    (items.length < 2 && !heading && !/^\s*[☐•]/u.test(first) && !/\[ ?\]/.test(first))
  )
    return undefined
  return {
    heading: heading ? first : '',
    items: items.filter((line) => !TICKED.test(line)).map(withoutBullet),
    marked: true,
  }
}

/** “for the party: balloons, cake”: a heading and things on one line. */
const titled = (line: string, context: Context): Pasted | undefined => {
  const [, head = '', rest = ''] = /^([^:,.!?\n]{2,40}?) ?: (.+)$/.exec(line) ?? []
  const [language] = context.languages
  if (!rest || head.split(' ').length > HEADING_MAX_WORDS || startsWithVerb(head, language)) return undefined
  const parts = readOnlyParts(head, context.when, context.languages)
  const items = rest
    .split(/,\s+|;\s*/)
    .flatMap((one, i, all) => (i === all.length - 1 && all.length > 1 ? lastOf(one, context) : [one]))
  return (parts?.due_on && parts.repeat === null) || items.length > 1 ? { heading: head, items } : undefined
}
const lastOf = (item: string, { languages: [language] }: Context): string[] => {
  const seam = new RegExp(`^(.+?) (?:${language.list.and}) (.+)$`).exec(fold(item))
  return seam ? [item.slice(0, seam[1]?.length ?? 0), item.slice(-(seam[2]?.length ?? 0))] : [item]
}

const unmarked = (heading: string) => heading.replace(/[:–-]\s*$/, '')
const saysDay = (heading: string, { when, languages }: Context) =>
  readOnlyParts(unmarked(heading), when, languages)?.says_day === true

/** What a heading says holds for every item that does not say it itself. */
const under = (heading: string, tasks: ParsedTask[], context: Context): ParsedTask[] => {
  const said = taskOf(unmarked(heading), context)
  const parts = readOnlyParts(unmarked(heading), context.when, context.languages)
  const day = parts ?? said
  return tasks.map((task) => ({
    ...task,
    due_on: task.due_on ?? day.due_on,
    due_time: task.due_time ?? (task.due_on ? null : day.due_time),
    priority: task.priority === 'none' ? day.priority : task.priority,
    repeat: task.repeat ?? parts?.repeat ?? null,
    tags: [...new Set([...task.tags, ...day.tags])],
  }))
}

const isCourtesy = (line: string, { languages: [language] }: Context) =>
  [...language.topics.thanks, ...language.topics.hello].some((source) => pattern(source, 'whole').test(fold(line)))

/**
 * The tasks of a pasted list, or undefined when the words are none.
 * @param commanded whether a line is a request of its own; then the lines are not a list
 */
export const readPasted = (
  words: string,
  context: Context,
  commanded: (line: string) => boolean,
): ParsedTask[] | undefined => {
  const lines = linesOf(words)
  if (lines.length > LINES_MAX) return undefined
  const list = bulleted(lines)
  if (list) return tasksOf(list, context)
  if (lines.length === 1) {
    const short = titled(collapseSpaces(lines[0] ?? ''), context)
    return short && !commanded(lines[0] ?? '') ? tasksOf(short, context) : undefined
  }
  const items = lines.filter((line) => !isCourtesy(line, context))
  if (items.length < 2 || items.some((line) => commanded(line) || /[?]$|^>/.test(line))) return undefined
  const [first = '', ...rest] = items
  return tasksOf(/:$/.test(first) ? { heading: first, items: rest } : { heading: '', items }, context)
}

/** An hour alone says no day, so that the heading’s holds. */
const itemOf = (item: string, context: Context): ParsedTask => {
  const task = taskOf(item, context)
  return task.repeat || readParts(item, context.when, context.languages).says_day ? task : { ...task, due_on: null }
}

const tasksOf = ({ heading, items, marked }: Pasted, context: Context): ParsedTask[] => {
  const tasks = items
    .map((item) => (heading === '' || !saysDay(heading, context) ? taskOf(item, context) : itemOf(item, context)))
    .filter((task) => /[\p{L}\p{S}]|\d{4}/u.test(task.title) && isTask(task, context.languages, marked))
  return heading ? under(heading, tasks, context) : tasks
}
