/** Owns looking words up: what a word of one of the seven languages means to the calendar. */
import { slipped } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'

/** A meaning: the concept’s letter and its value (`language.ts`). */
interface Meaning {
  kind: string
  value: string
}
interface Phrase extends Meaning {
  words: string[]
}
export interface Lexicon {
  /** By first word, longest first. */
  phrases: Map<string, Phrase[]>
  /** Long words that a slip of the fingers may stand for. */
  long: [word: string, meaning: Meaning][]
  first: Language
  seen: Map<string, Meaning | undefined>
}

/** Concepts that a foreign word may still mean: none that could be an ordinary word of the first language. */
const BORROWED = new Set(['W', 'w', 'M', 'r', 'K'])
const BORROWED_MIN_CHARS = 5
/** Concepts whose words are long and telling enough to be read through a slip. */
const SLIPPABLE = new Set(['W', 'w', 'r', 'K'])
const MONTH_SLIP_MIN_CHARS = 7

const phrasesOf = ({ dates }: Language): Phrase[] =>
  Object.entries(dates).flatMap(([key, phrases]) =>
    phrases
      .split(/\s+/)
      .map((phrase) => ({ kind: key.charAt(0), value: key.slice(1), words: phrase.replaceAll('-', '_-_').split('_') })),
  )

const isBorrowed = ({ kind, words }: Phrase) => BORROWED.has(kind) && words.join('').length >= BORROWED_MIN_CHARS

const isLong = ({ kind, words: [word = '', ...more] }: Phrase) =>
  more.length === 0 &&
  (SLIPPABLE.has(kind) || (kind === 'M' && word.length >= MONTH_SLIP_MIN_CHARS)) &&
  word.length >= 5

const build = ([first, ...others]: readonly [Language, ...Language[]]): Lexicon => {
  const own = phrasesOf(first)
  const phrases = new Map<string, Phrase[]>()
  for (const phrase of [...own, ...others.flatMap((other) => phrasesOf(other).filter(isBorrowed))]) {
    const [word = ''] = phrase.words
    const there = phrases.get(word) ?? []
    if (!there.some((one) => one.words.join() === phrase.words.join())) there.push(phrase)
    phrases.set(word, there)
  }
  for (const there of phrases.values()) there.sort((a, b) => b.words.length - a.words.length)
  return { phrases, long: own.filter(isLong).map((phrase) => [phrase.words[0] ?? '', phrase]), first, seen: new Map() }
}

const built = new Map<string, Lexicon>()

/** The lexicon of some languages, the first of which the words are in. There are few, so all are kept. */
export const lexiconOf = (languages: readonly [Language, ...Language[]]): Lexicon => {
  const key = languages.map(({ tag }) => tag).join()
  const known = built.get(key)
  if (known) return known
  const made = build(languages)
  built.set(key, made)
  return made
}

/** Words one slip away from a date word that are words of their own. */
const OTHER_WORDS = new Set(
  'sabao luces terra manzana manzanas montage sundae sundry morgan sorgen borgen norgen morges martel marten lunas lunch sabato mandy'.split(
    ' ',
  ),
)

/** “Freitagnachmittag”, “vrijdagavond”: a day and a part of it, written as one word. */
export const dayParts = (
  { phrases }: Lexicon,
  word: string,
): { day: Meaning; part: Meaning; at: number } | undefined => {
  const single = (said: string, kind: string) =>
    phrases.get(said)?.find((one) => one.kind === kind && one.words.length === 1)
  for (let at = DAY_MIN_CHARS; at < word.length - PART_MIN_CHARS; at++) {
    const [day, part] = [single(word.slice(0, at), 'W'), single(word.slice(at), 'p')]
    if (day && part) return { day, part, at }
  }
  return undefined
}
const DAY_MIN_CHARS = 6
const PART_MIN_CHARS = 3

/** Words looked at for a slip are remembered, so many of them at most. */
const SLIPS_MAX = 2000
const slipOf = (word: string, { long, seen }: Lexicon): Meaning | undefined => {
  if (!seen.has(word)) {
    if (seen.size >= SLIPS_MAX) seen.clear()
    seen.set(word, long.find(([known]) => slipped(word, known))?.[1])
  }
  return seen.get(word)
}

/** The phrase that begins at `words[at]`, and how many words it has. */
export const lookUp = (lexicon: Lexicon, words: string[], at: number): (Meaning & { length: number }) | undefined => {
  const word = words[at] ?? ''
  const found = lexicon.phrases.get(word)?.find((phrase) => phrase.words.every((part, i) => part === words[at + i]))
  if (found) return { kind: found.kind, value: found.value, length: found.words.length }
  if (OTHER_WORDS.has(word) || word.includes("'")) return undefined
  const meant = slipOf(word, lexicon)
  return meant && { kind: meant.kind, value: meant.value, length: 1 }
}
