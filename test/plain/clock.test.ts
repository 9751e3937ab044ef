import { expect, test } from 'bun:test'
import {
  addDays,
  addMonths,
  calendarDay,
  daysBetween,
  monthEnd,
  monthStart,
  timeText,
  wallNow,
  weekdayOf,
} from '../../src/plain/clock.ts'

const walls: [string, string, string, string][] = [
  ['2026-11-21T04:30:00Z', 'America/New_York', '2026-11-20', '23:30'],
  ['2026-11-20T10:30:00Z', 'Pacific/Kiritimati', '2026-11-21', '00:30'],
  ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29', '03:00'],
  ['2026-11-20T18:30:00Z', 'Asia/Kolkata', '2026-11-21', '00:00'],
  ['2026-11-20T15:00:00Z', 'No/Where', '2026-11-20', '15:00'],
]
test.each(walls)('%s in %s is %s %s', (now, time_zone, day, time) =>
  expect(wallNow({ now, time_zone })).toEqual({ day, time }),
)

test('sums on days cross months, years and leap days', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-03-29', -1)).toBe('2026-03-28')
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(monthStart('2026-12-31', 1)).toBe('2027-01-01')
  expect(monthEnd('2028-01-31', 1)).toBe('2028-02-29')
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
})

test('weeks begin on Monday and days exist or do not', () => {
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-22')]).toEqual([0, 6])
  expect(calendarDay(2028, 2, 29)).toBe('2028-02-29')
  expect(calendarDay(2026, 2, 29)).toBeUndefined()
  expect(timeText(7, 5)).toBe('07:05')
})
