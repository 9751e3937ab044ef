/** Owns the way back: days, times and repeats as people say them. */
import { RRule } from 'rrule'
import { daysBetween, floating, type When, wallNow } from './clock.ts'
import { isRepeat } from './repeat.ts'

const NEAR: Record<number, string> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }
const WITH_YEAR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

const inWordsOf = (locale: string, day: string, with_year: boolean) =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(with_year && { year: 'numeric' }),
  }).format(floating(day))

/** “tomorrow”, “Fri 27 Nov”, and with its year when that is not the current one. */
export const sayDay = (day: string, when: When) => {
  const today = wallNow(when).day
  const near = NEAR[daysBetween(today, day)]
  if (near) return near
  const with_year = day.slice(0, 4) !== today.slice(0, 4)
  if (when.locale !== undefined) return inWordsOf(when.locale, day, with_year)
  const part: Record<string, string> = {}
  for (const { type, value } of WITH_YEAR.formatToParts(floating(day))) part[type] = value
  const year = with_year ? ` ${part.year}` : ''
  return `${part.weekday} ${part.day} ${part.month?.slice(0, 3)}${year}`
}

/** “tomorrow at 17:00”; times are of 24 hours. */
export const sayDue = (due_on: string, due_time: string | null, when: When) =>
  due_time ? `${sayDay(due_on, when)} at ${due_time.slice(0, 5)}` : sayDay(due_on, when)

/** “every week on Monday”; a rule we do not read is shown as it is. */
export const sayRepeat = (repeat: string) => (isRepeat(repeat) ? RRule.fromString(`RRULE:${repeat}`).toText() : repeat)
