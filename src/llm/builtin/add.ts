/**
 * Owns cutting “add …” into tasks. What parts one task from the next: a line end or semicolon; a to-do verb after
 * “and” or a comma; a day of its own on both sides; commas in a list that does not begin with a verb (“eggs, bread
 * and butter” are three). What does not: “and” alone (“salt and pepper”, “buy bread and butter”), quotation marks.
 */
import type { When } from '../../plain/clock.ts'
import { type PlainTask, readOnlyParts, readParts, readTask } from '../../plain/plain.ts'
import { type Hidden, isQuotation } from '../../plain/quote.ts'
import { tidy } from '../../plain/tidy.ts'
import { isVerbAlone, startsWithVerb } from '../../plain/verb.ts'
import { readTalk } from './talk.ts'

const HARD =
  /(?:\s*(?:\n+|;)\s*|(?<!\b(?:dr|mr|mrs|ms|st|no|nr|vs|etc|prof|approx|\d{1,2}))(?<=\S)[.!?]+\s+|\s+(?=\d{1,2}[.)]\s+\p{L}))(?:(?:[-*•]|\d{1,3}[.)])\s+)?/iu
const SOFT = /(, and |, plus |, then |, | and | plus | then )/i
/** “dinner with Anna, Ben and Carl”: the commas are inside the company. */
const COMPANY = / (?:with|between|for|from|about) /i
const AGAIN =
  /^(?:a |an )?(?:(?:task|reminder|to-?do|one)(?: (?:to|for|called|named))? |(?:remind me|remember) to |to )/i

const bare = (part: string) =>
  tidy(part)
    .replace(/^(?:(?:and|then|also|please) ){1,3}/i, '')
    .replace(AGAIN, '')

const saysDay = (part: string, when: When) => {
  const { due_on, repeat } = readParts(part, when)
  return due_on !== null || repeat !== null
}
/** “tomorrow”, “high priority”: nothing is left to be a title. */
const isOnlyParts = (part: string, when: When) => readOnlyParts(part, when) !== undefined

/** Whether the list is of things, each a task of its own. */
const isThings = (parts: string[], seps: string[]) =>
  seps.some((sep) => sep.startsWith(',')) && !startsWithVerb(parts[0] ?? '') && !COMPANY.test(parts[0] ?? '')

interface Pieces {
  pieces: string[]
  /** Whether they are things in one list, which share what stands after the last. */
  things: boolean
}

/** Parts of one line at most; a longer list is one title, which is then too long and said to be. */
const PARTS_MAX = 60
/** A day of its own stands within so many characters of the seam (UTF-16 units). */
const NEAR_CHARS = 120

const WEEKDAY = '(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?'
const WEEKDAY_LAST = new RegExp(`(?<!\\p{L})${WEEKDAY}$`, 'iu')
const WEEKDAY_FIRST = new RegExp(`^${WEEKDAY}(?!\\p{L})`, 'iu')
/** “every mon, wed and fri” is one repeat, whatever commas it holds. */
const areDays = (left: string, part: string) => WEEKDAY_LAST.test(left.trim()) && WEEKDAY_FIRST.test(part.trim())

/** The line cut at each comma and “and”: parts at even places, what stands between them at odd ones. */
type Cuts = string[]

/** The cuts with some closed again. */
const closed = (cuts: Cuts, closes: (left: string, sep: string, part: string) => boolean): Cuts => {
  const kept = cuts.slice(0, 1)
  for (let i = 2; i < cuts.length; i += 2) {
    const [left = '', sep = '', part = ''] = [kept.at(-1), cuts[i - 1], cuts[i]]
    if (closes(left, sep, part)) kept[kept.length - 1] = `${left}${sep}${part}`
    else kept.push(sep, part)
  }
  return kept
}
const parts = (cuts: Cuts) => cuts.filter((_, i) => i % 2 === 0)

const soft = (line: string, when: When): Pieces => {
  const split = line.split(SOFT)
  if (split.length > 2 * PARTS_MAX) return { pieces: [line], things: false }
  const whole = closed(split, (left, _, part) => part.trim() === '' || areDays(left, part) || isOnlyParts(part, when))
  const things = isThings(
    parts(whole),
    whole.filter((_, i) => i % 2 === 1),
  )
  const pieces = parts(things ? whole : closed(whole, (left, _, part) => belongs(left, part, when)))
  return { pieces: pieces.map(bare).filter(Boolean), things }
}

/** Whether “… and part” goes on with the title on the left. */
const belongs = (left: string, part: string, when: When): boolean => {
  if (isQuotation(left) && isQuotation(part)) return false
  const verb = startsWithVerb(bare(part)) && !isVerbAlone(bare(left))
  return !verb && !(saysDay(part, when) && saysDay(left.slice(-NEAR_CHARS), when))
}

/** A full stop ends the sentence, not the title. */
const unstopped = (piece: string) => piece.replace(/(?<!\b(?:etc|inc|co|st))(?<=[\p{L}\p{N}])[.!]{1,3}$/iu, '')

const isPlain = ({ due_on, priority, repeat, tags }: PlainTask) =>
  due_on === null && repeat === null && priority === 'none' && tags.length === 0

/** “eggs, bread and butter tomorrow”: what only the last one says is meant for all. */
const shared = (tasks: PlainTask[]): PlainTask[] => {
  const last = tasks.at(-1)
  if (!last || isPlain(last) || !tasks.slice(0, -1).every(isPlain)) return tasks
  return tasks.map(({ title }) => ({ ...last, title }))
}

/** A thank-you at the end of a request is no task, nor is a line of dashes. */
const isTask = ({ title }: PlainTask) =>
  /[\p{L}\p{N}]/u.test(title) && !/^(?:thanks|hello|bye)$/.test(readTalk(title) ?? '')

/** @param content what follows “add”, quotations hidden */
export const readTasks = (content: string, hidden: Hidden, when: When): PlainTask[] =>
  content
    .replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, '')
    .split(HARD)
    .flatMap((line) => {
      const { pieces, things } = soft(tidy(line), when)
      const tasks = pieces.map((piece) => readTask(hidden.restore(unstopped(piece)), when)).filter(isTask)
      return things ? shared(tasks) : tasks
    })
