/** Owns reading commands through a slip of the fingers: “finsih 3”, “shwo my lsit”. Only our own words are mended. */
import { fold, slipped, slips } from '../../../language/fold.ts'
import type { Language } from '../../../language/language.ts'
import { vocabularyOf } from './patterns.ts'

/** Words mended at the beginning of a request; a title further on is the person’s own. */
const WORDS_MAX = 6

const mend = (word: string, language: Language): string => {
  const vocabulary = vocabularyOf(language)
  const folded = fold(word)
  if (folded.length < 4 || vocabulary.has(folded) || language.verbs.split(' ').includes(folded)) return word
  const near = [...vocabulary].filter((known) => slipped(folded, known))
  return near.sort((a, b) => slips(folded, a, 2) - slips(folded, b, 2))[0] ?? word
}

/** The words with slips in our own words mended: the first word alone, then the first few; only what differs. */
export const mended = (words: string, language: Language): string[] => {
  const parts = words.split(/(?<=\s)|(?=[\s:])/)
  const upTo = (limit: number) => {
    let seen = 0
    return parts.map((part) => (/^\p{L}+$/u.test(part) && seen++ < limit ? mend(part, language) : part)).join('')
  }
  return [...new Set([upTo(1), upTo(WORDS_MAX)])].filter((one) => one !== words)
}
