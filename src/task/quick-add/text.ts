/** Owns the seams: what words look like after a part has been read out of them, and what a to-do begins with. */
import { fold } from '../../language/fold.ts'
import type { Language } from '../../language/language.ts'

/** Words longer than this (UTF-16 units) are kept, never read: reading costs more than a long text is likely to mean. */
export const READ_MAX_CHARS = 1000
export const readableTitle = (words: string) => words.length <= READ_MAX_CHARS

/** One space between words, none at the ends. */
export const collapseSpaces = (words: string) => words.replace(/\s+/g, ' ').trim()

/** A title without the punctuation that parts read out of it have left at its ends. */
export const trimTitle = (words: string) =>
  collapseSpaces(words)
    .replace(/^[ ,;:–-]+/, '')
    .replace(/ [.!?]+$/, '')
    .replace(/[ ,;:–(-]+$/, '')
    .replace(/ (?=[,;.!?])/g, '')
    .replace(/ (?:and|then)$/i, '')
    .trim()

const verbs = new Map<string, Set<string>>()
const verbsOf = ({ tag, verbs: words }: Language) => {
  const known = verbs.get(tag) ?? new Set(words.split(/\s+/))
  verbs.set(tag, known)
  return known
}

/** Whether the words begin with a to-do verb that has an object: a verb alone may be half of “wash and fold”. */
export const startsWithVerb = (words: string, language: Language): boolean => {
  const match = /^[\s\p{S}]*(\p{L}+)\s+\S/u.exec(words)
  return match !== null && verbsOf(language).has(fold(match[1] ?? ''))
}
/** Whether they end with one, in a language that puts it there (“Brot kaufen”). */
export const endsWithVerb = (words: string, language: Language): boolean => {
  const match = /\S\s+(\p{L}+)[\s.!]*$/u.exec(words)
  return language.verb_last && match !== null && verbsOf(language).has(fold(match[1] ?? ''))
}
export const isVerbAlone = (words: string, language: Language) => verbsOf(language).has(fold(words.trim()))
