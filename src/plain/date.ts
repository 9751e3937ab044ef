/**
 * Owns reading a day and a time out of plain English, always ahead of now and on the person’s own calendar.
 * The parser gets the wall clock as if it were UTC, so neither the server’s zone nor summer time bends a result.
 */
import { casual, GB, type ParsedResult } from 'chrono-node/en'
import { addDays, daysBetween, floating, timeText, type Wall, type When, wallNow, wallOf, weekdayOf } from './clock.ts'
import { findPhrases } from './phrase.ts'
import { cut, readable } from './tidy.ts'
import { type Candidate, isTrap } from './trap.ts'

export interface DateReading {
  due_on: string
  due_time: string | null
  /** Whether a day was said, not a time alone. */
  says_day: boolean
  rest: string
}

interface Found extends Candidate {
  day: string | undefined
  time: string | undefined
  /** The hour is ours, for a word like “tonight”. */
  guessed: boolean
}

/** Hours of the words that name a part of the day. */
const PARTS: [RegExp, string][] = [
  [/\bmorning\b/i, '09:00'],
  [/\bafternoon\b/i, '15:00'],
  [/\bevening\b/i, '19:00'],
  [/\b(?:tonight|night)\b/i, '20:00'],
]
/** “at 5” means the afternoon: up to this hour nobody plans for the night. */
const LAST_AFTERNOON_HOUR = 6

const EVENING = /\b(?:dinner|supper|drinks|party|movie|cinema|concert|theatre|theater|evening|tonight)\b/i
const EARLY = /\b(?:morning|wake|breakfast|alarm|early)\b/i

/** Zones that write the month first; UTC is here because it says nothing and the parser’s English is American. */
const MONTH_FIRST = /^(?:America\/|US\/|UTC$|Etc\/|Pacific\/Honolulu)/

const timeOf = (result: ParsedResult, words: string): string | undefined => {
  const hour = result.start.get('hour') ?? 0
  const minute = result.start.get('minute') ?? 0
  if (!result.start.isCertain('hour')) return PARTS.find(([words]) => words.test(result.text))?.[1]
  const said = result.start.isCertain('meridiem') || hour < 1 || hour > 11 || /\b0\d/.test(result.text)
  const last = EVENING.test(words) ? 11 : EARLY.test(words) ? 0 : LAST_AFTERNOON_HOUR
  return timeText(!said && hour <= last ? hour + 12 : hour, minute)
}

/** Weekdays by our own rule: alone, the next one after today; “this”, today counts; “next”, the one of next week. */
const weekdayAhead = (result: ParsedResult, before: string, today: string) => {
  const wanted = ((result.start.get('weekday') ?? 0) + 6) % 7
  const said = `${before.slice(-6)}${result.text}`
  if (/\bnext\b/i.test(said)) return addDays(today, 7 - weekdayOf(today) + wanted)
  const ahead = (wanted - weekdayOf(today) + 7) % 7
  return addDays(today, ahead === 0 && !/\bthis\b/i.test(said) ? 7 : ahead)
}

const pad = (n: number | null, length: number) => String(n ?? 0).padStart(length, '0')
const componentDay = ({ start }: ParsedResult) =>
  `${pad(start.get('year'), 4)}-${pad(start.get('month'), 2)}-${pad(start.get('day'), 2)}`

/** What is counted in hours, or names its own zone, is an instant: it is moved, then shown on the person’s clock. */
const instantOf = (result: ParsedResult, when: When, wall: Wall): Wall | undefined => {
  if (!result.start.isCertain('timezoneOffset')) return undefined
  const relative = result.tags().has('result/relativeDateAndTime')
  const shift = result.start.date().getTime() - floating(wall.day, wall.time).getTime()
  const base = new Date(when.now).getTime()
  return wallOf(relative ? new Date(base + shift) : result.start.date(), when.time_zone)
}

/** “friday 5-6pm” is one day, “monday to friday” is not. */
const severalDays = ({ start, end }: ParsedResult) =>
  end !== undefined && end !== null && (!end.isCertain('hour') || end.get('day') !== start.get('day'))

/** Characters of a bare number that the parser took for an hour: “room 10 in 3 days” and “t10 in 3 days” hold none. */
const looseHour = ({ start, text }: ParsedResult) =>
  start.isCertain('hour') && !start.isCertain('timezoneOffset')
    ? (/^\d{1,2}\s+(?=in\b|on\b|next\b|this\b|tomorrow\b|today\b|[a-z]+day\b)/i.exec(text)?.[0].length ?? 0)
    : 0

const candidateOf = (result: ParsedResult, words: string, when: When, wall: Wall): Found => {
  const { start } = result
  const onlyWeekday = start.isCertain('weekday') && !start.isCertain('day')
  const timeOnly = !onlyWeekday && !(['day', 'month', 'year'] as const).some((part) => start.isCertain(part))
  const instant = instantOf(result, when, wall)
  const skipped = looseHour(result)
  const text = result.text.slice(skipped)
  const day = onlyWeekday ? weekdayAhead(result, words.slice(0, result.index), wall.day) : componentDay(result)
  return {
    text,
    start: result.index + skipped,
    end: result.index + result.text.length,
    relative: result.tags().has('result/relativeDate'),
    monthOnly: start.isCertain('month') && !start.isCertain('day') && !onlyWeekday,
    timeOnly,
    clear: start.isCertain('meridiem') || !start.isCertain('hour') || /noon|midnight|clock/i.test(text),
    range: severalDays(result),
    guessed: !start.isCertain('hour'),
    day: instant?.day ?? (timeOnly && !/^this\b/i.test(text) ? undefined : day),
    time: skipped > 0 || /^now$/i.test(text) ? undefined : (instant?.time ?? timeOf(result, words)),
  }
}

const parsed = (words: string, when: When, wall: Wall): Found[] => {
  const parser = MONTH_FIRST.test(when.time_zone) ? casual : GB
  const reference = { instant: floating(wall.day, wall.time), timezone: 0 }
  return parser
    .parse(words, reference, { forwardDate: true })
    .map((result) => candidateOf(result, words, when, wall))
    .filter((candidate) => !isTrap(words, candidate))
}

const phrased = (words: string, wall: Wall): Found[] =>
  findPhrases(words, wall.day).map(({ day, start, end }) => ({
    text: words.slice(start, end),
    start,
    end,
    day,
    time: undefined,
    relative: false,
    monthOnly: false,
    timeOnly: false,
    clear: true,
    range: false,
    guessed: false,
  }))

const overlap = (a: Found, b: Found) => a.start < b.end && b.start < a.end

/** Our phrases win over the parser’s where both read the same words. */
const candidates = (words: string, when: When, wall: Wall) => {
  const ours = phrased(words, wall)
  return [...ours, ...parsed(words, when, wall).filter((found) => !ours.some((phrase) => overlap(phrase, found)))].sort(
    (a, b) => a.start - b.start,
  )
}

/** Of several days the one the words end with, else the first. */
const choose = (found: Found[], words: string) => {
  const days = found.filter(({ day }) => day !== undefined)
  return days.find(({ end }) => words.slice(end).trim() === '') ?? days[0]
}

/** A time alone is today, or tomorrow once it has passed. */
const dayOfTime = (time: string, wall: Wall) => (time > wall.time ? wall.day : addDays(wall.day, 1))

const reading = (date: Found | undefined, clock: Found | undefined, words: string, wall: Wall): DateReading => {
  const spans = [date, clock].filter((span) => span !== undefined).sort((a, b) => b.start - a.start)
  const rest = spans.reduce((left, { start, end }) => cut(left, start, end), words)
  const time = date?.time ?? clock?.time ?? null
  const due_on = date?.day ?? dayOfTime(time ?? wall.time, wall)
  // “tonight”, said at eleven: the day is right, the hour of the word has gone.
  const gone = due_on === wall.day && time !== null && time <= wall.time && date?.guessed === true
  return { due_on, due_time: gone ? null : time, says_day: date !== undefined, rest }
}

/** The longest way ahead that is a plan and not a misreading. */
const DAYS_AHEAD_MAX = 36_525

/** The day and time the words name, and the words without them; undefined when they name none ahead of today. */
export const readDate = (words: string, when: When): DateReading | undefined => {
  if (!readable(words)) return undefined
  const wall = wallNow(when)
  const found = candidates(words, when, wall).filter(
    ({ day }) => day === undefined || (day >= wall.day && daysBetween(wall.day, day) <= DAYS_AHEAD_MAX),
  )
  const date = choose(found, words)
  const clock = date?.time ? undefined : found.find(({ timeOnly, time }) => timeOnly && time !== undefined)
  return date || clock ? reading(date, clock, words, wall) : undefined
}
