/**
 * Owns the person’s wall clock: what day and time it is where they are, and sums on calendar days.
 * Days are `YYYY-MM-DD` text and times `HH:MM` text, as tasks keep them; neither ever carries a zone.
 */

/** When and where something was said. */
export interface When {
  /** ISO 8601 instant. */
  now: string
  /** IANA name; an unknown one is read as UTC, because a wrong setting must not stop an answer. */
  time_zone: string
  /** BCP 47; how days are written. English as in Britain when absent. */
  locale?: string
}

/** A moment in a person’s zone and locale. */
export const whenOf = ({ time_zone, locale }: Omit<When, 'now'>, now: Date | string): When => ({
  now: typeof now === 'string' ? now : now.toISOString(),
  time_zone,
  ...(locale !== undefined && { locale }),
})

export interface Wall {
  day: string
  time: string
}

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()
/** Zones come from accounts, so the cache is bounded: there are about 600 names. */
const FORMATS_MAX = 1000

const formatOf = (time_zone: string) => {
  const known = formats.get(time_zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: time_zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  if (formats.size >= FORMATS_MAX) formats.clear()
  formats.set(time_zone, made)
  return made
}

const safeFormat = (time_zone: string) => {
  try {
    return formatOf(time_zone)
  } catch (error) {
    if (error instanceof RangeError) return formatOf('UTC')
    throw error
  }
}

/** Day and time an instant has in a zone. */
export const wallOf = (instant: Date, time_zone: string): Wall => {
  const part: Record<string, string> = {}
  for (const { type, value } of safeFormat(time_zone).formatToParts(instant)) part[type] = value
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

export const wallNow = (when: When): Wall => wallOf(new Date(when.now), when.time_zone)

/** The zone with the earliest days is 14 hours ahead of UTC, the one with the latest 12 behind; some once had more. */
const ZONE_MINUTES_MAX = 24 * 60
/** Days that instants of ours can have; beyond them years have other than four digits. */
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2999-12-31']

/** The first minute within a day’s reach of `day` whose own day fulfils `reached`; from then on all do. */
const firstMinute = (day: string, time_zone: string, reached: (its_day: string) => boolean) => {
  const middle = floating(day).getTime()
  let [low, high] = [-ZONE_MINUTES_MAX, 2 * ZONE_MINUTES_MAX]
  while (low < high) {
    const minute = Math.floor((low + high) / 2)
    if (reached(wallOf(new Date(middle + minute * 60_000), time_zone).day)) high = minute
    else low = minute + 1
  }
  return new Date(middle + low * 60_000)
}

const bounded = (day: string) => (day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day)

/** The instant at which a day begins in a zone; not every day begins at midnight. */
export const startOfDay = (day: string, time_zone: string) =>
  firstMinute(bounded(day), time_zone, (its_day) => its_day >= bounded(day))
/** The first instant that no longer belongs to the day. */
export const endOfDay = (day: string, time_zone: string) =>
  firstMinute(bounded(day), time_zone, (its_day) => its_day > bounded(day))

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds; zones of today differ by whole minutes. */
const offsetAt = (instant_ms: number, time_zone: string) => {
  const { day, time } = wallOf(new Date(instant_ms), time_zone)
  return floating(day, time).getTime() - Math.floor(instant_ms / 60_000) * 60_000
}

/**
 * The instant at which the person’s clock shows a moment `YYYY-MM-DDTHH:MM[:SS]`. What comes twice when clocks go back is the
 * first one; what clocks skip is as much later as they skip (RFC 5545 §3.3.5).
 */
export const instantOf = (moment: string, time_zone: string): Date => {
  const wall = new Date(`${moment}Z`).getTime()
  const [before, after] = [-DAY_MS, DAY_MS].map((by) => offsetAt(wall + by, time_zone)) as [number, number]
  if (before === after) return new Date(wall - before)
  const there = [wall - before, wall - after].filter((at) => at + offsetAt(at, time_zone) === wall)
  return new Date(there.length > 0 ? Math.min(...there) : wall - before)
}

/** A moment so many minutes later on a clock that no one changes. */
export const addMinutes = (moment: string, minutes: number) =>
  momentText(new Date(new Date(`${moment}Z`).getTime() + minutes * 60_000))
/** Seconds are written where there are any. */
export const shortMoment = (moment: string) => moment.replace(/^(.{16}):00$/, '$1')
const momentText = (date: Date) => shortMoment(date.toISOString().replace(/\..*$/, ''))

/** What the person’s clock shows at an instant, to the second. */
export const momentOf = (instant: Date, time_zone: string) =>
  momentText(new Date(instant.getTime() + offsetAt(instant.getTime(), time_zone)))

const pad = (n: number) => String(n).padStart(2, '0')
export const timeText = (hour: number, minute: number) => `${pad(hour)}:${pad(minute)}`

/** Midnight of a day as if the person’s clock were UTC; sums on it know no summer time. */
export const floating = (day: string, time = '00:00') => new Date(`${day}T${time}:00Z`)
const dayOf = (date: Date) => date.toISOString().slice(0, 10)

export const addDays = (day: string, days: number) => dayOf(new Date(floating(day).getTime() + days * DAY_MS))
/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (day: string) => (floating(day).getUTCDay() + 6) % 7
export const daysBetween = (from: string, to: string) => (floating(to).getTime() - floating(from).getTime()) / DAY_MS

/** The day itself, or undefined for one no calendar has (31 June); `month` is 1–12, as people count. */
export const calendarDay = (year: number, month: number, date: number) => {
  const made = new Date(Date.UTC(year, month - 1, date))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? dayOf(made) : undefined
}

/** The same date of a later month, or that month’s last day when it is shorter. */
export const addMonths = (day: string, months: number) => {
  const from = floating(day)
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0))
  last.setUTCDate(Math.min(from.getUTCDate(), last.getUTCDate()))
  return dayOf(last)
}
/** `months` later (0 is this one): its first day, and its last. */
export const monthStart = (day: string, months: number) => addMonths(`${day.slice(0, 7)}-01`, months)
export const monthEnd = (day: string, months: number) => addDays(monthStart(day, months + 1), -1)

/** 2026-02-30 looks like a date and is none; the year 0000 is unknown to Postgres. */
export const isDate = (text: string) => {
  const midnight = floating(text)
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight) === text && text >= '0001'
}

/** Whether it is an IANA name. Intl also takes offsets like `+02:00`; those have no daylight saving time and are refused. */
export const isTimeZone = (name: string) => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
