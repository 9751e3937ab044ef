/** Owns what narrows a list or a reference: state, day or span, priority, tag, words. One reader for both. */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import type { Languages } from '../../../language/languages.ts'
import { addDays, monthStart, type When, wallNow, weekdayOf } from '../../../lib/calendar.ts'
import { readDates } from '../../../task/quick-add/dates.ts'
import { lexiconOf } from '../../../task/quick-add/lexicon.ts'
import { readTags } from '../../../task/quick-add/tags.ts'
import { collapseSpaces } from '../../../task/quick-add/text.ts'
import { kindsOf, tokenize } from '../../../task/quick-add/tokens.ts'
import type { Filter } from '../intent.ts'

interface FilterReading {
  filter: Filter
  /** Whether the words narrow to done ones, or say nothing of it. */
  rest: string
  /** Whether anything narrowed. */
  any: boolean
}

/** Spaces and punctuation bound a word; apostrophes belong to it. */
const whole = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}'])(?:${pattern})(?![\\p{L}\\p{N}'])`, 'gu')

const compiled = new Map<string, RegExp>()
/** The pattern of whole words; there are as many as the tables hold. */
const words = (pattern: string): RegExp => {
  const known = compiled.get(pattern) ?? whole(pattern)
  compiled.set(pattern, known)
  known.lastIndex = 0
  return known
}

/** The text without what matches, and whether anything did. Folding keeps places, so the original can be cut. */
const strip = (text: string, pattern: string): { rest: string; found: boolean } => {
  const folded = fold(text)
  let rest = text
  let found = false
  for (const match of [...folded.matchAll(words(pattern))].reverse()) {
    found = true
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
  }
  return { rest: collapseSpaces(rest), found }
}

/** A span that is over or goes on: “since monday”, “this week”, “yesterday”. */
const pastSpan = (
  text: string,
  when: When,
  languages: Languages,
): { from: string; to: string; rest: string } | undefined => {
  const tokens = tokenize(text, lexiconOf(languages))
  const kinds = kindsOf(tokens)
  const today = wallNow(when).day
  const monday = addDays(today, -weekdayOf(today))
  const match = /[FOt]*(?:r|[TL]u|uL|L?W)/.exec(kinds)
  if (!match) return undefined
  const part = tokens.slice(match.index, match.index + match[0].length)
  const last = part.find(({ kind }) => /[ruW]/.test(kind))
  const start = part[0]?.start ?? 0
  const rest = collapseSpaces(`${text.slice(0, start)} ${text.slice(part.at(-1)?.end ?? text.length)}`)
  const since = words(languages[0].list.since).test(fold(text))
  const open = (from: string, to = today) => ({ from, to: since ? today : to, rest })
  if (last?.kind === 'r')
    return Number(last.value) > 0
      ? undefined
      : open(addDays(today, Number(last.value)), addDays(today, Number(last.value)))
  if (last?.kind === 'W') {
    const day = addDays(today, -((weekdayOf(today) - Number(last.value) + 7) % 7))
    return open(day, day)
  }
  const ago = part.some(({ kind }) => kind === 'L')
  if (last?.value === 'w') return open(ago ? addDays(monday, -7) : monday, ago ? addDays(monday, -1) : today)
  if (last?.value === 'm') return open(monthStart(today, ago ? -1 : 0), ago ? addDays(monthStart(today, 0), -1) : today)
  return undefined
}

const BEFORE = /B[Ot]*$/
/** “After the weekend”, in whatever language: from the day after it. */
const AFTER_WORDS = 'after|nach|apres|despues|dopo|depois|na'
const AFTER = new RegExp(`^(?:${AFTER_WORDS})$`)
/** The days meant by the words; “by friday” is bounded on one side. */
const dueFilter = (text: string, when: When, languages: Languages): { filter: Filter; rest: string } => {
  const read = readDates(text.replace(/['’]s\b/g, ''), when, languages)
  if (!read.span) return { filter: {}, rest: text }
  const { from, to } = read.span
  const tokens = tokenize(text, lexiconOf(languages))
  const lead = kindsOf(tokens)
  const at = lead.search(/[WwMrqdoKTNnuE]/)
  const lead_words = tokens.slice(0, at).map(({ text }) => fold(text))
  if (lead_words.some((word) => AFTER.test(word)) && from !== undefined)
    return { filter: { due_after: addDays(to, 1) }, rest: collapseSpaces(strip(read.rest, AFTER_WORDS).rest) }
  const until = /^(?:entro|voor)$/.test(fold(tokens[at - 1]?.text ?? ''))
  if (until || BEFORE.test(lead.slice(0, at))) return { filter: { due_before: to }, rest: read.rest }
  // “this week” as a list begins today, whatever its last day is.
  const start = from === to && /[Tt]u|Tu/.test(lead) ? wallNow(when).day : from
  return { filter: { due_after: start, due_before: to }, rest: read.rest }
}

/** Yesterday and before: what the filter `due_before` means, day included. */
const overdue = (when: When): Filter => ({ due_before: addDays(wallNow(when).day, -1) })

const firstOf = (phrases: string | undefined) => phrases?.split(/\s+/).find(Boolean)?.replaceAll('_', ' ')

const LEVELS = [
  ['urgent', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
] as const

export const readFilter = (input: string, when: When, languages: Languages): FilterReading => {
  const { list }: Language = languages[0]
  const { tags, rest: untagged } = readTags(input.replace(/[?!.,\s]+$/, ''), languages)
  const filter: Filter = tags[0] ? { tag: tags[0] } : {}
  let rest = collapseSpaces(untagged.replace(/[?!.,]+/g, ' '))
  const take = (pattern: string, then: () => void) => {
    const read = strip(rest, pattern)
    if (read.found) then()
    rest = read.rest
  }
  take(list.by_priority, () => {})
  for (const [key, level] of LEVELS) take(list[key], () => Object.assign(filter, { priority: level }))
  take(list.undated, () => Object.assign(filter, { undated: true }))
  take(list.overdue, () => Object.assign(filter, { status: 'pending', ...overdue(when) }))
  take(list.open, () => Object.assign(filter, { status: 'pending' }))
  take(list.done, () => Object.assign(filter, { status: 'completed' }))
  take(list.repeating, () => Object.assign(filter, { repeats: true }))
  if (filter.status === 'completed') {
    const past = pastSpan(rest, when, languages)
    if (past) Object.assign(filter, { completed_after: past.from, completed_before: past.to })
    rest = past?.rest ?? rest
  } else if (filter.due_before) {
    // “What did I miss this week?”: late is late, whenever it was due.
    rest = dueFilter(rest, when, languages).rest
  } else {
    const due = dueFilter(rest, when, languages)
    Object.assign(filter, due.filter)
    rest = due.rest
  }
  // “How does my week look?”: a unit alone is the present one.
  const unit = strip(rest, list.noise).rest
  const [only, ...others] = unit.includes(' ') ? [] : tokenize(unit, lexiconOf(languages))
  if (Object.keys(filter).length === 0 && others.length === 0 && only?.kind === 'u') {
    const { dates } = languages[0]
    const today = only.value === 'd' ? dates.r0 : undefined
    const due = dueFilter(firstOf(today) ?? `${firstOf(dates.T)} ${unit}`, when, languages)
    Object.assign(filter, due.filter)
    if (due.filter.due_before) rest = ''
  }
  const any = Object.keys(filter).length > 0
  return { filter, rest: (rest === '' ? rest : unit).replace(/^[\s'-]+|[\s'-]+$/g, ''), any }
}
