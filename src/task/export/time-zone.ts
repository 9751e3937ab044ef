/**
 * Time zones as calendars want them (RFC 5545 §3.6.5), made from what the runtime knows. A calendar that knows the name
 * uses its own table; ours serves the others.
 */
import { floating, wallOf } from '../../lib/calendar.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** No zone changes its clocks twice within so many days. */
const STEP_DAYS = 14
/** The year before, because what is overdue is listed too, and as many as a rule needs to show itself. */
const [YEARS_BEFORE, YEARS_AFTER] = [1, 10]
const ZONES_MAX = 700

/** A moment at which clocks are set, with the minutes ahead of UTC before and after. */
interface ClockChange {
  at_ms: number
  from: number
  to: number
}

const offsetAt = (at_ms: number, time_zone: string) => {
  const { day, time } = wallOf(new Date(at_ms), time_zone)
  return Math.round((floating(day, time).getTime() - at_ms) / MINUTE_MS)
}

const clockChanges = (time_zone: string, from_ms: number, until_ms: number): ClockChange[] => {
  const changes: ClockChange[] = []
  let before = offsetAt(from_ms, time_zone)
  for (let low_ms = from_ms; low_ms < until_ms; low_ms += STEP_DAYS * DAY_MS) {
    const after = offsetAt(low_ms + STEP_DAYS * DAY_MS, time_zone)
    if (after === before) continue
    let [same, changed] = [low_ms, low_ms + STEP_DAYS * DAY_MS]
    while (changed - same > MINUTE_MS) {
      const middle = same + Math.floor((changed - same) / 2 / MINUTE_MS) * MINUTE_MS
      if (offsetAt(middle, time_zone) === before) same = middle
      else changed = middle
    }
    changes.push({ at_ms: changed, from: before, to: after })
    before = after
  }
  return changes
}

const pad = (n: number) => String(n).padStart(2, '0')
const offsetText = (minutes: number) =>
  `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60))}${pad(Math.abs(minutes) % 60)}`
/** By the clock as it stood before it was set. */
const wallDate = ({ at_ms, from }: ClockChange) => new Date(at_ms + from * MINUTE_MS)
const wallText = (date: Date) => date.toISOString().replace(/[-:]|\.\d+Z/g, '')

const observance = (change: ClockChange, start: string, rule?: string) => {
  const name = change.to > change.from ? 'DAYLIGHT' : 'STANDARD'
  const lines = [`DTSTART:${start}`, `TZOFFSETFROM:${offsetText(change.from)}`, `TZOFFSETTO:${offsetText(change.to)}`]
  return [`BEGIN:${name}`, ...lines, ...(rule ? [`RRULE:${rule}`] : []), `END:${name}`]
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Which days of the month they are: the last such weekday, the second, or the first on or after a date. */
const daysRule = (dates: Date[]): string | undefined => {
  const days = dates.map((date) => date.getUTCDate())
  const weekday = WEEKDAYS[dates[0]?.getUTCDay() ?? 0]
  const [least, most] = [Math.min(...days), Math.max(...days)]
  const lengths = dates.map((date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate())
  if (days.every((day, at) => day > (lengths[at] ?? 0) - 7)) return `BYDAY=-1${weekday}`
  const nth = Math.ceil(least / 7)
  if (Math.ceil(most / 7) === nth) return `BYDAY=${nth}${weekday}`
  if (most - least !== 6) return undefined
  return `BYDAY=${weekday};BYMONTHDAY=${Array.from({ length: 7 }, (_, at) => least + at).join()}`
}

/** The yearly rule of changes of one direction; undefined when they follow none that calendars know. */
const yearlyRule = (changes: ClockChange[]): string | undefined => {
  const dates = changes.map(wallDate)
  const [first] = dates
  const alike = (of: (date: Date) => number | string) => new Set(dates.map(of)).size === 1
  const regular =
    first !== undefined &&
    changes.length === YEARS_BEFORE + YEARS_AFTER &&
    new Set(dates.map((date) => date.getUTCFullYear())).size === dates.length &&
    [
      (date: Date) => date.getUTCMonth(),
      (date: Date) => date.getUTCDay(),
      (date: Date) => wallText(date).slice(9),
    ].every(alike)
  const days = regular ? daysRule(dates) : undefined
  return first && days && `FREQ=YEARLY;BYMONTH=${first.getUTCMonth() + 1};${days}`
}

const ALWAYS = '19700101T000000'

const linesOf = (time_zone: string, year: number): string[] => {
  const from_ms = Date.UTC(year - YEARS_BEFORE, 0, 1)
  const changes = clockChanges(time_zone, from_ms, Date.UTC(year + YEARS_AFTER, 0, 1))
  const groups = [...Map.groupBy(changes, ({ from, to }) => `${from} ${to}`).values()]
  const rules = groups.map(yearlyRule)
  const steady = offsetAt(from_ms, time_zone)
  const first = observance({ at_ms: 0, from: steady, to: steady }, ALWAYS)
  if (groups.length === 2 && rules.every((rule) => rule !== undefined))
    return [...first, ...groups.flatMap((group, at) => group.slice(0, 1).flatMap((one) => startedBy(one, rules[at])))]
  return [...first, ...changes.flatMap((change) => observance(change, wallText(wallDate(change))))]
}

const startedBy = (first: ClockChange, rule: string | undefined) => observance(first, wallText(wallDate(first)), rule)

const known = new Map<string, string[]>()

/** The lines of the zone's component. It holds for the year and some years around it. */
export const timeZoneLines = (time_zone: string, year: number): string[] => {
  const key = `${time_zone} ${year}`
  const kept = known.get(key)
  if (kept) return kept
  const lines = ['BEGIN:VTIMEZONE', `TZID:${time_zone}`, ...linesOf(time_zone, year), 'END:VTIMEZONE']
  if (known.size >= ZONES_MAX) known.clear()
  known.set(key, lines)
  return lines
}
