/** Owns the rules that read a day or a span of days: “next tuesday”, “am 14. Dezember”, “from monday to friday”. */
import { addDays, addMonths, calendarDay, daysBetween, monthEnd, monthStart, weekdayOf } from '../../lib/calendar.ts'
import type { Token } from './tokens.ts'

interface DayContext {
  today: string
  month_first: boolean
  /** Whether a bare number after “on” is a day (“el 14”). */
  day_numbers: boolean
}
/** One day, or the span it begins. */
export interface Days {
  day: string
  /** The last day of a span. */
  end?: string
}
export interface DayFound extends Days {
  from: number
  to: number
  /** The rule’s name, for the doubts. */
  rule: string
}

/** The longest way ahead that is a plan and not a misreading. */
const DAYS_AHEAD_MAX = 36_525
const SUNDAY = 6
const SATURDAY = 5

type Read = (tokens: Token[], context: DayContext) => Days | undefined

const one = (tokens: Token[], kind: string) => tokens.find((token) => token.kind === kind)
const has = (tokens: Token[], kind: string) => one(tokens, kind) !== undefined
const number = (tokens: Token[], kind: string) => Number(one(tokens, kind)?.value ?? Number.NaN)
const on = (day: string | undefined): Days | undefined => (day === undefined ? undefined : { day })

/** Alone, the next one after today; “this”, today counts; “next”, the one of next week. */
const weekday: Read = (tokens, { today }) => {
  const wanted = number(tokens, 'W')
  if (has(tokens, 'N') || has(tokens, 'u')) return on(addDays(today, 7 - weekdayOf(today) + wanted))
  const ahead = (wanted - weekdayOf(today) + 7) % 7
  return on(addDays(today, ahead === 0 && !has(tokens, 'T') ? 7 : ahead))
}

const STEPS: Record<string, (day: string, n: number) => string> = {
  d: addDays,
  w: (day, n) => addDays(day, 7 * n),
  f: (day, n) => addDays(day, 14 * n),
  m: addMonths,
  q: (day, n) => addMonths(day, 3 * n),
  y: (day, n) => addMonths(day, 12 * n),
}
/** Numbers this large are years or ids, and no way ahead. */
const COUNT_MAX = 999
const ahead: Read = (tokens, { today }) => {
  const n = has(tokens, 'n') ? number(tokens, 'n') : 1
  if (n > COUNT_MAX) return undefined
  const from = has(tokens, 'r')
    ? addDays(today, number(tokens, 'r'))
    : has(tokens, 'W')
      ? weekday(
          tokens.filter(({ kind }) => kind !== 'u'),
          { today } as DayContext,
        )?.day
      : today
  return on(STEPS[one(tokens, 'u')?.value ?? '']?.(from ?? today, n))
}

const weekEnd = (today: string, weeks: number) => addDays(today, SUNDAY - weekdayOf(today) + 7 * weeks)
const year = (today: string) => Number(today.slice(0, 4))
const endOf = (today: string, unit: string, later: number): string | undefined => {
  if (unit === 'd') return addDays(today, later)
  if (unit === 'w') return weekEnd(today, later)
  if (unit === 'y') return calendarDay(year(today) + later, 12, 31)
  return unit === 'm' ? monthEnd(today, later) : undefined
}
const startOf = (today: string, unit: string, later: number): string | undefined => {
  if (unit === 'w') return addDays(weekEnd(today, later), -SUNDAY)
  if (unit === 'y') return calendarDay(year(today) + later, 1, 1)
  return unit === 'm' ? monthStart(today, later) : undefined
}
const unitOf = (tokens: Token[]) => one(tokens, 'u')?.value ?? ''
const later = (tokens: Token[]) => (has(tokens, 'N') ? 1 : 0)
const endOfUnit: Read = (tokens, { today }) => {
  if (has(tokens, 'M')) {
    const start = dated(today, 1, number(tokens, 'M'))
    return start ? on(monthEnd(start, 0)) : undefined
  }
  return on(endOf(today, unitOf(tokens), later(tokens)))
}
const startOfUnit: Read = (tokens, { today }) => on(startOf(today, unitOf(tokens), Math.max(1, later(tokens))))

/** “this week” is over on Sunday, “next week” begins on Monday; as a span each is the whole of it. */
const wholeUnit: Read = (tokens, { today }) => {
  const unit = unitOf(tokens)
  const end = endOf(today, unit, later(tokens))
  if (unit === 'd' || end === undefined) return undefined
  const start = has(tokens, 'N') ? startOf(today, unit, 1) : undefined
  return start ? { day: start, end } : { day: end, end }
}
/** “in the next two weeks”, from today on. */
const nextUnits: Read = (tokens, { today }) => {
  const end = STEPS[unitOf(tokens)]?.(today, number(tokens, 'n'))
  return number(tokens, 'n') > COUNT_MAX || !end ? undefined : { day: today, end }
}

/** Said on a Sunday, “the weekend” is that very day; “next weekend” is never the one that has begun or comes first. */
const weekend: Read = (tokens, { today }) => {
  const saturday = addDays(today, SATURDAY - weekdayOf(today))
  if (has(tokens, 'N')) return { day: addDays(saturday, 7), end: addDays(saturday, 8) }
  return weekdayOf(today) === SUNDAY ? { day: today, end: today } : { day: saturday, end: addDays(saturday, 1) }
}

/** The next day with this number; a month that is too short is passed over. */
/** Where a bare number is a day, only “the first” is one in words: “o quarto” is a room. */
const isPlace = ({ text, value }: Token, { day_numbers }: DayContext) =>
  day_numbers && value !== '1' && !/\d/.test(text)
const ordinal: Read = (tokens, context) => {
  const { today } = context
  const said = one(tokens, 'o')
  if (said && isPlace(said, context)) return undefined
  const date = Number(one(tokens, 'o')?.value ?? one(tokens, 'n')?.value)
  for (let months = has(tokens, 'N') ? 1 : 0; months < 4; months++) {
    const month = monthStart(today, months)
    const day = calendarDay(year(month), Number(month.slice(5, 7)), date)
    if (day && day >= today) return on(day)
  }
  return undefined
}

/** “the last friday of the month”, of the next one when this one’s is over. */
const nthWeekday: Read = (tokens, { today }) => {
  if (unitOf(tokens) !== 'm') return undefined
  for (let months = has(tokens, 'N') ? 1 : 0; months < 3; months++) {
    const start = monthStart(today, months)
    const first = addDays(start, (number(tokens, 'W') - weekdayOf(start) + 7) % 7)
    const end = monthEnd(today, months)
    const last = addDays(first, 7 * Math.floor(daysBetween(first, end) / 7))
    const day = has(tokens, 'L') ? last : addDays(first, 7 * (number(tokens, 'o') - 1))
    if (day >= today && day <= end) return on(day)
  }
  return undefined
}

/** “friday the 13th”: only when the next such date is that weekday. */
const numbered: Read = (tokens, context) => {
  const days = ordinal(tokens, context)
  return days && weekdayOf(days.day) === number(tokens, 'W') ? days : undefined
}

const century = (said: number) => (said < 100 ? 2000 + said : said)
/** The next such date, or the one of a year; 29 February waits for its year. */
const dated = (today: string, date: number, month: number, in_year?: number): string | undefined => {
  if (in_year !== undefined) return calendarDay(century(in_year), month, date)
  for (let n = 0; n <= 8; n++) {
    const day = calendarDay(year(today) + n, month, date)
    if (day && day >= today) return day
  }
  return undefined
}

const YEAR = /^(?:20|21)\d\d$|^\d\d$/
const monthDay: Read = (tokens, { today }) => {
  const at = tokens.findIndex(({ kind }) => kind === 'M')
  const numbers = tokens.filter(({ kind }) => /[no]/.test(kind))
  const [first, second] = numbers
  const date = Number(first?.value)
  const said = second && YEAR.test(second.value) ? Number(second.value) : undefined
  return at < 0 || !first ? undefined : on(dated(today, date, Number(tokens[at]?.value), said))
}
const monthOnly: Read = (tokens, { today }) => {
  const said = one(tokens, 'n')
  const month = number(tokens, 'M')
  if (said) return /^20\d\d$/.test(said.value) ? on(calendarDay(Number(said.value), month, 1)) : undefined
  return on(month === Number(today.slice(5, 7)) && !has(tokens, 'N') ? monthEnd(today, 0) : dated(today, 1, month))
}

/** “5-8 december”. */
const monthDays: Read = (tokens, { today }) => {
  const [first, last] = tokens.filter(({ kind }) => kind === 'n').map(({ value }) => Number(value))
  const day = dated(today, first ?? 0, number(tokens, 'M'))
  const end = day && calendarDay(year(day), number(tokens, 'M'), last ?? 0)
  return day && end && end >= day ? { day, end } : undefined
}

const figures: Read = (tokens, { today, month_first }) => {
  const text = (one(tokens, 'd')?.value ?? '').replace(/\.$/, '')
  const [a = 0, b = 0, c] = text.split(/[./-]/).map(Number)
  if (a > 31) return on(calendarDay(a, b, c ?? 1))
  // What only one of the two orders allows is read in that order.
  const [date, month] = (month_first && !text.includes('.') && a <= 12) || b > 12 ? [b, a] : [a, b]
  return on(dated(today, date, month, c))
}

/** “by christmas”; as a plain word it is a title’s own (“christmas presents”). */
const feast: Read = (tokens, { today }) => {
  const [month = 0, date = 0] = (one(tokens, 'y')?.value ?? '').split('-').map(Number)
  return on(dated(today, date, month))
}
/** “jeudi en huit”, “jeudi en quinze”: the one a week, or two, after the next. */
const weekOn: Read = (tokens, context) => {
  const weeks = has(tokens, 'u')
    ? one(tokens, 'u')?.value === 'w'
      ? 1
      : undefined
    : { 8: 1, 15: 2 }[number(tokens, 'n')]
  const named = tokens.filter(({ kind }) => kind !== 'u')
  const day = weeks && weekday(named, context)?.day
  return day ? on(addDays(day, 7 * weeks)) : undefined
}

/** “The first week of january”: its seven days, as people count them. */
const weekOf: Read = (tokens, { today }) => {
  const week = number(tokens, 'o')
  const start = unitOf(tokens) === 'w' && week <= 4 ? dated(today, 7 * (week - 1) + 1, number(tokens, 'M')) : undefined
  return start ? { day: start, end: addDays(start, 6) } : undefined
}

const relative: Read = (tokens, { today }) => on(addDays(today, number(tokens, 'r')))

/** Names and patterns over concepts; longer readings stand before those that are their parts. */
const RULES: [name: string, pattern: RegExp, read: Read][] = [
  ['nth', /[Ot]*[oL]W[fi]t?[NT]?u/g, nthWeekday],
  ['past', /L[WuMK]|n?u?g|gn?[uh]|W,?L/g, () => undefined],
  ['figures', /W?,?d/g, figures],
  [
    'date',
    /(?:W,?)?t?[no]f?M,?f?n(?!u|h|k)/g,
    (tokens, context) => (YEAR.test(tokens.at(-1)?.value ?? '') ? monthDay(tokens, context) : undefined),
  ],
  [
    'date',
    /(?:W,?)?Mt?[no],?n(?!u|h|k)/g,
    (tokens, context) => (YEAR.test(tokens.at(-1)?.value ?? '') ? monthDay(tokens, context) : undefined),
  ],
  ['weekof', /[iO]?t?ouf?[tT]?M/g, weekOf],
  ['date', /[Ot]*n[-Z]nf?M/g, monthDays],
  ['date', /(?:W,?)?(?:(?<![enN])u)?t?[no]f?M/g, monthDay],
  ['date', /(?:W,?)?Mt?[no](?![uhk])/g, monthDay],
  [
    'end',
    /t?[ES][fiF]?t?[NT]?[uM]N?|D(?![Ot]*[Wr])/g,
    (tokens, context) =>
      tokens[0]?.kind === 'D'
        ? on(endOf(context.today, tokens[0].value, 0))
        : has(tokens, 'S')
          ? startOfUnit(tokens, context)
          : endOfUnit(tokens, context),
  ],
  ['nextunits', /i?t?(?:Nn|nN)u/g, nextUnits],
  ['ahead', /rinu|inu|nu[lFO]?[rW]|(?<![enoNTLit])u[lFO][rW]|nul|lnu/g, ahead],
  ['weekon', /W,?u(?=$|[.,]|A?c|A?nk?a)(?<!uu)/g, weekOn],
  ['weekon', /Win(?![uhkM])/g, weekOn],
  ['numbered', /W,?[Ot]*o(?!f?M)/g, numbered],
  ['weekday', /Wf?t?Nu|t?NuO?W|uN[,O]?W|WuN|t?[TN]W|WN|(?:D[Ot]*)?W/g, weekday],
  ['ordinal', /[OBFAt]+of?(?:[TN]?u|t[TN]?u)?(?![Wu_])|[OBFAt]+o(?=_)|^of[TN]u/g, ordinal],
  ['unit', /[iO]?t?[TN]u|t?uN/g, wholeUnit],
  ['weekend', /[AOit]*[TN]?K/g, weekend],
  ['relative', /(?:D[Ot]*)?r/g, relative],
  ['feast', /(?<=[OBAF]t?)y|^t?y(?!\.?$)|y(?=,?A?(?:c|n[ka]))/g, feast],
  [
    'number',
    /(?:[OB]|Ou|u)n(?![uhknM&H])/g,
    (tokens, context) =>
      (has(tokens, 'u') ? unitOf(tokens) === 'd' : context.day_numbers) ? ordinal(tokens, context) : undefined,
  ],
  ['month', /(?<=[iBFZ]|^i?)NM|iMn|[iBZFN]t?M|MN|iM/g, monthOnly],
]

const within = (day: string, today: string) => day >= today && daysBetween(today, day) <= DAYS_AHEAD_MAX

/** Everything that reads as a day, from the left, none overlapping another; `unclear` are dates no calendar has. */
export const findDays = (
  tokens: Token[],
  kinds: string,
  context: DayContext,
): { found: DayFound[]; unclear: Token[][] } => {
  const taken = new Array<boolean>(tokens.length).fill(false)
  const found: DayFound[] = []
  const unclear: Token[][] = []
  for (const [rule, pattern, read] of RULES)
    for (const match of kinds.matchAll(pattern)) {
      // “jumper day 10th dec”: only where a bare number is a day does the word for it lead to one.
      const named =
        rule === 'date' && match[0].startsWith('u') && !context.day_numbers && kinds[match.index - 1] === '_'
      const [from, to] = [match.index + (named ? 1 : 0), match.index + match[0].length]
      if (match[0] === '' || taken.slice(from, to).some(Boolean)) continue
      const part = tokens.slice(from, to)
      // “at 10.30”, “about 3.5”: figures with a point after “at” are a time or a measure.
      if (rule === 'figures' && kinds[from - 1] === 'A' && /^\d+\.\d+$/.test(part[0]?.text ?? '')) continue
      const days = read(part, context)
      if (!days && /^(?:past|lastday|numbered)$/.test(rule)) taken.fill(true, from, to)
      if (!days && /^(?:figures|date)$/.test(rule)) unclear.push(part)
      if (!days) continue
      taken.fill(true, from, to)
      if (!within(days.day, context.today) && days.end === undefined) continue
      found.push({ ...days, from, to, rule })
    }
  return { found: found.sort((a, b) => a.from - b.from), unclear }
}
