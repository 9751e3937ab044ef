/**
 * Owns the doubts: words that look like a date or a time and are part of a title (“read The Day After Tomorrow”,
 * “march for science”, “run 10 km”). A date missed is seen at once; a title torn apart is not.
 */
import { fold } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'
import type { ClockFound } from './clock-rules.ts'
import type { DayFound } from './day-rules.ts'
import { startsWithVerb } from './text.ts'
import type { Token } from './tokens.ts'

interface Around {
  words: string
  tokens: Token[]
  kinds: string
  language: Language
}

/** Concepts that lead to a day. */
const LED = /[OBFAiNT][t,]*$/
const CAPITAL = /^\p{Lu}/u
const UNIT =
  /^\s*(?:miles?|km|k\b|steps|times|people|persons|percent|%|euros?|dollars|[€$£]|kg|g\b|l\b|ml|cups?|pages|x\b|of them|personen|personas|personnes|pessoas|persone)/i
const SET_PHRASE =
  /\b(?:black friday|good friday|cyber monday|casual friday|freaky friday|ash wednesday|easter (?:sun|mon)day|palm sunday|super tuesday|throwback thursday|friday night lights|sunday (?:times|roast|school|best)|monday blues|today show|tomorrow never)\b/i

const textOf = ({ words, tokens }: Around, from: number, to: number) =>
  words.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0)
const afterOf = ({ words, tokens }: Around, to: number) => words.slice(tokens[to - 1]?.end ?? words.length)

/** “watch Saturday Night Fever”: a capital name among ordinary words. Only in English do capitals decide. */
const isName = (around: Around, from: number, to: number) => {
  const { tokens, words, language, kinds } = around
  if (language.tag !== 'en' || from === 0 || !/^\p{Ll}/u.test(words)) return false
  const part = tokens.slice(from, to)
  const next = tokens[to]
  const capitals = part.every(({ text }) => text.split(/\s+/).every((word) => CAPITAL.test(word)))
  if (!capitals) return false
  if (next && kinds[to] !== '.' && CAPITAL.test(next.text)) return true
  return /\s/.test(textOf(around, from, to)) && !/\d/.test(textOf(around, from, to)) && !LED.test(kinds.slice(0, from))
}

/** Whether a plain word follows, so that what was found stands in the middle of a phrase. */
const runsOn = ({ kinds }: Around, to: number) =>
  /^[_Vvn]/.test(kinds.slice(to)) && !/^n(?:$|[-Z]c|[ak])/.test(kinds.slice(to))
/** A verb, or what leads to one: “devo pagare”. */
const beginsTask = (words: string, language: Language) =>
  startsWithVerb(words, language) || new RegExp(`^(?:${language.must})(?![a-z])`).test(fold(words))
/** Whether it may stand there all the same: first of all, or before the verb of a language that puts it last. */
const mayRunOn = (around: Around, from: number, to: number) =>
  around.language.verb_last ||
  (/^[OBAt, ]*$/.test(around.kinds.slice(0, from)) &&
    beginsTask(afterOf(around, to).replace(/^[\s,:–-]+/, ''), around.language))

const isLooseWeekday = (around: Around, { from, to }: DayFound) => {
  const { tokens, kinds } = around
  const led = LED.test(kinds.slice(0, from)) || /[NTOu]/.test(kinds.slice(from, to))
  const text = textOf(around, from, to)
  if (/t$/.test(kinds.slice(0, from)) && runsOn(around, to)) return true
  if (led) return false
  if (text.length <= 3 && /t$/.test(kinds.slice(0, from))) return true
  if (text.length <= 3 && !around.language.verb_last)
    return kinds.slice(to).trim() !== '' && !/^[Acpq(,.]/.test(kinds.slice(to))
  const article = /^(?:my|our|your|his|her|their|a|an)$/i.test(tokens[from - 1]?.text ?? '')
  return (runsOn(around, to) && !mayRunOn(around, from, to)) || (article && runsOn(around, to))
}

const isLooseFigure = (around: Around, { from, to }: DayFound) => {
  const { tokens, kinds } = around
  const text = tokens[to - 1]?.text ?? ''
  const led = LED.test(kinds.slice(0, from)) || kinds[from] === 'W'
  if (text === '24/7') return true
  if (/\d{4}/.test(text) || /^\d+\.\d+\.$/.test(text) || led) return false
  // “guide meeting 03.06 4pm”: two figures each and an hour are a day.
  if (/^0\d\.[01]\d$/.test(text) && /^A?(?:c|n[ka])/.test(kinds.slice(to))) return false
  if (/^\d+[.]\d+$/.test(text)) return true
  if (/^\d+-\d+$/.test(text)) return around.language.tag !== 'nl'
  return runsOn(around, to) && !mayRunOn(around, from, to)
}

const isLooseNumber = (around: Around, { from, to }: DayFound) => runsOn(around, to) && !mayRunOn(around, from, to)

/** “tickets for May 4th concert”: the day says which concert; it is no day to buy them on. */
const isOfNoun = (around: Around, from: number, to: number) => {
  const { tokens, language } = around
  const next = fold(tokens[to]?.text ?? '')
  return (
    language.tag === 'en' &&
    from > 1 &&
    /^for$/i.test(tokens[from - 1]?.text ?? '') &&
    runsOn(around, to) &&
    !new RegExp(`^(?:${language.company}|${language.glue}|${language.list.and})$`).test(next) &&
    !startsWithVerb(afterOf(around, to).trim(), language)
  )
}

/** Whether the day belongs to the title of the words rather than to the calendar. */
export const isLooseDay = (around: Around, found: DayFound): boolean => {
  const { from, to, rule } = found
  const { kinds } = around
  const after = afterOf(around, to)
  const nearby = around.words.slice(
    around.tokens[Math.max(0, from - 2)]?.start ?? 0,
    (around.tokens[to + 2] ?? around.tokens.at(-1))?.end,
  )
  if (/^['’]s\b/.test(after) || (/\d$/.test(textOf(around, from, to)) && UNIT.test(after)) || SET_PHRASE.test(nearby))
    return true
  if (isName(around, from, to) || (/^(?:date|weekday|ordinal)$/.test(rule) && isOfNoun(around, from, to))) return true
  if (/^now$/i.test(textOf(around, from, to))) return kinds.slice(to).trim() !== ''
  if (rule === 'feast' && !LED.test(kinds.slice(0, from)) && !/^[OBAFi]/.test(kinds.slice(from)))
    return runsOn(around, to) && !mayRunOn(around, from, to)
  if (rule === 'weekday') return isLooseWeekday(around, found)
  if (rule === 'figures') return isLooseFigure(around, found)
  if (rule === 'ordinal' || rule === 'number') return isLooseNumber(around, found)
  return /^(?:ahead|nextunits)$/.test(rule) ? /^(?:for|since)$/i.test(around.tokens[from - 1]?.text ?? '') : false
}

/** “at 5” is an hour only where the words pause; “3:16” after a name is a verse. */
export const isLooseClock = (around: Around, { from, to, clear, guessed }: ClockFound): boolean => {
  const { tokens, kinds, language } = around
  const text = textOf(around, from, to)
  if (isName(around, from, to) || UNIT.test(afterOf(around, to))) return true
  if (guessed) {
    // “evening class”, “good morning”: a part of the day stands at an end, after a day, or after “in the”.
    const beside =
      kinds[from - 1] === ' ' ||
      kinds[to] === ' ' ||
      /[Aifeq]/.test(kinds[from] ?? '') ||
      (kinds[from] === 't' && kinds[to] !== '_')
    return !beside && (kinds.slice(to).trim() !== '' || from === 0)
  }
  // “demain à 18 piscine”: an hour of the afternoon after “at”, or one after a day that was read.
  const figure = Number(tokens.slice(from, to).find(({ kind }) => kind === 'n')?.text)
  const hour = kinds[from] === 'A' && (figure > 12 || / /.test(kinds.slice(0, from)))
  if (!clear && hour && language.tag !== 'en') return false
  if (!clear) return runsOn(around, to) && !mayRunOn(around, from, to)
  if (/[ap]\.?m|h|^A/i.test(text) || kinds[from] === 'A' || LED.test(kinds.slice(0, from))) return false
  const name =
    language.tag === 'en' && kinds[from - 1] === '_' && CAPITAL.test(tokens[from - 1]?.text ?? '') && from > 1
  return /:/.test(text) && name && !/^(?:0?\d|1\d|2[0-3]):(?:00|15|30|45)/.test(text)
}
