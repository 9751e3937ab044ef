/** Owns the phrases for days that the date parser does not know or reads otherwise than people mean them. */
import { addDays, calendarDay, monthEnd, monthStart, weekdayOf } from './clock.ts'

export interface Phrase {
  day: string
  start: number
  end: number
}
type Build = (today: string, groups: (string | undefined)[]) => string | undefined

const SUNDAY = 6
const SATURDAY = 5
/** Last day of the week `weeks` from now; weeks end on Sunday (ISO 8601). */
const weekEnd = (today: string, weeks: number) => addDays(today, SUNDAY - weekdayOf(today) + 7 * weeks)
const weekStart = (today: string, weeks: number) => addDays(weekEnd(today, weeks), -SUNDAY)
const yearEnd = (today: string, years: number) => calendarDay(Number(today.slice(0, 4)) + years, 12, 31)

const endOf: Build = (today, [which, unit]) => {
  const later = which?.toLowerCase() === 'next' ? 1 : 0
  if (unit === 'day') return addDays(today, later)
  if (unit === 'week') return weekEnd(today, later)
  return unit === 'month' ? monthEnd(today, later) : yearEnd(today, later)
}

const bound: Build = (today, [which, unit]) => {
  if (which === 'this') return endOf(today, [which, unit])
  if (unit === 'week') return weekStart(today, 1)
  return unit === 'month' ? monthStart(today, 1) : calendarDay(Number(today.slice(0, 4)) + 1, 1, 1)
}

/** Said on a Sunday, “the weekend” is that very day; “next weekend” is never the one that has begun or comes first. */
const weekend: Build = (today, [which]) => {
  const saturday = addDays(today, SATURDAY - weekdayOf(today))
  if (which === 'next') return addDays(saturday, 7)
  return weekdayOf(today) === SUNDAY ? today : saturday
}

/** The next day with this number; a month that is too short is passed over. */
const ordinal: Build = (today, [number, which]) => {
  for (let months = which === 'next' ? 1 : 0; months < 4; months++) {
    const month = monthStart(today, months)
    const day = calendarDay(Number(month.slice(0, 4)), Number(month.slice(5, 7)), Number(number))
    if (day && day >= today) return day
  }
  return undefined
}

/** What may follow a day that is not itself part of a longer name (“the 3rd floor”). */
const AFTER = '(?=$|[,;.!?)]|\\s+(?:at|by|to|for|with|about|and|around|before|after|in|#|!|high|low|medium|urgent)\\b)'
const COUNTS: Record<string, number> = { a: 1, one: 1, two: 2, three: 3 }

const PHRASES: { pattern: RegExp; build: Build }[] = [
  { pattern: /\b(?:the )?end of (?:the )?(?:(this|next) )?(day|week|month|year)\b/i, build: endOf },
  { pattern: /\b()(?:eod)\b/i, build: (today) => today },
  { pattern: /\b()(?:eow)\b/i, build: (today) => weekEnd(today, 0) },
  { pattern: /\b()(?:eom)\b/i, build: (today) => monthEnd(today, 0) },
  { pattern: /\b(this|next) (week|month|year)\b(?!['’]s)/i, build: bound },
  { pattern: /\b(?:(this|next|the|at the) )weekend\b(?!['’]s)/i, build: weekend },
  {
    pattern: new RegExp(
      `(?<!day )\\b(?:the|on|by|before|until) (\\d{1,2})(?:st|nd|rd|th)(?: of (this|next|the) month)?${AFTER}`,
      'i',
    ),
    build: ordinal,
  },
  { pattern: /\bin an? fortnight\b/i, build: (today) => addDays(today, 14) },
  {
    pattern: /\b(a|one|two|three) weeks? (?:from|after) (today|tomorrow)\b/i,
    build: (today, [count, from]) => addDays(today, 7 * (COUNTS[count ?? ''] ?? 1) + (from === 'tomorrow' ? 1 : 0)),
  },
]

const inside = (a: Phrase, b: Phrase) => a !== b && a.start >= b.start && a.end <= b.end

/** Such phrases in the words; of “the 5th of next month” only the whole. */
export const findPhrases = (words: string, today: string): Phrase[] => {
  const all = everyPhrase(words, today)
  return all.filter((phrase) => !all.some((other) => inside(phrase, other)))
}

const everyPhrase = (words: string, today: string): Phrase[] =>
  PHRASES.flatMap(({ pattern, build }) => {
    const match = pattern.exec(words)
    const day =
      match &&
      build(
        today,
        match.slice(1).map((group) => group?.toLowerCase()),
      )
    return match && day ? [{ day, start: match.index, end: match.index + match[0].length }] : []
  })
