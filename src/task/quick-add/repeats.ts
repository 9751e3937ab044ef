/** Owns repeats: “every monday”, “am 31. jeden Monats”, “fortnightly” as RFC 5545 recurrence rules. */
import { isRepeat } from '../recurrence.ts'
import type { Token } from './tokens.ts'

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const UNITS: Record<string, [freq: string, times: number]> = {
  d: ['DAILY', 1],
  w: ['WEEKLY', 1],
  m: ['MONTHLY', 1],
  q: ['MONTHLY', 3],
  y: ['YEARLY', 1],
  f: ['WEEKLY', 2],
}
const INTERVAL_MAX = 366
/** Shortest month: what is due later in a month falls on its last day when the month is shorter. */
const SHORTEST = 28

const each = (rule: string, times: number) => (times === 1 ? rule : `${rule};INTERVAL=${times}`)

const every = (unit: string, times: number) => {
  const [freq, own] = UNITS[unit] ?? ['DAILY', 1]
  return each(`FREQ=${freq}`, own * times)
}

/** “On the 31st” in words means the last day of a shorter month. */
const onDay = (rule: string, date: number, longest: number) => {
  if (date < 1 || date > longest) return undefined
  if (date <= SHORTEST) return `${rule};BYMONTHDAY=${date}`
  const days = Array.from({ length: date - SHORTEST + 1 }, (_, i) => SHORTEST + i)
  return `${rule};BYMONTHDAY=${days.join(',')};BYSETPOS=-1`
}
const monthly = (date: number, times = 1) => onDay(each('FREQ=MONTHLY', times), date, 31)
const yearly = (month: number, date: number) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${date}`

const valueIn = (tokens: Token[], kind: RegExp) => tokens.find((token) => kind.test(token.kind))?.value ?? ''
const numberOf = (tokens: Token[]) => Number(valueIn(tokens, /[no]/) || 1)
const weekdays = (tokens: Token[]) => [
  ...new Set(tokens.filter(({ kind }) => /[Ww]/.test(kind)).map(({ value }) => CODES[Number(value)])),
]
const weekly = (tokens: Token[], times: number) => `${each('FREQ=WEEKLY', times)};BYDAY=${weekdays(tokens).join(',')}`

const nth = (tokens: Token[]) => {
  const place = tokens.some(({ kind }) => kind === 'L') ? -1 : numberOf(tokens)
  return place >= -1 && place <= 5 ? `FREQ=MONTHLY;BYDAY=${place}${weekdays(tokens)[0]}` : undefined
}

type Build = (tokens: Token[]) => string | undefined
const hasUnit =
  (unit: string, build: Build): Build =>
  (tokens) =>
    tokens.some(({ kind, value }) => kind === 'u' && value === unit) ? build(tokens) : undefined
const times = (tokens: Token[]) => (tokens.some(({ kind }) => kind === 'x') ? 2 : numberOf(tokens))
const unitOf = (tokens: Token[]) => valueIn(tokens, /[uQ]/) || 'q'
const fromRule: Build = (tokens) => valueIn(tokens, /[Rb]/)

const LIST = '[Ww](?:-?[,&/.]*(?<!-)[Ww])*'
/** Patterns over concepts; longer readings stand before those that are their beginnings. */
const RULES: [pattern: RegExp, build: Build][] = [
  [
    /(?:e[Ot]*|[Ot]*)[oL][Ww]i?[fFO]?t?e?t?u/g,
    (tokens) => (tokens.some(({ kind }) => kind === 'e') ? hasUnit('m', nth)(tokens) : undefined),
  ],
  [
    /(?:eu|[Rb])[,Ot]*[oL]W/g,
    (tokens) => (/u|MONTHLY/.test(valueIn(tokens, /[Rbu]/) + (tokens[1]?.kind ?? '')) ? nth(tokens) : undefined),
  ],
  [
    /[Ot]*Lu(?:[fit]*eu)|e?[Ot]*Lu[fit]*u|eu[,Ot]*Lu(?:ft?u)?/g,
    (tokens) => (tokens.some(({ kind }) => kind === 'e') ? 'FREQ=MONTHLY;BYMONTHDAY=-1' : undefined),
  ],
  [
    /e[no]?u[,OtfA]*[no](?![uhk,])/g,
    hasUnit('m', (tokens) =>
      monthly(Number(tokens.at(-1)?.value), tokens[1]?.kind === 'u' ? 1 : times(tokens.slice(0, -1))),
    ),
  ],
  [
    /b[,Ot]*[no](?![uhkM])/g,
    (tokens) => (/MONTHLY$/.test(tokens[0]?.value ?? '') ? monthly(numberOf(tokens)) : undefined),
  ],
  // “todo dia 10”, at the end: the tenth of each month.
  [
    /e[uO]n$/g,
    hasUnit('d', (tokens) => (/^(?:todo|cada)$/i.test(tokens[0]?.text ?? '') ? monthly(numberOf(tokens)) : undefined)),
  ],
  [/[Ot]*[no][,fit]*eu/g, hasUnit('m', (tokens) => monthly(numberOf(tokens)))],
  [
    /eo[fFit]*e?u(?=$|[^u])/g,
    (tokens) => (tokens.length > 2 ? hasUnit('m', (all) => monthly(numberOf(all)))(tokens) : undefined),
  ],
  [
    /(?:(?:eu|b)[,Ot]*|e[Ot]*|[Ot]*(?=[no]f?M[fit]*eu))[no]f?M(?:[fit]*eu)?/g,
    (tokens) => yearly(Number(valueIn(tokens, /M/)), numberOf(tokens)),
  ],
  [/(?:(?:eu|b)[,Ot]*|e)Mt?[no]/g, (tokens) => yearly(Number(valueIn(tokens, /M/)), numberOf(tokens))],
  [new RegExp(`e[xo]${LIST}`, 'g'), (tokens) => weekly(tokens, times(tokens))],
  [new RegExp(`e${LIST}`, 'g'), (tokens) => weekly(tokens, 1)],
  [
    new RegExp(`e[nox]?u[,Ot]*(?:n(?=[Ww]))?${LIST}`, 'g'),
    (tokens) =>
      unitOf(tokens) === 'w' || unitOf(tokens) === 'f'
        ? weekly(tokens, times(tokens) * (unitOf(tokens) === 'f' ? 2 : 1))
        : undefined,
  ],
  [
    new RegExp(`b[,Ot]*${LIST}`, 'g'),
    (tokens) =>
      /WEEKLY/.test(tokens[0]?.value ?? '') ? weekly(tokens, /=2/.test(tokens[0]?.value ?? '') ? 2 : 1) : undefined,
  ],
  [/[Ot]*w(?:[,&/.]*[Ww])*/g, (tokens) => weekly(tokens, 1)],
  // “mon wed and fri”: three days are a habit.
  [/[Ot]*W(?:[,&/.]+|(?=W))W[,&/.]*[&,]W(?:[,&/.]*W)*/g, (tokens) => weekly(tokens, 1)],
  [/[Oet]*R/g, fromRule],
  [/eK/g, () => 'FREQ=WEEKLY;BYDAY=SA,SU'],
  [/e[nox][uQ]/g, (tokens) => every(unitOf(tokens), times(tokens))],
  [/e[uQ]/g, (tokens) => every(unitOf(tokens), 1)],
  [/e(?=p)/g, () => 'FREQ=DAILY'],
  [/eo(?![uW])/g, (tokens) => (tokens[1]?.text.match(/\d/) ? monthly(numberOf(tokens)) : undefined)],
]

/** A longer interval in words is more likely a slip than a habit. */
const isHabit = (repeat: string) => isRepeat(repeat) && Number(/INTERVAL=(\d+)/.exec(repeat)?.[1] ?? 1) <= INTERVAL_MAX

interface RepeatFound {
  /** An RRULE without its name. */
  repeat: string
  /** Tokens from, and up to but not including. */
  from: number
  to: number
}

/** An adverb is a repeat only at an end: in the middle it is a word like any other (“write weekly report”). */
const adverb = (tokens: Token[], kinds: string): RepeatFound | undefined => {
  const last = kinds.length - 1
  const parted =
    /[,-]/.test(kinds[1] ?? '') && (tokens[1]?.text === ':' || (tokens[1]?.start ?? 0) > (tokens[0]?.end ?? 0))
  // “täglich um 20 Uhr …”: a time after it shows that it is a habit.
  const timed = /^b[,At]*(?:c|nk|n[AFO]|d)/.test(kinds)
  if (kinds[0] === 'b' && (parted || timed || last === 0)) return { repeat: tokens[0]?.value ?? '', from: 0, to: 1 }
  const at = kinds.search(/(?<=[^-])b(?=$|[.,AFcO(])/)
  return at > 0 ? { repeat: tokens[at]?.value ?? '', from: at, to: at + 1 } : undefined
}

const LETTER = /\p{Lu}/u
/** “read Every Day”: a name of a book, not a habit. */
const isName = (tokens: Token[], from: number, to: number) =>
  from > 0 &&
  to - from > 1 &&
  /^\p{Ll}/u.test(tokens[0]?.text ?? '') &&
  tokens.slice(from, to).every(({ text }) => LETTER.test(text.charAt(0)))

export const findRepeat = (tokens: Token[], kinds: string): RepeatFound | undefined => {
  for (const [pattern, build] of RULES)
    for (const match of kinds.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      const repeat = build(tokens.slice(from, to))
      if (repeat && isHabit(repeat) && !isName(tokens, from, to)) return { repeat, from, to }
    }
  return adverb(tokens, kinds)
}
