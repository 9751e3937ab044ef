/** Owns the rules that read a time of day: “at half past six”, “14h30”, “um halb fünf”, “a las 5 de la tarde”. */

import { fold } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'
import { timeText } from '../../lib/calendar.ts'
import type { Token } from './tokens.ts'

export interface ClockFound {
  from: number
  to: number
  time: string
  /** Whether am, pm, minutes, or a word for the part of the day was said. */
  clear: boolean
  /** The hour is ours, for a word like “evening”. */
  guessed: boolean
  /** Of today: “tonight”. */
  today: boolean
  /** An hour that may be of either half of the day. */
  either?: boolean
}

/** “at 5” means the afternoon: hours up to this one are read as p.m. */
const LAST_AFTERNOON_HOUR = 6

interface Said {
  hour: number
  minute: number
  half?: string
  /** Said so that no afternoon can be meant: 05:00, 17:00. */
  exact?: boolean
}

const hourOf = ({ hour, half, exact }: Said, part: string | undefined, tokens: Token[]) => {
  if (half) return half === 'p' ? (hour % 12) + 12 : hour % 12
  if (exact || hour < 1 || hour > 11) return hour
  if (part !== undefined) return part >= '12:00' && !(part >= '20:00' && hour < 5) ? hour + 12 : hour
  const last = tokens.some(({ kind }) => kind === 'V')
    ? 11
    : tokens.some(({ kind }) => kind === 'v')
      ? 0
      : LAST_AFTERNOON_HOUR
  return hour <= last ? hour + 12 : hour
}

const clockOf = ({ value, text }: Token): Said => {
  const [, hour = '0', minute = '0', half] = /^(\d+):(\d+)([ap]?)$/.exec(value) ?? []
  return {
    hour: Number(hour),
    minute: Number(minute),
    exact: /^0\d/.test(text) || /h\d|h$/i.test(text),
    ...(half && { half }),
  }
}

const value = (tokens: Token[], kind: string, at = 0) =>
  Number(tokens.filter((token) => token.kind === kind)[at]?.value ?? 0)
const halfOf = (tokens: Token[]) =>
  tokens
    .find(({ kind }) => kind === 'a')
    ?.text.charAt(0)
    .toLowerCase()
const before = (said: Said, minutes: number): Said =>
  minutes > 0 ? { ...said, hour: (said.hour + 23) % 24, minute: 60 - minutes } : said

type Read = (tokens: Token[], language: Language) => Said | undefined

const hours: Read = (tokens) => {
  const half = halfOf(tokens)
  return {
    hour: value(tokens, 'n'),
    minute: 0,
    ...(half && { half }),
    exact: /^0\d/.test(tokens.find(({ kind }) => kind === 'n')?.text ?? ''),
  }
}
const half: Read = (tokens, { half_before }) => {
  const said = { hour: value(tokens, 'n'), minute: half_before ? 0 : 30 }
  return half_before ? before(said, 30) : said
}

/** “alle 20 e 30”: what follows is minutes when it is no hour that people join. */
const minutesAfter: Read = (tokens) => {
  const minute = value(tokens, 'n', 1)
  return minute >= 10 ? { hour: value(tokens, 'n'), minute } : undefined
}

/** “at 10.30”; what has no two figures of minutes is no time. */
const dotted: Read = (tokens) => {
  const [, hour, minute] = /^(\d{1,2})\.([0-5]\d)$/.exec(tokens.at(-1)?.value ?? '') ?? []
  return minute === undefined ? undefined : { hour: Number(hour), minute: Number(minute), exact: /^0/.test(hour ?? '') }
}

/** Patterns over concepts, longest readings first; what is read stands between the optional “at” and the part of day. */
const RULES: [pattern: RegExp, read: Read][] = [
  [
    /A?n[-Z]c/g,
    (tokens) => ({
      hour: value(tokens, 'n'),
      minute: 0,
      half: (tokens.at(-1)?.value ?? '').slice(-1).replace(/\d/, ''),
    }),
  ],
  [/A?HPn[ka]?/g, (tokens) => ({ ...hours(tokens, undefined as never), hour: value(tokens, 'n'), minute: 30 })],
  [/A?QPn[ka]?/g, (tokens) => ({ ...hours(tokens, undefined as never), hour: value(tokens, 'n'), minute: 15 })],
  [
    /A?Q[ZBO]n[ka]?/g,
    (tokens) => ({
      ...before({ hour: value(tokens, 'n'), minute: 0 }, 15),
      ...(halfOf(tokens) && { half: halfOf(tokens) }),
    }),
  ],
  [
    /A?n[Pk]n[ka]?/g,
    (tokens) =>
      tokens.some(({ kind }) => kind === 'P')
        ? { hour: value(tokens, 'n', 1), minute: value(tokens, 'n') }
        : { hour: value(tokens, 'n'), minute: value(tokens, 'n', 1), exact: true },
  ],
  [/A?n[k]?&H/g, (tokens) => ({ hour: value(tokens, 'n'), minute: 30 })],
  [/A?n[k]?&Q/g, (tokens) => ({ hour: value(tokens, 'n'), minute: 15 })],
  [/A?n[k]?Y/g, (tokens) => before({ hour: value(tokens, 'n'), minute: 0 }, 15)],
  [
    /A?c&[HQ]/g,
    (tokens) => ({
      ...clockOf(tokens.find(({ kind }) => kind === 'c') ?? (tokens[0] as Token)),
      minute: tokens.at(-1)?.kind === 'H' ? 30 : 15,
    }),
  ],
  [/A?cY/g, (tokens) => before({ ...clockOf(tokens.find(({ kind }) => kind === 'c') as Token), minute: 0 }, 15)],
  [/A?c[kh]?/g, (tokens) => clockOf(tokens.find(({ kind }) => kind === 'c') as Token)],
  [/Ad/g, dotted],
  [/AHn|(?<!n)Hn(?=[ WrpKk]|$)/g, half],
  [/Ank?&n(?![uhM_n])/g, minutesAfter],
  [/A?[t]?n(?:ka?|a)/g, hours],
  [
    /A?(?<!n)k(?:n|c)/g,
    (tokens) => (tokens.at(-1)?.kind === 'c' ? clockOf(tokens.at(-1) as Token) : hours(tokens, undefined as never)),
  ],
  [/An/g, hours],
  [/(?<= )Bn(?= *$)/g, hours],
  [/(?<= )n(?= *$)/g, hours],
]

/** The part of day beside the hour: “8 in the morning”, “tomorrow morning at 8”. */
const partBeside = (tokens: Token[], from: number, to: number) => {
  // “movie night at 8”: a part of the day after a plain word belongs to it.
  if (
    tokens[from - 1]?.kind === 'p' &&
    /[_V]/.test(tokens[from - 2]?.kind ?? '') &&
    !/\s/.test(tokens[from - 1]?.text ?? '')
  )
    return undefined
  const at =
    [to, to + 1, from - 1, from - 2].find(
      (i) => tokens[i]?.kind === 'p' && ![tokens[i + 1], tokens[i - 1]].includes(undefined as never),
    ) ?? [to, from - 1, ...(/[Wr]/.test(tokens[to]?.kind ?? '') ? [to + 1] : [])].find((i) => tokens[i]?.kind === 'p')
  return at === undefined ? undefined : { at, value: tokens[at]?.value ?? '' }
}

const isOfEither = ({ hour }: Said) => hour >= 1 && hour <= 11
const isClock = ({ hour, minute }: Said) => hour <= 23 && minute <= 59

const RANGE = /^(?:[-Z&]|[-Z]A?)(?:c|n[ka]?)/

const exactHour = (tokens: Token[], kinds: string, language: Language): ClockFound | undefined => {
  for (const [pattern, read] of RULES)
    for (const match of kinds.matchAll(pattern)) {
      const from = match.index
      let to = from + match[0].length
      const said = read(tokens.slice(from, to), language)
      if (!said || !isClock(said)) continue
      const part = partBeside(tokens, from, to)
      const evening = [to, from - 1].find((i) => tokens[i]?.kind === 'q')
      const hour = hourOf(said, part?.value ?? tokens[evening ?? -1]?.value, tokens)
      const range = /c/.test(match[0]) ? (RANGE.exec(kinds.slice(to))?.[0].length ?? 0) : 0
      if (range && said.half === undefined) {
        const end = tokens.slice(to, to + range).find(({ kind }) => kind === 'c')
        if (end?.value.endsWith('p') && hour < 12)
          return {
            from,
            to: to + range,
            time: timeText(hour + 12, said.minute),
            clear: true,
            guessed: false,
            today: false,
          }
      }
      to += range
      if (part && part.at >= to) to = part.at + 1
      const start = part && part.at < from && part.at >= from - 1 ? part.at : from
      const today = evening !== undefined && part === undefined
      return {
        from: today ? Math.min(start, evening) : start,
        to: today ? Math.max(to, evening + 1) : to,
        time: timeText(hour, said.minute),
        clear: match[0].includes('c') || /[ak]/.test(match[0]) || part !== undefined || today,
        guessed: false,
        today,
        either: said.half === undefined && !said.exact && part === undefined && !today && isOfEither(said),
      }
    }
  return undefined
}

/** “tonight”, “in the evening”, “noon”. */
const wordHour = (tokens: Token[], kinds: string, language: Language): ClockFound | undefined => {
  const at = kinds.search(/A?[qm]|[Aifte]*p/)
  if (at < 0) return undefined
  const to = at + (/^(?:A?[qm]|[Aifte]*p)/.exec(kinds.slice(at))?.[0].length ?? 1)
  const token = tokens[to - 1]
  if (!token) return undefined
  // “parents evening 9/3”: in English a part of the day follows its day.
  const named = tokens[at - 1]?.kind === '_' && tokens[to]?.kind === 'd' && to - at === 1
  if (named && language.tag === 'en') return undefined
  return { from: at, to, time: token.value, clear: true, guessed: token.kind !== 'm', today: token.kind === 'q' }
}

/** “à 17 heures”, “lundi 17 heures”: a word that counts hours is the word of the clock after “at”, or after a day. */
const clockWords = (tokens: Token[], kinds: string, { dates }: Language): string => {
  const words = new Set((dates.k ?? '').split(/\s+/))
  return kinds.replace(/(?<=A[t]?n|[rWMKd ],?n)h(?!f)|(?<=^|[A rWMK,])h(?=[nc])/g, (kind, at: number) =>
    words.has(fold(tokens[at]?.text ?? '')) ? 'k' : kind,
  )
}

export const findClock = (tokens: Token[], kinds: string, language: Language): ClockFound | undefined =>
  exactHour(tokens, clockWords(tokens, kinds, language), language) ?? wordHour(tokens, kinds, language)
