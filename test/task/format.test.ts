import { expect, test } from 'bun:test'
import { sayDay, sayDue, sayRepeat } from '../../src/task/format.ts'

const when = { now: '2026-11-21T04:30:00Z', time_zone: 'America/New_York' }
const days: [string, string][] = [
  ['2026-11-19', 'yesterday'],
  ['2026-11-20', 'today'],
  ['2026-11-21', 'tomorrow'],
  ['2026-11-27', 'Fri 27 Nov'],
  ['2027-09-01', 'Wed 1 Sep 2027'],
]
test.each(days)('%s is said %p', (day, words) => expect(sayDay(day, when)).toBe(words))

test('times are of 24 hours', () => {
  expect(sayDue('2026-11-21', '17:00', when)).toBe('tomorrow at 17:00')
  expect(sayDue('2026-11-21', '17:00:00', when)).toBe('tomorrow at 17:00')
  expect(sayDue('2026-11-21', null, when)).toBe('tomorrow')
})

test('repeats are said in words, unreadable ones as they are', () => {
  expect(sayRepeat('FREQ=WEEKLY;BYDAY=MO')).toBe('every Monday')
  expect(sayRepeat('FREQ=DAILY;INTERVAL=3')).toBe('every 3 days')
  expect(sayRepeat('FREQ=NEVER')).toBe('FREQ=NEVER')
})
