/** Owns repeats: “every monday”, “on the 1st of every month”, “fortnightly” as RFC 5545 recurrence rules. */
import { RRule } from 'rrule'
import { dayOf, floating } from './clock.ts'
import { readable, tidy } from './tidy.ts'

const DAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?'
const DAYS = `${DAY}(?:(?:, and |, ?| and | & |/)${DAY}){0,6}`
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NTH = 'first|1st|second|2nd|third|3rd|fourth|4th|last'
const COUNT = 'other|second|third|fourth|two|three|four|five|six|\\d{1,3}(?:st|nd|rd|th)?'
const UNIT = 'day|week|month|quarter|year'
const EVERY = '(?:every|each)'

const COUNTS: Record<string, number> = {
  other: 2,
  second: 2,
  two: 2,
  third: 3,
  three: 3,
  fourth: 4,
  four: 4,
  five: 5,
  six: 6,
}
const UNITS: Record<string, string> = {
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  quarter: 'MONTHLY',
  year: 'YEARLY',
}
const ADVERBS: Record<string, string> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
  yearly: 'FREQ=YEARLY',
  annually: 'FREQ=YEARLY',
}
const WEEKDAYS = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'
const WEEKENDS = 'FREQ=WEEKLY;BYDAY=SA,SU'

const countOf = (word: string) => COUNTS[word] ?? Number.parseInt(word, 10)
const interval = (count: number) => (count !== 1 ? `;INTERVAL=${count}` : '')
const dayCode = (day: string) => day.slice(0, 2).toUpperCase()
const dayCodes = (days: string) => [...new Set((days.match(new RegExp(DAY, 'gi')) ?? []).map(dayCode))].join(',')
const position = (nth: string) => (nth === 'last' ? -1 : (COUNTS[nth] ?? (Number.parseInt(nth, 10) || 1)))
const monthDay = (number: string) => (number === 'last day' ? -1 : Number.parseInt(number, 10))
const monthNumber = (month: string) => MONTHS.indexOf(month.slice(0, 3)) + 1

const every = (count: number, unit: string) => `FREQ=${UNITS[unit]}${interval(unit === 'quarter' ? count * 3 : count)}`
const weekly = (count: number, days: string) => `FREQ=WEEKLY${interval(count)};BYDAY=${dayCodes(days)}`
const monthly = (number: string) => `FREQ=MONTHLY;BYMONTHDAY=${monthDay(number)}`
const nthWeekday = (nth: string, day: string) => `FREQ=MONTHLY;BYDAY=${position(nth)}${dayCode(day)}`
const yearly = (month: string, date: string) =>
  `FREQ=YEARLY;BYMONTH=${monthNumber(month)};BYMONTHDAY=${Number.parseInt(date, 10)}`

type Rule = [pattern: string, build: (...groups: string[]) => string]

/** Longer readings stand before those that are their beginnings. */
const RULES: Rule[] = [
  [`(?:(?:on )?(?:the )?|${EVERY} )(${NTH}) (${DAY}) (?:of|in) ${EVERY} month`, nthWeekday],
  [`${EVERY} (${NTH}) (${DAY}) (?:of|in) (?:the|a) month`, nthWeekday],
  [`(?:on )?the (last day|\\d{1,2}(?:st|nd|rd|th)?) (?:of|in) ${EVERY} month`, monthly],
  [`(?:${EVERY} month|monthly),? on the (${NTH}) (${DAY})`, nthWeekday],
  [`(?:${EVERY} month|monthly),? (?:on )?the (last day|\\d{1,2}(?:st|nd|rd|th)?)`, monthly],
  [`${EVERY} last day of the month`, () => monthly('last day')],
  [
    `(?:(?:${EVERY} year|yearly|annually),? on|${EVERY}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})`,
    (date, month) => yearly(month, date),
  ],
  [`(?:(?:${EVERY} year|yearly|annually),? on|${EVERY}) (${MONTH}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?`, yearly],
  [`${EVERY} (?:(other|second|2nd) )?(${DAYS})`, (other, days) => weekly(other ? 2 : 1, days)],
  [`${EVERY} (?:(${COUNT}) )?weeks? on (${DAYS})`, (count, days) => weekly(count ? countOf(count) : 1, days)],
  [`(weekly|fortnightly|biweekly) on (${DAYS})`, (adverb, days) => weekly(adverb === 'weekly' ? 1 : 2, days)],
  [`(?:${EVERY}|on|all) (?:week ?days?|work(?:ing)? ?days?)`, () => WEEKDAYS],
  [`(?:(?:${EVERY}|all) weekends?|(?:on|at) weekends)`, () => WEEKENDS],
  [`${EVERY} (\\d{1,2}(?:st|nd|rd|th))(?: of (?:the|every|each) month)?(?! (?:${UNIT}|${DAY}))`, monthly],
  [`${EVERY} (${COUNT}) (${UNIT})s?`, (count, unit) => every(countOf(count), unit)],
  [`${EVERY} (${UNIT})`, (unit) => every(1, unit)],
  [`${EVERY} fortnight`, () => 'FREQ=WEEKLY;INTERVAL=2'],
  // The part of the day stays: the time is read from it.
  [`${EVERY}(?= (?:morning|afternoon|evening|night)\\b)`, () => 'FREQ=DAILY'],
  [
    `on ((?:mon|tues|wednes|thurs|fri|satur|sun)days(?:(?:, and |, ?| and | & )(?:mon|tues|wednes|thurs|fri|satur|sun)days){0,6})`,
    (days) => weekly(1, days),
  ],
]
const COMPILED = RULES.map(([pattern, build]) => ({
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}'’])`, 'iu'),
  build,
}))
// An adverb is a repeat only at an end: in the middle it is a word like any other (“write weekly report”).
const ADVERB =
  /(?:^(daily|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually)(?: ?[:–]| - |$)|(?<=[^\s-] )(daily|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually)(?=$|[.,;!)]| at \d| from | starting ))/i

export interface RepeatReading {
  /** An RRULE without its name, like `FREQ=WEEKLY;BYDAY=MO`. */
  repeat: string
  rest: string
}

/** Days of each month in a leap year. A rule for 31 June would make the library search to the year 9999. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const INTERVAL_MAX = 366

/** Whether the rule is one the library reads and that comes round at all. */
export const isRepeat = (repeat: string): boolean => {
  try {
    const { freq, interval, bymonth, bymonthday } = RRule.parseString(repeat)
    const day = Number(bymonthday ?? 1)
    const longest = LONGEST[Number(bymonth ?? 1) - 1] ?? 0
    const bounded = interval === undefined || (interval >= 1 && interval <= INTERVAL_MAX)
    return freq !== undefined && bounded && day !== 0 && day >= -1 && day <= longest
  } catch {
    return false // the library throws plain Errors for rules it cannot read, which is the answer
  }
}

const at = (words: string, match: RegExpExecArray, repeat: string): RepeatReading | undefined =>
  isRepeat(repeat)
    ? { repeat, rest: tidy(`${words.slice(0, match.index)} ${words.slice(match.index + match[0].length)}`) }
    : undefined

/** “read Every Day”: a name of a book, not a habit. */
const isName = (words: string, match: RegExpExecArray) =>
  /\p{Ll}/u.test(words.slice(0, match.index)) &&
  match[0].split(' ').every((word) => /^\p{Lu}/u.test(word)) &&
  /\s/.test(match[0])

/** The repeat the words name, and the words without it. */
export const readRepeat = (input: string): RepeatReading | undefined => {
  if (!readable(input)) return undefined
  const words = tidy(input)
  for (const { pattern, build } of COMPILED) {
    const match = pattern.exec(words)
    if (match && !isName(words, match))
      return at(words, match, build(...match.slice(1).map((group) => group?.toLowerCase() ?? '')))
  }
  const adverb = ADVERB.exec(words)
  return adverb ? at(words, adverb, ADVERBS[(adverb[1] ?? adverb[2] ?? '').toLowerCase()] ?? '') : undefined
}

/** The first day on or after `from` (YYYY-MM-DD) that the rule names; “every other tuesday” begins with the next one. */
export const firstOn = (repeat: string, from: string): string | undefined => {
  const next = new RRule({ ...RRule.parseString(repeat), interval: 1, dtstart: floating(from) }).after(
    floating(from),
    true,
  )
  return next ? dayOf(next) : undefined
}
