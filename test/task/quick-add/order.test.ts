/** Day first or month first: forty zones around midnight, new year, 29 February and both clock changes. */
import { describe, expect, test } from 'bun:test'
import { addDays, wallOf } from '../../../src/lib/calendar.ts'
import { monthFirst } from '../../../src/task/quick-add/order.ts'
import { readTask } from '../../../src/task/quick-add/parse.ts'
import { instantAt } from '../../llm/builtin/corpus/days.ts'

const MONTH_FIRST = `America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage
  Pacific/Honolulu America/Toronto America/Vancouver America/Halifax America/Detroit America/Indiana/Knox Asia/Manila Pacific/Guam`
const DAY_FIRST = `Europe/London Europe/Berlin Europe/Madrid Europe/Lisbon Europe/Rome Europe/Paris Europe/Amsterdam Europe/Athens
  Europe/Moscow Asia/Kolkata Asia/Kathmandu Asia/Tokyo Asia/Shanghai Asia/Singapore Asia/Dubai Australia/Sydney
  Australia/Lord_Howe Australia/Adelaide Pacific/Auckland Pacific/Chatham Pacific/Kiritimati Pacific/Apia Africa/Cairo
  Africa/Nairobi America/Sao_Paulo America/Mexico_City America/Buenos_Aires America/Bogota`
const ZONES = [
  ...MONTH_FIRST.split(/\s+/).map((zone) => [zone, true] as const),
  ...DAY_FIRST.split(/\s+/).map((zone) => [zone, false] as const),
]
/** Days about which calendars turn: the year’s end, the leap day, the clock changes of north and south. */
const DAYS = [
  '2026-12-31',
  '2027-01-01',
  '2028-02-28',
  '2028-02-29',
  '2027-02-28',
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-10-25',
  '2026-11-01',
  '2026-10-04',
]
const TIMES = ['00:00', '00:01', '12:00', '23:59']

test('there are forty zones', () => expect(ZONES.length).toBeGreaterThanOrEqual(40))

describe.each(ZONES)('%s', (zone, month_first) => {
  test('writes figures in its order', () => {
    const when = { now: instantAt('2026-06-15', '12:00', zone), time_zone: zone }
    expect(monthFirst(when, 'en')).toBe(month_first)
    expect(readTask('pay on 3/4', when).due_on).toBe(month_first ? '2027-03-04' : '2027-04-03')
    expect(readTask('pay on 31/12', when).due_on).toBe('2026-12-31')
    expect(readTask('pay on 2031-02-01', when).due_on).toBe('2031-02-01')
  })

  test('counts days on the person’s calendar, at every hour', () => {
    for (const day of DAYS)
      for (const time of TIMES) {
        const now = instantAt(day, time, zone)
        // A clock that is put forward has no such minute; the day is what matters.
        const today = wallOf(new Date(now), zone).day
        const due = (words: string) => readTask(words, { now, time_zone: zone }).due_on
        expect([due('pay today'), due('pay tomorrow'), due('pay in 3 days'), due('pay in 2 weeks')]).toEqual([
          today,
          addDays(today, 1),
          addDays(today, 3),
          addDays(today, 14),
        ])
        expect(due('pay on 29 february')).toBe(today <= '2028-02-29' ? '2028-02-29' : '2032-02-29')
      }
  })
})

test.each([
  ['en-US', 'Europe/Berlin', true],
  ['en-GB', 'America/New_York', false],
  ['de-DE', 'America/New_York', false],
  ['fr-CA', 'America/Toronto', false],
  ['en', 'America/New_York', true],
  ['no locale at all', 'America/New_York', false],
])('%s in %s: month first is %p', (locale, time_zone, first) => {
  expect(monthFirst({ now: '2026-11-20T12:00:00Z', time_zone, locale }, 'en')).toBe(first)
})

test('words of another language are day first in any zone', () => {
  expect(monthFirst({ now: '2026-11-20T12:00:00Z', time_zone: 'America/New_York' }, 'de')).toBe(false)
})
