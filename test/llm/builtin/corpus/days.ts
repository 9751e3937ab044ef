/** The days that a case names (“fri”, “d14”, “eom”), counted from the person’s clock, so that a case holds on any day. */
import { addDays, addMonths, monthEnd, monthStart, wallOf, weekdayOf } from '../../../../src/lib/calendar.ts'

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const SETS: Record<string, number[]> = { mwf: [0, 2, 4], mw: [0, 2], tth: [1, 3], wd: [0, 1, 2, 3, 4] }

const first = (today: string, fits: (day: string) => boolean) => {
  for (let n = 0, day = today; n < 800; n++, day = addDays(today, n)) if (fits(day)) return day
  throw new Error('no such day')
}

/** “fri” after today, “fri0” today or later, “nfri” of next week, “sat” of the weekend. */
const weekday = (name: string, today: string): string | undefined => {
  const [, next, word = '', how] = /^(n?)(mon|tue|wed|thu|fri|sat|sun)([01x]?)$/.exec(name) ?? []
  const wanted = WEEK.indexOf(word)
  if (wanted < 0) return undefined
  if (next) return addDays(today, 7 - weekdayOf(today) + wanted)
  if (how === '0') return first(today, (day) => weekdayOf(day) === wanted)
  if (word === 'sat' && how === '') return weekdayOf(today) === 6 ? today : addDays(today, 5 - weekdayOf(today))
  return first(addDays(today, 1), (day) => weekdayOf(day) === wanted)
}

const ends: Record<string, (today: string) => string> = {
  eom: (today) => monthEnd(today, 0),
  nm: (today) => monthStart(today, 1),
  nw: (today) => addDays(today, 7 - weekdayOf(today)),
  fmon: (today) => first(today, (day) => weekdayOf(day) === 0 && Number(day.slice(8)) <= 7),
  lastfri: (today) => first(today, (day) => weekdayOf(day) === 4 && addDays(day, 7).slice(5, 7) !== day.slice(5, 7)),
}

/** The calendar day of a name. @throws for a name that is none */
export const dayNamed = (name: string, today: string): string => {
  if (/^\d{4}-\d\d-\d\d$/.test(name)) return name
  if (/^[+-]\d+$/.test(name)) return addDays(today, Number(name))
  if (name.startsWith('+m')) return addMonths(today, Number(name.slice(2)))
  if (/^d\d\d$/.test(name)) return first(today, (day) => day.slice(8) === name.slice(1))
  if (/^m\d\d-\d\d$/.test(name)) return first(today, (day) => day.slice(5) === name.slice(1))
  const set = SETS[name]
  if (set) return first(today, (day) => set.includes(weekdayOf(day)))
  const day = ends[name]?.(today) ?? weekday(name, today)
  if (!day) throw new Error(`no day is named ${name}`)
  return day
}

/** The instant at which the clock of a zone shows the day and time. */
export const instantAt = (day: string, time: string, zone: string): string => {
  const wanted = new Date(`${day}T${time}:00Z`).getTime()
  let guess = wanted
  for (let i = 0; i < 3; i++) {
    const wall = wallOf(new Date(guess), zone)
    guess += wanted - new Date(`${wall.day}T${wall.time}:00Z`).getTime()
  }
  return new Date(guess).toISOString()
}
