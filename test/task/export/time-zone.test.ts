/** Zones as calendars read them, held against the runtime’s own clocks. */
import { describe, expect, test } from 'bun:test'
import ICAL from 'ical.js'
import { wallOf } from '../../../src/lib/calendar.ts'
import { timeZoneLines } from '../../../src/task/export/time-zone.ts'
import { ZONES } from '../../feed/zones.ts'

const YEAR = 2026
const zoneOf = (name: string) => {
  const component = new ICAL.Component(
    ICAL.parse(['BEGIN:VCALENDAR', ...timeZoneLines(name, YEAR), 'END:VCALENDAR'].join('\r\n')),
  )
  const found = component.getFirstSubcomponent('vtimezone')
  if (!found) throw new Error(`no zone in ${name}`)
  return new ICAL.Timezone({ component: found, tzid: name })
}

/** Every tenth day at noon, and each hour of the days on which clocks are set in the north and in the south. */
const MOMENTS = [
  ...Array.from({ length: 300 }, (_, at) => Date.UTC(YEAR - 1, 0, 2, 12) + at * 10 * 86_400_000),
  ...['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2030-03-31'].flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000),
  ),
]

describe('a time zone', () => {
  test.each(ZONES)('%s has the clock that it has here', (name) => {
    const zone = zoneOf(name)
    const wrong = MOMENTS.map((at_ms) => {
      const { day, time } = wallOf(new Date(at_ms), name)
      const wall = ICAL.Time.fromDateTimeString(`${day}T${time}:00`)
      wall.zone = zone
      const hours_off = Math.abs(wall.toUnixTime() * 1000 - at_ms) / 3_600_000
      // An hour that a clock shows twice may be read as either.
      return hours_off === 0 || isTwice(at_ms, name) ? '' : `${day} ${time}: ${hours_off} h`
    })
    expect(wrong.filter(Boolean)).toEqual([])
  })

  test('is short where the clocks follow a rule, and lists what follows none', () => {
    expect(timeZoneLines('Europe/Berlin', YEAR)).toContain('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU')
    expect(timeZoneLines('America/New_York', YEAR)).toContain('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU')
    expect(timeZoneLines('Asia/Kolkata', YEAR).filter((line) => line.startsWith('DTSTART'))).toHaveLength(1)
    expect(timeZoneLines('Africa/Casablanca', YEAR).join()).not.toContain('RRULE')
    for (const name of ZONES) expect(timeZoneLines(name, YEAR).join('\r\n').length).toBeLessThan(4_000)
  })
})

/** Whether the same wall time comes an hour, or half of one, before or after. */
const isTwice = (at_ms: number, name: string) => {
  const { day, time } = wallOf(new Date(at_ms), name)
  return [-120, -60, -30, 30, 60, 120].some((minutes) => {
    const other = wallOf(new Date(at_ms + minutes * 60_000), name)
    return other.day === day && other.time === time
  })
}
