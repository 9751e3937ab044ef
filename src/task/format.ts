/** Owns the way back: days, times and repeats as people say them, in their language. */
import { english } from '../language/en.ts'
import type { Language } from '../language/language.ts'
import { languageFor, localeIn } from '../language/languages.ts'
import { addDays, daysBetween, floating, type When, wallNow } from '../lib/calendar.ts'
import { readRule } from './recurrence.ts'

const NEAR = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' } as const
const isNear = (days: number): days is -1 | 0 | 1 => days >= -1 && days <= 1

const formats = new Map<string, Intl.DateTimeFormat>()
/** Locales come from accounts, so the cache is bounded. */
const FORMATS_MAX = 100
const formatOf = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  if (formats.size >= FORMATS_MAX) formats.clear()
  const made = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  formats.set(key, made)
  return made
}

/** “Fri 27 Nov” in English wherever it is read, as the pages have no other; else as the locale writes it. */
const inWords = (locale: string, day: string, with_year: boolean) => {
  const parts: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(with_year && { year: 'numeric' }),
  }
  if (!/^en\b/i.test(locale)) return formatOf(locale, parts).format(floating(day))
  const part: Record<string, string> = {}
  for (const { type, value } of formatOf('en-GB', parts).formatToParts(floating(day))) part[type] = value
  return `${part.weekday} ${part.day} ${part.month?.slice(0, 3)}${with_year ? ` ${part.year}` : ''}`
}

/** A day as it is said on the day `today`, both YYYY-MM-DD. */
export const sayDayFrom = (today: string, day: string, language = english, locale: string = language.tag) => {
  const days = daysBetween(today, day)
  if (isNear(days)) return language.say[NEAR[days]]
  if (Number.isNaN(days)) return day
  return inWords(locale, day, day.slice(0, 4) !== today.slice(0, 4))
}

/** “tomorrow”, “Fri 27 Nov”, and with its year when that is not the current one. */
export const sayDay = (day: string, when: When, language = languageFor(when.locale)) =>
  sayDayFrom(wallNow(when).day, day, language, localeIn(language, when.locale))

/** A day in words and a time `HH:MM`: “tomorrow at 17:00”; times are of 24 hours. */
export const sayTime = (day: string, time: string | null, language = english) =>
  time ? language.say.at.replace('{x}', day).replace('{y}', time.slice(0, 5)) : day

/** “tomorrow at 17:00”. */
export const sayDue = (due_on: string, due_time: string | null, when: When, language = languageFor(when.locale)) =>
  sayTime(sayDay(due_on, when, language), due_time, language)

/** A moment `YYYY-MM-DDTHH:MM` like a due time: “tomorrow at 17:00”. */
export const sayMoment = (moment: string, when: When, language = languageFor(when.locale)) =>
  sayDue(moment.slice(0, 10), moment.slice(11), when, language)

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** A Monday; only the names of days are taken from it. */
const MONDAY = '2001-01-01'
const weekdayName = (code: string, { tag }: Language) =>
  formatOf(tag, { weekday: 'long' }).format(floating(addDays(MONDAY, CODES.indexOf(code))))
const monthDayName = (month: number, day: string, { tag }: Language) =>
  formatOf(tag === 'en' ? 'en-GB' : tag, { day: 'numeric', month: 'long' }).format(
    floating(`2000-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`),
  )

const NTH = new Map([
  [1, 0],
  [2, 1],
  [3, 2],
  [4, 3],
  [-1, 4],
])
const UNITS: Record<string, 'day' | 'week' | 'month' | 'year'> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
}

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' })
const SUFFIX = new Map<string, string>([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
])
/** “1st” in English; the other languages have their sign in their own words. */
const dateOf = (date: string, { tag }: Language) =>
  tag === 'en' ? `${date}${SUFFIX.get(ORDINAL.select(Number(date))) ?? 'th'}` : date

const namesOf = (days: string, language: Language) =>
  days
    .split(',')
    .map((one) => weekdayName(one.slice(-2), language))
    .join(', ')

const whichDays = (rule: ReadonlyMap<string, string>, language: Language): string => {
  const { repeats } = language
  const [days, dates, month] = [rule.get('BYDAY'), rule.get('BYMONTHDAY'), rule.get('BYMONTH')]
  const on = (x: string) => repeats.on.replace('{x}', x)
  if (days) {
    const [, nth, code = ''] = /^([+-]?\d+)(\w\w)$/.exec(days) ?? []
    const place = NTH.get(Number(nth))
    if (nth && place !== undefined) return on((repeats.nth[place] ?? '{x}').replace('{x}', weekdayName(code, language)))
    return on(namesOf(days, language))
  }
  if (!dates) return ''
  const last = dates.split(',').at(-1) ?? ''
  // “The 31st” as a rule that takes the last day of shorter months.
  if (dates === '-1' || (last === '31' && rule.get('BYSETPOS') === '-1')) return repeats.last_day
  return month ? on(monthDayName(Number(month), last, language)) : repeats.on_day.replace('{x}', dateOf(last, language))
}

/** “every Monday”, “every month on the 1st”; a rule we do not read is shown as it is. */
export const sayRepeat = (repeat: string, language: Language = english): string => {
  const rule = readRule(repeat)
  if (!rule) return repeat
  if (rule.get('BYDAY') === 'MO,TU,WE,TH,FR' && rule.get('FREQ') === 'WEEKLY' && !rule.has('INTERVAL'))
    return language.repeats.workdays
  const unit = UNITS[rule.get('FREQ') ?? ''] ?? 'day'
  const times = Number(rule.get('INTERVAL') ?? 1)
  const [one, many] = language.repeats[unit]
  const days = rule.get('BYDAY')
  if (unit === 'week' && times === 1 && days && language.repeats.each)
    return language.repeats.each.replace('{x}', namesOf(days, language))
  return `${times === 1 ? one : many.replace('{n}', String(times))}${whichDays(rule, language)}`
}
