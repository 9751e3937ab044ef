/** Owns amounts that shift a day or an hour: “an hour later”, “by two days”, “um eine halbe Stunde nach hinten”. */
import { fold } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { lexiconOf } from '../../../task/quick-add/lexicon.ts'
import { kindsOf, tokenize } from '../../../task/quick-add/tokens.ts'
import type { Shift } from '../intent.ts'
import { pattern } from './patterns.ts'
import type { Context } from './reference.ts'

/** “two days”, “half an hour”, “une demi-heure”, “een uur”, “una hora y media”. */
const AMOUNT = /^(?:nH?-?[hk]|H-?n?[hk]|h|nh&H|n?x?u)$/
/** What stands before an amount in one of the languages. */
const LEAD = /^(?:(?:by|um|em|por|con|met|di|de) |d'\s?)/
/** Amounts beyond this are slips. */
const COUNT_MAX = 999
const DAYS: Record<string, number> = { d: 1, w: 7, f: 14 }

const turned = (by: Shift, sign: 1 | -1): Shift =>
  'days' in by
    ? { days: sign * by.days }
    : 'months' in by
      ? { months: sign * by.months }
      : { minutes: sign * by.minutes }

/** An amount of time and nothing else. */
export const amountOf = (words: string, { languages }: Context): Shift | undefined => {
  const said = words.trim()
  const lead = LEAD.exec(fold(said))?.[0].length ?? 0
  const tokens = tokenize(said.slice(lead), lexiconOf(languages))
  const kinds = kindsOf(tokens)
  if (!AMOUNT.test(kinds)) return undefined
  const count = Number(tokens.find(({ kind }) => kind === 'n')?.value ?? 1)
  if (count > COUNT_MAX) return undefined
  const hour = tokens.find(({ kind }) => kind === 'h' || kind === 'k')
  if (hour) {
    // The word of the clock counts hours too: “een uur”.
    const unit = hour.kind === 'k' ? 60 : Number(hour.value)
    return { minutes: kinds.endsWith('&H') ? unit * (count + 0.5) : unit * count * (kinds.includes('H') ? 0.5 : 1) }
  }
  const unit = tokens.at(-1)?.value ?? 'd'
  const months = { m: 1, q: 3, y: 12 }[unit]
  return months === undefined ? { days: count * (DAYS[unit] ?? 1) } : { months: count * months }
}

interface Turn {
  rest: string
  sign: 1 | -1
}
/** The way that words end in: “… later”, “… nach vorn”. */
const wayOf = (words: string, { list }: Language): Turn | undefined => {
  const said = fold(words)
  for (const [source, sign] of [
    [list.later, 1],
    [list.earlier, -1],
  ] as const) {
    const at = pattern(` (?:${source})[.!]*`, 'end').exec(said)?.index
    if (at !== undefined && at > 0) return { rest: words.slice(0, at).trim(), sign }
  }
  return undefined
}

/** “an hour later”: an amount and the way, with nothing beside them. */
export const readShift = (words: string, context: Context): Shift | undefined => {
  for (const language of context.languages) {
    const way = wayOf(words, language)
    const by = way && amountOf(way.rest, context)
    if (way && by) return turned(by, way.sign)
  }
  return undefined
}

/** Seams tried from the end: an amount has no more words. */
const SEAMS_MAX = 6
/** “the meeting to …”: what ends so is about a day, not about an amount. */
const OPEN_END = /[iOBAFZ]$/

/**
 * A task and how far it goes: “the dentist back an hour”.
 * @param sign the way, when the words do not say it
 */
export const readMoved = (
  words: string,
  sign: 1 | -1,
  context: Context,
): { name: string | undefined; by: Shift } | undefined => {
  const [language] = context.languages
  const end = wayOf(words, language)
  const said = end?.rest ?? words
  const alone = amountOf(said, context)
  if (alone) return { name: undefined, by: turned(alone, end?.sign ?? sign) }
  for (const { index } of [...said.matchAll(/ /g)].slice(-SEAMS_MAX)) {
    const by = amountOf(said.slice(index + 1), context)
    if (!by) continue
    const before = said.slice(0, index)
    const middle = wayOf(before, language)
    const name = middle?.rest ?? before
    if (!middle && OPEN_END.test(kindsOf(tokenize(name, lexiconOf(context.languages))))) return undefined
    return { name, by: turned(by, end?.sign ?? middle?.sign ?? sign) }
  }
  return undefined
}
