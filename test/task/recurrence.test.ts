import { describe, expect, test } from 'bun:test'
import { firstFrom, isRepeat, nextOccurrence, readRule, writeRule } from '../../src/task/recurrence.ts'

const FRIDAY = '2026-11-20'

describe('a rule', () => {
  test.each([
    ['FREQ=DAILY', 'FREQ=DAILY'],
    ['rrule:freq=weekly;byday=mo,we', 'FREQ=WEEKLY;BYDAY=MO,WE'],
    ['FREQ=MONTHLY;BYDAY=-1FR;', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=5', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=5'],
    ['FREQ=DAILY;UNTIL=20261231', 'FREQ=DAILY;UNTIL=20261231'],
    ['FREQ=DAILY;UNTIL=20261231T235959Z', 'FREQ=DAILY;UNTIL=20261231T235959Z'],
    ['INTERVAL=2;FREQ=WEEKLY;WKST=SU', 'INTERVAL=2;FREQ=WEEKLY;WKST=SU'],
    ['', undefined],
    ['garbage', undefined],
    ['FREQ=HOURLY', undefined],
    ['FREQ=SECONDLY', undefined],
    ['FREQ=BOGUS', undefined],
    ['BYDAY=MO', undefined],
    ['FREQ=DAILY;FREQ=WEEKLY', undefined],
    ['FREQ=DAILY;INTERVAL=0', undefined],
    ['FREQ=DAILY;INTERVAL=-1', undefined],
    ['FREQ=DAILY;INTERVAL=1000', undefined],
    ['FREQ=DAILY;COUNT=abc', undefined],
    ['FREQ=DAILY;COUNT=0', undefined],
    ['FREQ=DAILY;UNTIL=soon', undefined],
    ['FREQ=DAILY;BYMONTH=13', undefined],
    ['FREQ=MONTHLY;BYMONTHDAY=32', undefined],
    ['FREQ=MONTHLY;BYMONTHDAY=0', undefined],
    ['FREQ=WEEKLY;BYDAY=XX', undefined],
    ['FREQ=DAILY;BYHOUR=9', undefined],
    ['FREQ=DAILY;FOO=1', undefined],
    ['FREQ=DAILY;constructor=1', undefined],
    ['FREQ=DAILY;__proto__=1', undefined],
    ['FREQ=DAILY=WEEKLY', undefined],
    ['FREQ=DAILY;BYSETPOS=2', undefined],
    ['FREQ=DAILY\nEXDATE:20260101', undefined],
    ['DTSTART:20200101T000000Z\nRRULE:FREQ=DAILY', undefined],
  ])('%j is read as %j', (text, expected) => {
    const rule = readRule(text)
    expect(rule && writeRule(rule)).toBe(expected as never)
  })
})

const first = (text: string, start: string) => {
  const rule = readRule(text)
  return rule && firstFrom(rule, start)
}

describe('the first date', () => {
  test.each([
    ['FREQ=DAILY', FRIDAY, FRIDAY],
    ['FREQ=WEEKLY;BYDAY=FR', FRIDAY, FRIDAY],
    ['FREQ=WEEKLY;BYDAY=MO', FRIDAY, '2026-11-23'],
    ['FREQ=MONTHLY;BYMONTHDAY=1', FRIDAY, '2026-12-01'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-02-01', '2026-03-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2028-02-01', '2028-02-29'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', FRIDAY, '2028-02-29'],
    ['FREQ=DAILY;UNTIL=20261120', FRIDAY, FRIDAY],
    ['FREQ=DAILY;UNTIL=20261119', FRIDAY, undefined],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', FRIDAY, undefined],
  ])('of %s from %s is %s', (text, start, expected) => {
    expect(first(text, start)).toBe(expected as never)
  })
})

describe('a rule that never falls', () => {
  // rrule walks to the year 9999 for these: 13 s for the first. The bound is on days looked at, so no clock is asked.
  test.each([
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=MO'],
    ['FREQ=DAILY;BYSETPOS=2'],
    ['FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6'],
    ['FREQ=MONTHLY;BYDAY=6MO'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20'],
  ])('%s is given up', (text) => {
    expect(first(text, FRIDAY)).toBeUndefined()
  })
})

describe('a rule as a repeat', () => {
  test.each([
    ['FREQ=MONTHLY;INTERVAL=999', false],
    ['FREQ=YEARLY;INTERVAL=50', false],
    ['FREQ=YEARLY;INTERVAL=50;COUNT=1', true],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', true],
    ['FREQ=DAILY;INTERVAL=999', true],
    ['FREQ=DAILY;BYSETPOS=1', false],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', false],
  ])('%s comes round: %p', (text, comes) => {
    expect(isRepeat(text)).toBe(comes)
  })
})

describe('the next occurrence', () => {
  const rows: [string, string, string, string | undefined, string?][] = [
    // rule, due, today, next, rule from there
    ['FREQ=DAILY', FRIDAY, FRIDAY, '2026-11-21'],
    ['FREQ=DAILY;INTERVAL=3', FRIDAY, FRIDAY, '2026-11-23'],
    ['FREQ=WEEKLY', FRIDAY, FRIDAY, '2026-11-27'],
    ['FREQ=WEEKLY;BYDAY=MO,FR', FRIDAY, FRIDAY, '2026-11-23'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', FRIDAY, FRIDAY, '2026-12-04'],
    ['FREQ=WEEKLY;BYDAY=MO', FRIDAY, FRIDAY, '2026-11-23'],
    // done early: the next one stays where it belongs
    ['FREQ=WEEKLY', '2026-12-04', FRIDAY, '2026-12-11'],
    // overdue: missed ones do not pile up, today's is still to be done
    ['FREQ=DAILY', '2026-11-10', FRIDAY, FRIDAY],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-02', FRIDAY, '2026-11-23'],
    // ends of months: days that a month lacks are left out, as RFC 5545 says
    ['FREQ=MONTHLY', '2026-01-31', '2026-01-31', '2026-03-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', '2026-01-31', '2026-02-28'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2028-01-31', '2028-01-31', '2028-02-29'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27', FRIDAY, '2026-12-25'],
    ['FREQ=YEARLY', '2028-02-29', '2028-02-29', '2032-02-29'],
    ['FREQ=YEARLY', '2026-12-31', FRIDAY, '2027-12-31'],
    // the clocks change on 2026-03-29 and 2026-10-25 in Berlin: days are days
    ['FREQ=DAILY', '2026-03-28', '2026-03-28', '2026-03-29'],
    ['FREQ=DAILY', '2026-03-29', '2026-03-29', '2026-03-30'],
    ['FREQ=DAILY', '2026-10-25', '2026-10-25', '2026-10-26'],
    // ends
    ['FREQ=DAILY;COUNT=3', FRIDAY, FRIDAY, '2026-11-21', 'FREQ=DAILY;COUNT=2'],
    ['FREQ=DAILY;COUNT=2', FRIDAY, FRIDAY, '2026-11-21', 'FREQ=DAILY;COUNT=1'],
    ['FREQ=DAILY;COUNT=1', FRIDAY, FRIDAY, undefined],
    ['FREQ=DAILY;COUNT=5', '2026-11-18', FRIDAY, FRIDAY, 'FREQ=DAILY;COUNT=3'],
    ['FREQ=DAILY;COUNT=2', '2026-11-10', FRIDAY, undefined],
    ['FREQ=DAILY;UNTIL=20261121', FRIDAY, FRIDAY, '2026-11-21'],
    ['FREQ=DAILY;UNTIL=20261121T235959Z', '2026-11-21', '2026-11-21', undefined],
    ['FREQ=WEEKLY;UNTIL=20261126', FRIDAY, FRIDAY, undefined],
    ['no rule', FRIDAY, FRIDAY, undefined],
  ]
  test.each(rows)('%s after %s, done on %s, is %s', (repeat, due_on, today, next, from_there = repeat) => {
    expect(nextOccurrence(repeat, due_on, today)).toEqual(
      next ? { due_on: next, repeat: from_there } : (undefined as never),
    )
  })

  test('a rule comes to the same end whoever counts', () => {
    const dates: string[] = []
    let one: { due_on: string; repeat: string } | undefined = {
      due_on: FRIDAY,
      repeat: 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4',
    }
    while (one) {
      dates.push(one.due_on)
      one = nextOccurrence(one.repeat, one.due_on, FRIDAY)
    }
    expect(dates).toEqual([FRIDAY, '2026-11-23', '2026-11-27', '2026-11-30'])
  })
})
