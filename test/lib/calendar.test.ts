import { describe, expect, test } from 'bun:test'
import {
  addDays,
  addMinutes,
  addMonths,
  calendarDay,
  daysBetween,
  endOfDay,
  instantOf,
  momentOf,
  monthEnd,
  monthStart,
  shortMoment,
  startOfDay,
  timeText,
  wallNow,
  weekdayOf,
} from '../../src/lib/calendar.ts'

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

describe('the instant of a moment', () => {
  test.each([
    ['2026-11-20T09:00', 'UTC', '2026-11-20T09:00:00.000Z'],
    ['2026-11-20T09:00:30', 'Europe/Berlin', '2026-11-20T08:00:30.000Z'],
    ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['2026-11-20T09:00', 'Asia/Kathmandu', '2026-11-20T03:15:00.000Z'],
    ['2026-11-20T00:00', 'Pacific/Kiritimati', '2026-11-19T10:00:00.000Z'],
    // Clocks go forward at 2:00 to 3:00, and back at 3:00 to 2:00; here by half an hour.
    ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['2026-03-29T02:30', 'No/Where', '2026-03-29T02:30:00.000Z'],
  ])('%s in %s is %s', (moment, time_zone, instant) => {
    expect(instantOf(moment, time_zone).toISOString()).toBe(instant)
  })

  test('and back, with seconds only where there are any', () => {
    expect(momentOf(new Date('2026-11-20T08:00:30.900Z'), 'Europe/Berlin')).toBe('2026-11-20T09:00:30')
    expect(momentOf(new Date('2026-07-01T07:00:00Z'), 'Europe/Berlin')).toBe('2026-07-01T09:00')
  })

  test('later by minutes that no clock changes', () => {
    expect(addMinutes('2026-03-29T01:30', 60)).toBe('2026-03-29T02:30')
    expect(addMinutes('2026-01-01T00:05', -10)).toBe('2025-12-31T23:55')
    expect(shortMoment('2026-01-01T00:05:00')).toBe('2026-01-01T00:05')
  })
})

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

test.each([
  ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  ['2026-11-20', 'Pacific/Kiritimati', '2026-11-19T10:00:00.000Z', '2026-11-20T10:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
  ['2026-11-20', 'No/Where', '2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  ['0001-01-01', 'UTC', '1900-01-01T00:00:00.000Z', '1900-01-02T00:00:00.000Z'],
  ['9999-12-31', 'UTC', '2999-12-31T00:00:00.000Z', '3000-01-01T00:00:00.000Z'],
])('%s in %s begins at %s and ends at %s', (day, time_zone, start, end) => {
  expect(startOfDay(day, time_zone).toISOString()).toBe(start)
  expect(endOfDay(day, time_zone).toISOString()).toBe(end)
})
