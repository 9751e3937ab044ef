import { describe, expect, test } from 'bun:test'
import { RRule } from 'rrule'
import { readRule } from '../../src/task/recurrence.ts'
import { datesOf, dayOfNumber, numberOfDay } from '../../src/task/recurrence-dates.ts'

const FRIDAY = '2026-11-20'

describe('every kind of rule', () => {
  // `rrule` is slow, but right: an oracle for rules that fall soon.
  const kinds = ['FREQ=DAILY', 'FREQ=WEEKLY;WKST=SU', 'FREQ=MONTHLY', 'FREQ=YEARLY']
  const parts = [
    '',
    ';INTERVAL=2',
    ';INTERVAL=3;BYDAY=MO,TH',
    ';BYMONTH=2,6',
    ';BYMONTHDAY=13',
    ';BYDAY=FR;BYMONTHDAY=13',
    ';BYMONTHDAY=-1',
    ';BYMONTHDAY=28,29,30,31',
  ]
  const whole = [
    'FREQ=MONTHLY;BYDAY=2TU',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO',
    'FREQ=YEARLY;BYYEARDAY=-1,60',
    'FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  ]
  const rules = [...kinds.flatMap((kind) => parts.map((part) => kind + part)), ...whole]
  test.each(rules)('%s falls where rrule says', (text) => {
    const rule = readRule(text)
    if (!rule) throw new Error('no rule')
    for (const start of [FRIDAY, '2024-02-29', '2023-12-31']) {
      const dtstart = new Date(`${start}T00:00:00Z`)
      const theirs = new RRule({ ...RRule.parseString(text), dtstart }, true).all((_, at) => at < 5).slice(0, 5)
      const ours = [...datesOf(rule, numberOfDay(start)).take(5)].map(dayOfNumber)
      expect(ours).toEqual(theirs.map((date) => date.toISOString().slice(0, 10)))
    }
  })
})
