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

const pad = (n: number) => String(n).padStart(2, '0')
export const timeText = (hour: number, minute: number) => `${pad(hour)}:${pad(minute)}`

/** Midnight of a day as if the person’s clock were UTC; sums on it know no summer time. */
export const floating = (day: string, time = '00:00') => new Date(`${day}T${time}:00Z`)
export const dayOf = (date: Date) => date.toISOString().slice(0, 10)

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
