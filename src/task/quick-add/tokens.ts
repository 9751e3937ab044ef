/**
 * Owns cutting words into tokens, each with the letter of its concept, so that a rule of dates is one short pattern
 * for all languages. Addresses, quotations and numbers with a unit are one token and never torn.
 */
import { fold } from '../../language/fold.ts'
import { dayParts, type Lexicon, lookUp } from './lexicon.ts'

export interface Token {
  /** As written. */
  text: string
  start: number
  end: number
  /**
   * The concept (`language.ts`), or: c clock time · d date in figures · `,` `-` `(` punctuation · _ a word · . an end.
   */
  kind: string
  value: string
}

const PART =
  /(?<url>(?:https?:\/\/|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+)|(?<hidden>\ue000\d+\ue001|[#@]\p{L}\S*|#\d+|[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?[%€$£])|(?<date>(?<![\p{L}\p{N}./-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}(?:\4(?:\d{4}|\d{2})|(?<=\.\d{1,2})\.)?)(?![\p{L}\p{N}/-]|[.,]\d))|(?<clock>(?<![\p{L}\p{N}.:])(?:\d{1,2}[:hu]\d{2}|\d{1,2}h(?!\p{L})|\d{1,2}(?=-?ish(?!\p{L})))(?:-?ish)?(?:\s?[ap]\.?m\b\.?)?(?![\p{L}\p{N}]|:\d)|(?<![\p{L}\p{N}.:])\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m(?:\.|\b)(?!\p{L}))|(?<ordinal>(?<![\p{L}\p{N}.])\d{1,2}(?:st|nd|rd|th|er|eme|º|ª|°|ste|de|e)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.])\d{1,2}\.(?=\s+\p{L}|\s*$|,))|(?<year>(?<!\S)['’]\d{2}(?![\p{L}\p{N}]))|(?<word>[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*)|(?<mark>[^\s\p{L}\p{N}])/giu

/** Elided articles stand apart: “l'8 dicembre”, “d'ici”. */
const ELIDED = /^(?:[cdjlmnst]|qu|dell|all|dall|nell|sull|un)['’](?=[\p{L}\p{N}])/iu

const clockOf = (text: string): string => {
  const [, hour = '', minute = '00', half] = /^(\d{1,2})[:.hu]?(\d{2})?\s?([ap])?/i.exec(text) ?? []
  return `${hour}:${minute}${(half ?? '').toLowerCase()}`
}

const MARKS: Record<string, string> = {
  ',': ',',
  ';': ',',
  '-': '-',
  '–': '-',
  '—': '-',
  '→': '-',
  '(': '(',
  '@': 'A',
  '&': '&',
  ':': ',',
}

interface Raw extends Pick<Token, 'start' | 'end' | 'text'> {
  group: string
}

const rawTokens = (words: string): Raw[] =>
  [...words.matchAll(PART)].flatMap(({ 0: text, index, groups = {} }) => {
    const group = Object.entries(groups).find(([, value]) => value !== undefined)?.[0] ?? 'mark'
    const elided = group === 'word' ? (ELIDED.exec(text)?.[0].length ?? 0) : 0
    const whole = { group, text: text.slice(elided), start: index + elided, end: index + text.length }
    return elided ? [{ group: 'word', text: text.slice(0, elided), start: index, end: index + elided }, whole] : [whole]
  })

const plainToken = ({ group, text, start, end }: Raw, ordinals: boolean): Token => {
  const token = (kind: string, value = '') => ({ text, start, end, kind, value })
  if (group === 'date') return token('d', text)
  if (group === 'clock') return token('c', clockOf(text))
  if (group === 'ordinal')
    return ordinals || /\p{L}|[º°ª]/u.test(text) ? token('o', String(Number.parseInt(text, 10))) : token('n', text)
  if (group === 'year') return token('n', text.slice(1))
  if (group === 'word' && /^\d{1,4}$/.test(text)) return token('n', text)
  return token(group === 'mark' ? (MARKS[text] ?? '.') : '_')
}

/** “5-8 december”: two days, no date in figures. */
const rangeOf = ({ text, start, end }: Raw): Token[] | undefined => {
  const [whole, from = '', to = ''] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const at = start + from.length
  return [
    { text: from, start, end: at, kind: 'n', value: from },
    { text: '-', start: at, end: at + 1, kind: '-', value: '' },
    { text: to, start: at + 1, end, kind: 'n', value: to },
  ]
}

/** Languages that write “14.” for the fourteenth. */
const DOTTED = new Set(['de'])

export const tokenize = (words: string, lexicon: Lexicon): Token[] => {
  const raw = rawTokens(words)
  const folded = raw.map(({ group, text }) => (group === 'word' ? fold(text) : group === 'mark' ? text : ''))
  const tokens: Token[] = []
  for (let i = 0; i < raw.length; i++) {
    const one = raw[i]
    if (!one) break
    const range = one.group === 'date' && lookUp(lexicon, folded, i + 1)?.kind === 'M' ? rangeOf(one) : undefined
    if (range) {
      tokens.push(...range)
      continue
    }
    const found = one.group === 'word' || one.text === '@' ? lookUp(lexicon, folded, i) : undefined
    const last = raw[i + (found?.length ?? 1) - 1] ?? one
    if (found?.kind === 's') {
      const [day = '', time = ''] = found.value.split('@')
      const place = { text: one.text, start: one.start, end: one.end }
      tokens.push({ ...place, kind: 'r', value: day }, { ...place, kind: 'p', value: time })
      continue
    }
    const compound = found || one.group !== 'word' ? undefined : dayParts(lexicon, folded[i] ?? '')
    if (compound) {
      const seam = one.start + compound.at
      const part = ({ kind, value }: { kind: string; value: string }, start: number, end: number) =>
        tokens.push({ text: words.slice(start, end), start, end, kind, value })
      part(compound.day, one.start, seam)
      part(compound.part, seam, one.end)
      continue
    }
    tokens.push(
      found
        ? {
            text: words.slice(one.start, last.end),
            start: one.start,
            end: last.end,
            kind: found.kind,
            value: found.value,
          }
        : plainToken(one, DOTTED.has(lexicon.first.tag)),
    )
    i += (found?.length ?? 1) - 1
  }
  return clocked(tokens)
}

const DOTTED_CLOCK = /^(?:[01]?\d|2[0-3])\.([0-5]\d)$/
/** “15.30 Uhr”, “martedì 15.30”: figures with a point are a time before “o’clock”, or when no month has that number. */
const clocked = (tokens: Token[]): Token[] =>
  tokens.map((token, at) => {
    const [, minutes] = (token.kind === 'd' && DOTTED_CLOCK.exec(token.text)) || []
    if (minutes === undefined) return token
    const last = at === tokens.length - 1 && Number(minutes) % 5 === 0 && tokens.some(({ kind }) => /[Wr]/.test(kind))
    const after = (last || /[WwNrKk]/.test(tokens[at - 1]?.kind ?? '')) && Number(minutes) > 12
    return after || tokens[at + 1]?.kind === 'k' ? { ...token, kind: 'c', value: clockOf(token.text) } : token
  })

/** One letter a token, for the patterns of the rules. */
export const kindsOf = (tokens: Token[]) => tokens.map(({ kind }) => kind).join('')
