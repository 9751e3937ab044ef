/**
 * Owns the dates of a rule (RFC 5545 §3.3.10, days only): one period after the other, the days of it that the rule
 * names. Days are whole numbers since 1970, so that looking at thirty years takes a millisecond; months that a rule
 * leaves out are skipped, not walked.
 */
import { addDays, daysBetween } from '../lib/calendar.ts'

/** The parts of a rule by name, as they are written. */
export type Rule = Map<string, string>

const EPOCH = '1970-01-01'
const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** A rule that has not fallen for so long is one that nearly never does. */
const HORIZON_DAYS = 40 * 366
/** Days looked at for one question at most; a few milliseconds. */
const LOOKED_AT_MAX_DAYS = 20_000

export const numberOfDay = (day: string) => daysBetween(EPOCH, day)
export const dayOfNumber = (day: number) => addDays(EPOCH, day)

interface Month {
  year: number
  /** 1 to 12. */
  month: number
  first: number
  last: number
}

/** Civil days as numbers, by whole arithmetic (Hinnant): years begin in March, so that the leap day is their last. */
const firstOfMonth = (year: number, month: number) => {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const of_era = shifted - era * 400
  const of_year = Math.floor((153 * ((month + 9) % 12) + 2) / 5)
  return era * 146_097 + of_era * 365 + Math.floor(of_era / 4) - Math.floor(of_era / 100) + of_year - 719_468
}
const monthOf = (year: number, month: number): Month => ({
  year,
  month,
  first: firstOfMonth(year, month),
  last: (month === 12 ? firstOfMonth(year + 1, 1) : firstOfMonth(year, month + 1)) - 1,
})
const after = ({ year, month }: Month) => (month === 12 ? monthOf(year + 1, 1) : monthOf(year, month + 1))

let newest: Month = monthOf(1970, 1)
/** Days are asked for one after the other, so the last month is mostly the one. */
const monthAt = (day: number): Month => {
  if (day >= newest.first && day <= newest.last) return newest
  const date = new Date(day * 86_400_000)
  newest = monthOf(date.getUTCFullYear(), date.getUTCMonth() + 1)
  return newest
}
/** 0 is Monday; the first of January 1970 was a Thursday. */
const weekdayAt = (day: number) => (((day + 3) % 7) + 7) % 7

interface Weekday {
  weekday: number
  /** The how-manieth of its month or year, from the end when negative; 0 is every one. */
  nth: number
}

/** A rule as numbers, with what its start fills in where it says nothing. */
interface Pattern {
  freq: string
  interval: number
  weekdays: Weekday[]
  monthdays: number[]
  yeardays: number[]
  weeks: number[]
  months: number[]
  positions: number[]
  week_start: number
}

const numbers = (rule: Rule, name: string) => rule.get(name)?.split(',').map(Number) ?? []

const weekdayOf = (text: string): Weekday => ({
  weekday: CODES.indexOf(text.slice(-2)),
  nth: Number(text.slice(0, -2) || 0),
})

const patternOf = (rule: Rule, start: number): Pattern => {
  const freq = rule.get('FREQ') ?? ''
  const pattern: Pattern = {
    freq,
    interval: Number(rule.get('INTERVAL') ?? 1),
    weekdays: rule.get('BYDAY')?.split(',').map(weekdayOf) ?? [],
    monthdays: numbers(rule, 'BYMONTHDAY'),
    yeardays: numbers(rule, 'BYYEARDAY'),
    weeks: numbers(rule, 'BYWEEKNO'),
    months: numbers(rule, 'BYMONTH'),
    positions: numbers(rule, 'BYSETPOS'),
    week_start: CODES.indexOf(rule.get('WKST') ?? 'MO'),
  }
  const { weekdays, monthdays, yeardays, weeks, months } = pattern
  if (weekdays.length + monthdays.length + yeardays.length + weeks.length > 0) return pattern
  const { month, first } = monthAt(start)
  if (freq === 'WEEKLY') pattern.weekdays = [{ weekday: weekdayAt(start), nth: 0 }]
  if (freq === 'MONTHLY' || freq === 'YEARLY') pattern.monthdays = [start - first + 1]
  if (freq === 'YEARLY' && months.length === 0) pattern.months = [month]
  return pattern
}

/** From the front 1, 2, 3; from the end -1, -2, -3. */
const named = (list: number[], place: number, length: number) =>
  list.length === 0 || list.includes(place) || list.includes(place - length - 1)

const isNamedWeekday = ({ freq, weekdays, months }: Pattern, day: number, { year, first, last }: Month) => {
  if (weekdays.length === 0) return true
  const weekday = weekdayAt(day)
  const whole_year = freq === 'YEARLY' && months.length === 0
  const [from, to] = whole_year ? [firstOfMonth(year, 1), firstOfMonth(year + 1, 1) - 1] : [first, last]
  const counted = freq === 'MONTHLY' || freq === 'YEARLY'
  return weekdays.some((one) => {
    if (one.weekday !== weekday) return false
    if (one.nth === 0 || !counted) return true
    return one.nth > 0 ? one.nth === Math.floor((day - from) / 7) + 1 : -one.nth === Math.floor((to - day) / 7) + 1
  })
}

/** The week belongs to the year that most of its days are in. */
const isNamedWeek = ({ weeks, week_start }: Pattern, day: number) => {
  if (weeks.length === 0) return true
  const middle = day - ((weekdayAt(day) - week_start + 7) % 7) + 3
  const { year } = monthAt(middle)
  const weekOf = (at: number, first: number) => Math.floor((at - first) / 7) + 1
  const first = firstOfMonth(year, 1)
  const last = firstOfMonth(year + 1, 1) - 1
  const last_middle = last - ((weekdayAt(last) - weekdayAt(middle) + 7) % 7)
  return named(weeks, weekOf(middle, first), weekOf(last_middle, first))
}

const isNamed = (pattern: Pattern, day: number, month: Month) => {
  const { year, first, last } = month
  if (!named(pattern.monthdays, day - first + 1, last - first + 1)) return false
  if (!isNamedWeekday(pattern, day, month) || !isNamedWeek(pattern, day)) return false
  if (pattern.yeardays.length === 0) return true
  const january = firstOfMonth(year, 1)
  return named(pattern.yeardays, day - january + 1, firstOfMonth(year + 1, 1) - january)
}

interface Period {
  from: number
  to: number
}

/** The n-th period of the rule, counted from its start. */
const periodAt = ({ freq, interval, week_start }: Pattern, start: number, n: number): Period => {
  if (freq === 'DAILY') return { from: start + n * interval, to: start + n * interval }
  if (freq === 'WEEKLY') {
    const from = start - ((weekdayAt(start) - week_start + 7) % 7) + n * interval * 7
    return { from, to: from + 6 }
  }
  const { year, month } = monthAt(start)
  if (freq === 'YEARLY') {
    const at = year + n * interval
    return { from: firstOfMonth(at, 1), to: firstOfMonth(at + 1, 1) - 1 }
  }
  const at = month - 1 + n * interval
  const { first, last } = monthOf(year + Math.floor(at / 12), (at % 12) + 1)
  return { from: first, to: last }
}

/** Days of a period at the least: how many periods surely lie before a day. */
const LEAST_DAYS: Record<string, number> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }

/** The days of the period that the rule names, and how many were looked at. */
const daysIn = (pattern: Pattern, { from, to }: Period) => {
  const days: number[] = []
  let looked = 1
  for (let month = monthAt(from); month.first <= to; month = after(month)) {
    if (pattern.months.length > 0 && !pattern.months.includes(month.month)) continue
    const end = Math.min(to, month.last)
    for (let day = Math.max(from, month.first); day <= end; day++, looked++)
      if (isNamed(pattern, day, month)) days.push(day)
  }
  const { positions } = pattern
  const picked = positions.length === 0 ? days : days.filter((_, at) => named(positions, at + 1, days.length))
  return { days: picked, looked }
}

/** A day-by-day rule leaps over the months that it leaves out. */
const nextPeriod = ({ freq, interval, months }: Pattern, start: number, n: number, { from }: Period) => {
  if (freq !== 'DAILY' || months.length === 0) return n + 1
  const { month, last } = monthAt(from)
  return months.includes(month) ? n + 1 : Math.ceil((last + 1 - start) / interval)
}

/**
 * The rule's days from `start` on, in order; of those before `from` only as many as come by the way, unless `counting`
 * needs every one. Ends where the rule has not fallen for HORIZON_DAYS, or at the bound on days looked at.
 */
export function* datesOf(rule: Rule, start: number, from = start, counting = false): Generator<number> {
  const pattern = patternOf(rule, start)
  const step = (LEAST_DAYS[pattern.freq] ?? 1) * pattern.interval
  let looked = 0
  let seen = Math.max(start, from)
  let n = counting ? 0 : Math.max(0, Math.floor((from - start) / step) - 1)
  while (looked < LOOKED_AT_MAX_DAYS) {
    const period = periodAt(pattern, start, n)
    if (period.from > seen + HORIZON_DAYS) return
    const found = daysIn(pattern, period)
    looked += found.looked
    for (const day of found.days) {
      if (day < start) continue
      seen = Math.max(seen, day)
      yield day
    }
    n = nextPeriod(pattern, start, n, period)
  }
}
