/**
 * Owns reading a task out of plain English: “water plants every monday 8am #home !high” in one line. Pure: the same
 * words, instant and zone always give the same task. What nobody can read stays in the title.
 */
import type { Priority } from '../task/schema.ts'
import { addDays, type When, wallNow } from './clock.ts'
import { type DateReading, readDate } from './date.ts'
import { readPriority } from './priority.ts'
import { hideQuotes } from './quote.ts'
import { firstOn, readRepeat } from './repeat.ts'
import { readTags } from './tag.ts'
import { readable, tidy, trimTitle } from './tidy.ts'

export interface PlainTask {
  /** As written; length is the caller’s to check. Never empty unless the words are. */
  title: string
  due_on: string | null
  due_time: string | null
  priority: Priority
  repeat: string | null
  tags: string[]
}

const plain = (title: string): PlainTask => ({
  title: title.trim(),
  due_on: null,
  due_time: null,
  priority: 'none',
  repeat: null,
  tags: [],
})

/** The day a repeat begins: the one named, else its first from today; today does not count once its time has passed. */
const beginning = (repeat: string, date: DateReading | undefined, when: When): string | null => {
  const wall = wallNow(when)
  const time = date?.due_time
  const from = date?.says_day ? date.due_on : time && time <= wall.time ? addDays(wall.day, 1) : wall.day
  return firstOn(repeat, from) ?? null
}

export interface PlainParts extends Omit<PlainTask, 'title'> {
  /** Whether a day was said, not a time alone. */
  says_day: boolean
  /** What is left of the words. */
  rest: string
}

/** Everything but the title, from words whose quotations are hidden. */
export const readParts = (words: string, when: When): PlainParts => {
  const { tags, rest: untagged } = readTags(words)
  const early = readPriority(untagged)
  const repeated = readRepeat(early?.rest ?? untagged)
  const date = readDate(repeated?.rest ?? early?.rest ?? untagged, when)
  const undated = date?.rest ?? repeated?.rest ?? early?.rest ?? untagged
  const late = early ? undefined : readPriority(undated, false)
  return {
    due_on: repeated ? beginning(repeated.repeat, date, when) : (date?.due_on ?? null),
    due_time: date?.due_time ?? null,
    priority: early?.priority ?? late?.priority ?? 'none',
    repeat: repeated?.repeat ?? null,
    tags,
    says_day: repeated !== undefined || date?.says_day === true,
    rest: late?.rest ?? undated,
  }
}

/** The parts, when the words name nothing else: “friday 5pm and high priority”; undefined when a title is left. */
export const readOnlyParts = (words: string, when: When): PlainParts | undefined => {
  const parts = readParts(words, when)
  const left = parts.rest.replace(/\b(?:and|please|now|instead|it|be|due|at|on|to)\b|[^\p{L}\p{N}]/giu, '')
  return left === '' && parts.rest !== tidy(words) ? parts : undefined
}

/** Reads a task as people jot it down; words over READ_MAX_CHARS, or that name nothing but a date, are all title. */
export const readTask = (words: string, when: When): PlainTask => {
  if (!readable(words)) return plain(words)
  const hidden = hideQuotes(words)
  const { rest, says_day: _, ...parts } = readParts(hidden.words, when)
  const title = hidden.bare(trimTitle(rest))
  return title === '' ? plain(words) : { title, ...parts }
}

export type { When } from './clock.ts'
export { readDate } from './date.ts'
export { readPriority } from './priority.ts'
export { readRepeat } from './repeat.ts'
export { readTags } from './tag.ts'
