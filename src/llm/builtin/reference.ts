/** Owns how people point at tasks: “3”, “tasks 2, 3 and 5”, “the milk one”, “all done tasks”, “it”, “the last one”. */

import type { When } from '../../plain/clock.ts'
import { readDate } from '../../plain/plain.ts'
import { type Hidden, isQuoted } from '../../plain/quote.ts'
import { tidy } from '../../plain/tidy.ts'
import type { TaskFilters } from '../../task/schema.ts'
import type { Reference } from './intent.ts'

/** Ids named by one message at most; a range counts each. */
const IDS_MAX = 50
const ID_LIST =
  /^(?:the )?(?:(?:tasks?|items?|to-?dos?|numbers?|nos?\.?|ids?) ?){0,2}#?[1-9]\d{0,8}(?:(?:, ?and |, ?| and | & | or | )(?:task )?#?[1-9]\d{0,8}){0,49}$/i
const ID_RANGE = /^(?:the )?(?:tasks?|items?|numbers?)? ?#?([1-9]\d{0,8}) ?(?:-|–|to|through) ?#?([1-9]\d{0,8})$/i
const PLACES: Record<string, number> = {
  first: 1,
  '1st': 1,
  top: 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
  last: -1,
  latest: -1,
  newest: -1,
  bottom: -1,
}
const PLACE =
  /^(?:the )?(first|1st|top|second|2nd|third|3rd|fourth|4th|fifth|5th|last|latest|newest|bottom)(?: (?:one|task|item|to-?do))?(?: (?:on|in|of) (?:the|my) list)?$/i
const IT = /^(?:it|that|this|(?:that|this|the same)(?: (?:one|task|item))?|the (?:task|item|one))$/i
const THEM =
  /^(?:them|those|these|both|(?:all|both) of (?:them|those|these)|them (?:both|all)|(?:those|these) (?:ones|tasks|two|three)|both tasks)$/i
const EVERYTHING =
  /^(?:everything|all|(?:my|the) (?:whole |entire )?list|(?:all|every)(?: of)?(?: my| the)? (?:tasks?|to-?dos?|items?|things?)|my tasks|all (?:of it|mine))$/i
const SOME =
  /^(?:all(?: of)?|every|everything|any)?(?: ?(?:my|the))? ?(open|pending|unfinished|completed|complete|finished|done|overdue)? ?(?:tasks?|to-?dos?|items?|things?|ones?)?(?: that (?:is|are)| which (?:is|are))?(?: (due|tagged|with tag|about|with|containing) (.+))?$/i
/** “the task about taxes” is one task, “tasks about taxes” are all of them. */
const PLURAL = /^(?:all|every|everything|any)\b|\b(?:tasks|to-?dos|items|things|ones)\b/i
const ALL_WORDS = /^(?:all|every)(?: of)?(?: my| the)? (.+?)(?: (?:tasks?|ones|to-?dos?|items?))?$/i

const unique = (ids: number[]) => [...new Set(ids)].slice(0, IDS_MAX)

const idsOf = (words: string): number[] | undefined => {
  const range = ID_RANGE.exec(words)
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    const length = to - from + 1
    return length >= 1 && length <= IDS_MAX ? Array.from({ length }, (_, i) => from + i) : undefined
  }
  return ID_LIST.test(words) ? unique((words.match(/[1-9]\d{0,8}/g) ?? []).map(Number)) : undefined
}

const dueFilters = (words: string, when: When): TaskFilters | undefined => {
  const day = readDate(words, when)?.due_on
  return day ? { due_after: day, due_before: day } : undefined
}

/** “all completed tasks”, “everything due today”, “all tasks tagged #home”. */
const some = (words: string, when: When): Reference | undefined => {
  const match = SOME.exec(words)
  if (!match || !PLURAL.test(words) || (!match[1] && !match[2])) return undefined
  const state = (match[1] ?? '').toLowerCase()
  const filters: TaskFilters = {}
  if (/^(?:completed?|finished|done)$/.test(state)) filters.status = 'completed'
  else if (state) filters.status = 'pending'
  if (state === 'overdue') return { kind: 'all', filters: { ...filters, ...overdue(when) } }
  return narrowed(filters, (match[2] ?? '').toLowerCase(), match[3] ?? '', when)
}

const narrowed = (filters: TaskFilters, how: string, what: string, when: When): Reference | undefined => {
  if (how === '') return { kind: 'all', filters }
  if (how === 'due') {
    const due = dueFilters(what, when)
    return due && { kind: 'all', filters: { ...filters, ...due } }
  }
  const tag = /^#?([^\s#,]+)$/.exec(what)?.[1]
  if (tag && (how !== 'about' || what.startsWith('#'))) return { kind: 'all', filters: { ...filters, tag } }
  return { kind: 'all', filters, words: what }
}

/** Yesterday and before: what the filter `due_before` means, day included. */
export const overdue = (when: When): TaskFilters => {
  const today = readDate('today', when)?.due_on
  if (!today) return {}
  const before = new Date(`${today}T00:00:00Z`).getTime() - 86_400_000
  return { due_before: new Date(before).toISOString().slice(0, 10) }
}

/** The name a reference gives, without the words around it. */
const name = (words: string) =>
  words
    .replace(/^(?:the|my|a|an|that|this) /i, '')
    .replace(/^(?:tasks?|items?|to-?dos?)(?: (?:called|named|about|for|to|with))? /i, '')
    .replace(/^(?:one|thing) (?:called|named|about|for|with) /i, '')
    .replace(/ (?:ones?|tasks?|items?|to-?dos?)$/i, '')
    .trim()

const single = (words: string, when: When): Reference => {
  const ids = idsOf(words)
  if (ids) return { kind: 'ids', ids }
  const place = PLACE.exec(words)?.[1]
  if (place) return { kind: 'place', place: PLACES[place.toLowerCase()] ?? 1 }
  if (IT.test(words)) return { kind: 'it' }
  if (THEM.test(words)) return { kind: 'them' }
  if (EVERYTHING.test(words)) return { kind: 'all', filters: {} }
  const subset = some(words, when)
  if (subset) return subset
  const all = ALL_WORDS.exec(words)?.[1]
  return all ? { kind: 'all', filters: {}, words: name(all) } : { kind: 'words', words: name(words) }
}

/** Words that follow a reference and add nothing to it. */
const TRAILING =
  /(?:,? (?:please|now|too|as well|again|off|for me|(?:from|off|on|in|to) (?:my|the)(?: to-?do)? list))+[.!?]*$|[.!?,]+$/i

export const readReference = (input: string, when: When): Reference => {
  let words = tidy(input)
  for (let i = 0; i < 3; i++) words = words.replace(TRAILING, '').trim()
  if (words === '') return { kind: 'nothing' }
  const one = single(words, when)
  const parts = words.split(/, and |, | and | & /i).filter(Boolean)
  if (one.kind !== 'words' || parts.length < 2) return one
  return { kind: 'several', words: one.words, parts: parts.map((part) => single(part.trim(), when)) }
}

/** As `readReference`, for words with hidden quotations: “delete \"all tasks\"” means the task of that name. */
export const pointAt = (words: string, hidden: Hidden, when: When): Reference =>
  isQuoted(words)
    ? { kind: 'words', words: tidy(hidden.inner(words.replace(/^(?:the|my) /i, '').replace(/ (?:one|task)$/i, ''))) }
    : readReference(words, when)

/** Whether words after a verb clearly point at a task: an id, “it”, “the … one”. Then the verb is an order to us. */
export const pointsAtTask = (words: string): boolean =>
  /^(?:the )?(?:tasks?|items?|numbers?) (?:number |no\.? )?#?\d|^#?[1-9]\d{0,8}(?= *(?:$|[,.;!?]| (?:and|to|as|is|off|until|till|by|for|please|done|then|every|with|high|medium|low)\b))/i.test(
    words,
  ) ||
  /^(?:it|that|this|them|those|these|both|everything|all|(?:that|this) one)(?= *(?:$|[,.;!?]| (?:and|to|as|is|off|of|until|till|by|done|then|open|completed|tasks|my|every|high|medium|low|urgent|due|with|repeat)\b))/i.test(
    words,
  ) ||
  /^(?:the )?(?:first|second|third|fourth|fifth|last|latest|newest)(?: (?:one|task|item))(?!\S)/i.test(words) ||
  /^the [^,;]{1,60} (?:one|ones|task|tasks)(?![\w-])/i.test(words)
