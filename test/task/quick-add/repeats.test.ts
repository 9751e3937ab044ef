import { describe, expect, test } from 'bun:test'
import { readDates } from '../../../src/task/quick-add/dates.ts'
import { firstOn, isRepeat } from '../../../src/task/recurrence.ts'

const readRepeat = (words: string) => {
  const { repeat, rest } = readDates(words, { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' })
  return repeat === null ? undefined : { repeat, rest }
}

const rows: [string, string][] = [
  ['every day', 'FREQ=DAILY'],
  ['each day', 'FREQ=DAILY'],
  ['daily', 'FREQ=DAILY'],
  ['every other day', 'FREQ=DAILY;INTERVAL=2'],
  ['every 3rd day', 'FREQ=DAILY;INTERVAL=3'],
  ['every monday', 'FREQ=WEEKLY;BYDAY=MO'],
  ['every mon, wed and fri', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
  ['every tuesday & thursday', 'FREQ=WEEKLY;BYDAY=TU,TH'],
  ['on mondays and wednesdays', 'FREQ=WEEKLY;BYDAY=MO,WE'],
  ['every other tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
  ['every 2 weeks on monday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
  ['weekly on sunday', 'FREQ=WEEKLY;BYDAY=SU'],
  ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['every weekend', 'FREQ=WEEKLY;BYDAY=SA,SU'],
  ['fortnightly', 'FREQ=WEEKLY;INTERVAL=2'],
  ['every two weeks', 'FREQ=WEEKLY;INTERVAL=2'],
  ['every month', 'FREQ=MONTHLY'],
  ['every quarter', 'FREQ=MONTHLY;INTERVAL=3'],
  ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
  ['on the 1st of every month', 'FREQ=MONTHLY;BYMONTHDAY=1'],
  ['every 15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
  ['every month on the 31st', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
  ['monthly on the 1st', 'FREQ=MONTHLY;BYMONTHDAY=1'],
  ['on the last day of every month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  ['first monday of every month', 'FREQ=MONTHLY;BYDAY=1MO'],
  ['every last friday of the month', 'FREQ=MONTHLY;BYDAY=-1FR'],
  ['every year', 'FREQ=YEARLY'],
  ['annually', 'FREQ=YEARLY'],
  ['every 25 december', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25'],
  ['every year on march 3rd', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3'],
  ['every 29 february', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'],
]

describe('a repeat in plain words', () => {
  test.each(rows)('%p is %p', (words, repeat) => {
    expect(readRepeat(`water plants ${words}`)).toEqual({ repeat, rest: 'water plants' })
    expect(isRepeat(repeat)).toBe(true)
  })

  const none = [
    'write weekly report',
    'read Every Day',
    'check every door',
    'every single time',
    'every hour',
    'every 0 days',
    'every 1000 days',
    'every 31 june',
    'the last friday of the month',
    'everyday carry',
    'daily-driver laptop',
    '',
  ]
  test.each(none)('%p is none', (words) => expect(readRepeat(words)).toBeUndefined())

  test('the time of day stays to be read', () => {
    expect(readRepeat('stretch every morning at 7')).toEqual({ repeat: 'FREQ=DAILY', rest: 'stretch' })
  })
})

describe('the first day of a repeat', () => {
  const firsts: [string, string, string | undefined][] = [
    ['FREQ=WEEKLY;BYDAY=FR', '2026-11-20', '2026-11-20'],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-20', '2026-11-23'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-11-20', '2026-11-24'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2027-02-01', '2027-03-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', '2027-02-01', '2027-02-28'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2027-02-01', '2027-02-28'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2026-11-20', '2028-02-29'],
    ['FREQ=DAILY;UNTIL=20200101T000000Z', '2026-11-20', undefined],
  ]
  test.each(firsts)('%p from %p', (repeat, from, day) => expect(firstOn(repeat, from)).toBe(day as string))
})

test.each([
  '',
  'nonsense',
  'FREQ=SOMETIMES',
  'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=9999',
])('%p is no rule we take', (rule) => expect(isRepeat(rule)).toBe(false))
