/**
 * Owns reading a task out of plain words: “water plants every monday 8am #home !high” in one line. Pure: the same
 * words, instant, zone and locale always give the same task. What cannot be read stays in the title.
 */
import { type Languages, languagesOf } from '../../language/languages.ts'
import type { When } from '../../lib/calendar.ts'
import type { Priority } from '../schema.ts'
import { type Reading, readDates } from './dates.ts'
import { readPriority } from './priority.ts'
import { hideQuotes } from './quotes.ts'
import { readTags } from './tags.ts'
import { collapseSpaces, readableTitle, trimTitle } from './text.ts'

export interface ParsedTask {
  /** As written; length is the caller’s to check. Never empty unless the words are. */
  title: string
  due_on: string | null
  due_time: string | null
  priority: Priority
  repeat: string | null
  tags: string[]
}

const plain = (title: string): ParsedTask => ({
  title: title.trim(),
  due_on: null,
  due_time: null,
  priority: 'none',
  repeat: null,
  tags: [],
})

export interface ParsedParts extends Reading {
  priority: Priority
  tags: string[]
}

/** Everything but the title, from words whose quotations are hidden. */
export const readParts = (
  words: string,
  when: When,
  languages: Languages = languagesOf(words, when.locale),
): ParsedParts => {
  const { tags, rest: untagged } = readTags(words, languages)
  const early = readPriority(untagged, languages)
  const dates = readDates(early?.rest ?? untagged, when, languages)
  const read = dates.due_on !== null || dates.repeat !== null
  const late = early ?? (read ? readPriority(dates.rest, languages, false) : undefined)
  const rest = late && late !== early ? late.rest : dates.rest
  return { ...dates, rest, tags, priority: late?.priority ?? 'none' }
}

/** Words that mean nothing between parts: “and”, “please”, “instead”. */
const glueOf = ([first]: Languages) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${first.glue})(?![\\p{L}\\p{N}])`, 'giu')

/** Parts alone, with no words left for a title: what “move it to …” is given. */
export const readOnlyParts = (words: string, when: When, languages?: Languages): ParsedParts | undefined => {
  const parts = readParts(words, when, languages)
  const says = parts.due_on !== null || parts.priority !== 'none' || parts.tags.length > 0
  return says &&
    !/[\p{L}\p{N}\ue000]/u.test(parts.rest.replace(glueOf(languages ?? languagesOf(words, when.locale)), ''))
    ? parts
    : undefined
}

/** One to-do as a person writes it into one line. */
export const readTask = (input: string, when: When, languages?: Languages): ParsedTask => {
  if (!readableTitle(input)) return plain(input)
  const hidden = hideQuotes(collapseSpaces(input))
  const { rest, due_on, due_time, priority, repeat, tags } = readParts(hidden.words, when, languages)
  const title = hidden.bare(trimTitle(rest))
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(title)) return plain(input)
  return { title, due_on, due_time, priority, repeat, tags }
}
