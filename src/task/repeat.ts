/**
 * Owns recurrence: which rules we take (RFC 5545 §3.3.10, days only, without its name `RRULE:`) and on which date a
 * rule falls next. Dates are calendar dates, so a change of the clocks moves nothing.
 */
import { RRule } from 'rrule'
import { dateOf, midnightOf } from './date.ts'

/**
 * Days looked at for one question. `rrule` walks on to the year 9999 for a rule that never falls, for seconds on end;
 * this is half a century at least, or 0.15 s.
 */
const LOOKED_AT_MAX_DAYS = 20_000

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

/** A rule taken apart, in the order it was written. */
export type Rule = Map<string, string>

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
  return rule.has('FREQ') ? rule : undefined
}

export const writeRule = (rule: Rule) => [...rule].map(([name, value]) => `${name}=${value}`).join(';')

class LookedFarEnough extends Error {}

/** `rrule` reads the months of the rule once for every day it looks at: the place to count them. */
const bound = (rrule: RRule) => {
  const { bymonth } = rrule.options
  let days = 0
  Object.defineProperty(rrule.options, 'bymonth', {
    get() {
      if (++days > LOOKED_AT_MAX_DAYS) throw new LookedFarEnough()
      return bymonth
    },
  })
  return rrule
}

/** Calls `each` with the rule's dates from `start` on, until it says false or nothing more comes within reach. */
const walk = (rule: Rule, start: string, each: (date: string) => boolean) => {
  // We count ourselves: a task carries what is left of COUNT, whatever day it stands on.
  const counted = new Map([...rule].filter(([name]) => name !== 'COUNT' && name !== 'UNTIL'))
  const until = rule.get('UNTIL')?.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3')
  const rrule = new RRule({ ...RRule.parseString(writeRule(counted)), dtstart: midnightOf(start) }, true)
  try {
    bound(rrule).all((midnight) => {
      const date = dateOf(midnight)
      return (until === undefined || date <= until) && each(date)
    })
  } catch (error) {
    if (!(error instanceof LookedFarEnough)) throw error
  }
}

/** The first date of the rule on or after `start`, or undefined when it never falls. */
export const firstFrom = (rule: Rule, start: string): string | undefined => {
  let first: string | undefined
  walk(rule, start, (date) => {
    first = date
    return false
  })
  return first
}

export interface Occurrence {
  due_on: string
  /** The rule from there on: COUNT is what is left. */
  repeat: string
}

/**
 * What follows the occurrence on `due_on`: the rule's next date that is not before `today`, so that missed ones do not
 * pile up (they count towards COUNT). Undefined when the rule has come to its end.
 */
export const nextOccurrence = (repeat: string, due_on: string, today: string): Occurrence | undefined => {
  const rule = readRule(repeat)
  if (!rule) return undefined
  let left = Number(rule.get('COUNT') ?? Number.POSITIVE_INFINITY)
  let found: string | undefined
  walk(rule, due_on, (date) => {
    if (date <= due_on) return true
    left -= 1
    if (date < today) return left > 0
    if (left > 0) found = date
    return false
  })
  if (found === undefined) return undefined
  if (rule.has('COUNT')) rule.set('COUNT', String(left))
  return { due_on: found, repeat: writeRule(rule) }
}
