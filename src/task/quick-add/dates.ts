/**
 * Owns reading days, times, spans and repeats out of plain words of seven languages, always ahead of now and on the
 * person’s own calendar. It says what it consumed, what is left over, and what looks like a date and is none.
 */

import type { Language } from '../../language/language.ts'
import { type Languages, languagesOf } from '../../language/languages.ts'
import { addDays, type Wall, type When, wallNow, wallOf } from '../../lib/calendar.ts'
import { firstOn } from '../recurrence.ts'
import { type ClockFound, findClock } from './clock-rules.ts'
import { type DayFound, type Days, findDays } from './day-rules.ts'
import { isLooseClock, isLooseDay } from './doubts.ts'
import { lexiconOf } from './lexicon.ts'
import { monthFirst } from './order.ts'
import { findRepeat } from './repeats.ts'
import { collapseSpaces, readableTitle } from './text.ts'
import { kindsOf, type Token, tokenize } from './tokens.ts'

export interface Reading {
  due_on: string | null
  due_time: string | null
  repeat: string | null
  /** Whether a day was said, not a time alone. */
  says_day: boolean
  /** Whether the hour may be of either half of the day. */
  either_half: boolean
  /** The days meant, for lists and references: one, or a span. */
  span: { from: string; to: string } | null
  /** What looks like a date and is none: “31 february”. */
  unclear: string | null
  /** The words without what was read. */
  rest: string
}

interface Cut {
  from: number
  to: number
}

/** Tokens that only lead to what was read, and go with it. */
const LEADING = /[OABFit,(-]{0,4}$/
/** An hour of a unit ahead is an instant: “in 2 hours”. */
const HOURS = /inh|iHn?h|nhl|(?<![Qn])ink/

const blank = (kinds: string, { from, to }: Cut) => `${kinds.slice(0, from)}${' '.repeat(to - from)}${kinds.slice(to)}`

const widened = (kinds: string, { from, to }: Cut): Cut => {
  const lead = LEADING.exec(kinds.slice(0, from))?.[0].length ?? 0
  const start = from - lead
  // “by friday at the latest” ends in a word that leads elsewhere.
  const after = kinds.slice(to)
  const trail = after === 'B' ? 1 : start === 0 ? (/^[,-]+/.exec(after)?.[0].length ?? 0) : 0
  return { from: start, to: to + trail }
}

const without = (words: string, tokens: Token[], kinds: string, cuts: Cut[]) => {
  let rest = words
  for (const cut of cuts.map((one) => widened(kinds, one)).sort((a, b) => b.from - a.from)) {
    const start = tokens[cut.from]?.start ?? words.length
    const end = tokens[cut.to - 1]?.end ?? words.length
    rest = `${rest.slice(0, start)} ${rest.slice(end).replace(/^\s*\)/, '')}`
  }
  return collapseSpaces(rest)
}

/** A time alone is today, or tomorrow once it has passed. */
const dayOfTime = (time: string, wall: Wall) => (time > wall.time ? wall.day : addDays(wall.day, 1))

const instant = (tokens: Token[], kinds: string, when: When): (Cut & Wall) | undefined => {
  const match = HOURS.exec(kinds)
  if (!match) return undefined
  const part = tokens.slice(match.index, match.index + match[0].length)
  const value = (kind: string, without = 1) => Number(part.find((token) => token.kind === kind)?.value ?? without)
  // “over een uur”: the word of the clock counts hours there.
  const minutes = value('h', 60) * (match[0].includes('H') ? 0.5 : value('n'))
  const wall = wallOf(new Date(new Date(when.now).getTime() + minutes * 60_000), when.time_zone)
  return { ...wall, from: match.index, to: match.index + match[0].length }
}

/** “5pm EST”: a time that names its own zone is an instant, shown on the person’s clock. */
const inZone = ({ time, to }: ClockFound, day: string | undefined, tokens: Token[], when: When): Wall | undefined => {
  const zone = tokens[to]
  if (zone?.kind !== 'z') return undefined
  const there = new Date(new Date(when.now).getTime() + Number(zone.value) * 60_000).toISOString()
  const said = day ?? (time > there.slice(11, 16) ? there.slice(0, 10) : addDays(there.slice(0, 10), 1))
  const at = new Date(`${said}T${time}:00Z`).getTime() - Number(zone.value) * 60_000
  return wallOf(new Date(at), when.time_zone)
}

/** Of several days the one the words end with, else the first. */
const choose = (found: DayFound[], kinds: string) => found.find(({ to }) => kinds.slice(to).trim() === '') ?? found[0]

/** “from friday to sunday”, “5-8 december”: one span; its words stay, so that nothing is lost. */
const spanOf = (
  found: DayFound[],
  kinds: string,
  today: string,
): (Days & Cut & { end: string; first: string }) | undefined => {
  const [a, b] = found
  if (!a || !b) return undefined
  const seam = kinds.slice(a.to, b.from)
  const between = /F[Ot]*$/.test(kinds.slice(0, a.from)) && /^&[Ot]*$/.test(seam)
  if (!between && !/^[ZB-]+[Ot]*$/.test(seam)) return undefined
  const end = b.end ?? b.day
  const day = a.day > end && a.rule === 'weekday' ? addDays(a.day, -7) : a.day
  return end >= day ? { first: a.day, day: day < today ? today : day, end, from: a.from, to: b.to } : undefined
}

interface Scan {
  words: string
  tokens: Token[]
  kinds: string
  language: Language
  when: When
  wall: Wall
}

const daysIn = ({ tokens, kinds, language, when, wall, words }: Scan) => {
  const context = {
    today: wall.day,
    month_first: monthFirst(when, language.tag),
    day_numbers: language.day_numbers,
  }
  const { found, unclear } = findDays(tokens, kinds, context)
  return { found: found.filter((one) => !isLooseDay({ tokens, kinds, language, words }, one)), unclear }
}

const clockIn = (scan: Scan, kinds: string): ClockFound | undefined => {
  const clock = findClock(scan.tokens, kinds, scan.language)
  return clock && !isLooseClock({ ...scan, kinds }, clock) ? clock : undefined
}

/** The day a repeat begins: the one named, else its first from today; today does not count once its time has passed. */
const beginning = (repeat: string, day: string | undefined, time: string | null, wall: Wall): string | null =>
  firstOn(repeat, day ?? (time && time <= wall.time ? addDays(wall.day, 1) : wall.day)) ?? null

const UNREAD: Omit<Reading, 'rest'> = {
  due_on: null,
  due_time: null,
  repeat: null,
  says_day: false,
  either_half: false,
  span: null,
  unclear: null,
}

/** A date in figures counts as meant only where a day was to be expected: after “on”, or at the end. */
const unclearIn = (unclear: Token[][], kinds: string, tokens: Token[], words: string) => {
  const part = unclear.find((one) => {
    const at = tokens.indexOf(one[0] as Token)
    const ends = at + one.length === tokens.length
    return (
      one.every(({ text }) => !/^24\/7$/.test(text)) &&
      (one.length > 1 ||
        /[OBFit]$/.test(kinds.slice(0, at)) ||
        (ends && at > 0 && /\d\.\d+\.$|\//.test(one[0]?.text ?? '') && /[OBF]/.test(kinds[at - 1] ?? '')))
    )
  })
  const [first, last] = [part?.[0], part?.at(-1)]
  return first && last ? words.slice(first.start, last.end) : null
}

const scanOf = (words: string, when: When, languages: Languages): Scan => {
  const tokens = tokenize(words, lexiconOf(languages))
  return { words, tokens, kinds: kindsOf(tokens), language: languages[0], when, wall: wallNow(when) }
}

/** Everything about time that the words say. */
export const readDates = (words: string, when: When, languages = languagesOf(words, when.locale)): Reading => {
  if (!readableTitle(words)) return { ...UNREAD, rest: words }
  const scan = scanOf(words, when, languages)
  const { tokens, wall } = scan
  const cuts: Cut[] = []
  const repeated = findRepeat(tokens, scan.kinds)
  let { kinds } = scan
  const take = (cut: Cut | undefined) => {
    if (!cut) return
    cuts.push(cut)
    kinds = blank(kinds, cut)
  }
  take(repeated)
  const ahead = instant(tokens, kinds, when)
  take(ahead)
  const { found, unclear } = daysIn({ ...scan, kinds })
  const span = spanOf(found, kinds, wall.day)
  const date = ahead ? undefined : choose(found, kinds)
  const until = repeated && date && /[BZ][Ot]*$/.test(kinds.slice(0, date.from)) ? date : undefined
  if (!span) take(date)
  const clock = ahead ? undefined : clockIn({ ...scan, kinds }, kinds)
  const zoned = clock && inZone(clock, date?.day, tokens, when)
  take(clock && { from: clock.from, to: clock.to + (zoned ? 1 : 0) })
  const time = ahead?.time ?? zoned?.time ?? clock?.time ?? null
  const named = ahead?.day ?? zoned?.day ?? span?.first ?? date?.day ?? (clock?.today ? wall.day : undefined)
  const rest = without(words, tokens, scan.kinds, cuts)
  const says_day = named !== undefined
  const either_half = clock?.either === true && !zoned
  const unread = unclearIn(unclear, scan.kinds, tokens, words)
  if (repeated) {
    const rule = until ? `${repeated.repeat};UNTIL=${until.day.replaceAll('-', '')}` : repeated.repeat
    const due_on = beginning(repeated.repeat, until ? undefined : named, time, wall)
    return {
      due_on,
      due_time: due_on ? time : null,
      repeat: rule,
      says_day,
      either_half,
      span: null,
      unclear: unread,
      rest,
    }
  }
  const due_on = named ?? (time === null ? null : dayOfTime(time, wall))
  // “tonight”, said at eleven: the day is right, the hour of the word has gone.
  const gone = due_on === wall.day && time !== null && time <= wall.time && clock?.guessed === true
  const from = span ?? date
  const meant =
    ahead || !from
      ? due_on && says_day
        ? { from: due_on, to: due_on }
        : null
      : { from: from.day, to: from.end ?? from.day }
  return {
    due_on,
    due_time: gone ? null : time,
    repeat: null,
    says_day,
    either_half,
    span: meant,
    unclear: unread,
    rest,
  }
}
