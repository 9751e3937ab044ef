/**
 * Owns recurrence: which rules we take (RFC 5545 §3.3.10, days only, without its name `RRULE:`) and on which date a
 * rule falls next. Dates are calendar dates, so a change of the clocks moves nothing.
 */
import { datesOf, dayOfNumber, numberOfDay, type Rule } from './recurrence-dates.ts'

const NUMBER = (most: number) => new RegExp(`^[1-9]\\d{0,${String(most).length - 1}}$`)
const upTo = (most: number) => (value: string) => NUMBER(most).test(value) && Number(value) <= most
const listOf = (each: (value: string) => boolean) => (value: string) => value.split(',').every(each)
const signed = (most: number) => listOf((value) => upTo(most)(value.replace(/^[+-]/, '')))
const WEEKDAY = /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/

/** The parts of a rule and what each may hold; hours, minutes and seconds have no place in a rule of days. */
const PARTS: Record<string, (value: string) => boolean> = {
  FREQ: (value) => /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(value),
  INTERVAL: upTo(999),
  COUNT: upTo(9999),
  UNTIL: (value) => /^\d{8}(T\d{6}Z?)?$/.test(value),
  BYDAY: listOf((value) => WEEKDAY.test(value)),
  BYMONTHDAY: signed(31),
  BYYEARDAY: signed(366),
  BYWEEKNO: signed(53),
  BYMONTH: listOf(upTo(12)),
  BYSETPOS: signed(366),
  WKST: (value) => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(value),
}

/** The parts of a rule, or undefined when it is none that we take. Case and a leading `RRULE:` do not matter. */
export const readRule = (text: string): Rule | undefined => {
  const parts = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')
  const rule: Rule = new Map()
  for (const part of parts) {
    const [name = '', value = '', ...more] = part.split('=')
    const allowed = Object.hasOwn(PARTS, name) && !rule.has(name) && more.length === 0
    if (!allowed || !PARTS[name]?.(value)) return undefined
    rule.set(name, value)
  }
  if (!rule.has('FREQ')) return undefined
  // RFC 5545: a position is one among the days that another part names; alone it never falls.
  const alone = rule.has('BYSETPOS') && ![...rule.keys()].some((name) => /^BY(?!SETPOS)/.test(name))
  return alone ? undefined : rule
}

export const writeRule = (rule: Rule) => [...rule].map(([name, value]) => `${name}=${value}`).join(';')

/** Answers are kept for a moment: a request may name the same rule and day for each of fifty tasks. */
const ANSWERS_MAX = 500
const answers = new Map<string, unknown>()
const once = <T>(question: string, answer: () => T): T => {
  if (answers.has(question)) return answers.get(question) as T
  if (answers.size >= ANSWERS_MAX) answers.clear()
  const value = answer()
  answers.set(question, value)
  return value
}

const untilOf = (rule: Rule) => rule.get('UNTIL')?.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3')

/** The first date of the rule on or after `start`, or undefined when it never falls. */
export const firstFrom = (rule: Rule, start: string): string | undefined =>
  once(`first ${writeRule(rule)} ${start}`, () => {
    const [first] = datesOf(rule, numberOfDay(start)).take(1)
    const until = untilOf(rule)
    const day = first === undefined ? undefined : dayOfNumber(first)
    return day !== undefined && until !== undefined && day > until ? undefined : day
  })

/** Whether it is a repeat at all: it comes round a second time, or says itself that it ends before that. */
export const comesRound = (rule: Rule, start: string): boolean =>
  rule.has('COUNT') ||
  rule.has('UNTIL') ||
  once(`round ${writeRule(rule)} ${start}`, () => [...datesOf(rule, numberOfDay(start)).take(2)].length === 2)

/** Any day will do to ask whether a rule is one at all; a leap year has every day. */
const SOME_DAY = '2024-01-01'

/** Whether the text is a rule that we take and that comes round. */
export const isRepeat = (text: string): boolean => {
  const rule = readRule(text)
  const first = rule && firstFrom(rule, SOME_DAY)
  return rule !== undefined && (rule.has('UNTIL') || (first !== undefined && comesRound(rule, first)))
}

/** The first day on or after `from` that the rule names; “every other tuesday” begins with the next one. */
export const firstOn = (repeat: string, from: string): string | undefined => {
  const rule = readRule(repeat)
  rule?.delete('INTERVAL')
  return rule && firstFrom(rule, from)
}

interface Occurrence {
  due_on: string
  /** The rule from there on: COUNT is what is left. */
  repeat: string
}

/**
 * What follows the occurrence on `due_on`: the rule's next date that is not before `today`, so that missed ones do not
 * pile up (they count towards COUNT). Undefined when the rule has come to its end.
 */
export const nextOccurrence = (repeat: string, due_on: string, today: string): Occurrence | undefined =>
  once(`next ${repeat} ${due_on} ${today}`, () => {
    const rule = readRule(repeat)
    return rule && nextOf(rule, due_on, today)
  })

/** We count ourselves: a task carries what is left of COUNT, whatever day it stands on. */
const nextOf = (rule: Rule, due_on: string, today: string): Occurrence | undefined => {
  const [due, now] = [numberOfDay(due_on), numberOfDay(today)]
  const until = untilOf(rule)
  const counting = rule.has('COUNT')
  let left = Number(rule.get('COUNT') ?? Number.POSITIVE_INFINITY)
  for (const date of datesOf(rule, due, now, counting)) {
    if (date <= due) continue
    left -= 1
    if (left <= 0) return undefined
    if (date < now) continue
    const day = dayOfNumber(date)
    if (until !== undefined && day > until) return undefined
    if (counting) rule.set('COUNT', String(left))
    return { due_on: day, repeat: writeRule(rule) }
  }
  return undefined
}
