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

/** “Ive”, “isnt”: the mark that English writers leave out. */
const UNMARKED =
  /(?<![\p{L}'’])(?:(i|we|you|they)(ve|m|re|ll|d)|(do|does|is|are|did|have|has|wo|ca|sha|was|were|could|should|would)(nt)|(what|how|where|who|that|there|when|it)(s))(?![\p{L}'’])/giu
const NOT_UNMARKED = /^(?:were|wed|well|ill|id|cant?|wont|its)$/i
const marked = (words: string, { tag }: Language) =>
  tag === 'en'
    ? words.replace(UNMARKED, (word) =>
        NOT_UNMARKED.test(word) && !/^(?:cant|wont)$/i.test(word)
          ? word
          : /nt$/i.test(word)
            ? word.replace(/nt$/i, "n't")
            : word.replace(/(ve|m|re|ll|d|s)$/i, "'$1"),
      )
    : words

/** The words with slips in our own words mended: the first word alone, then the first few; only what differs. */
export const mended = (said: string, language: Language): string[] => {
  const words = marked(said, language)
  const parts = words.split(/(?<=\s)|(?=[\s:])/)
  const upTo = (limit: number) => {
    let seen = 0
    return parts.map((part) => (/^\p{L}+$/u.test(part) && seen++ < limit ? mend(part, language) : part)).join('')
  }
  return [...new Set([words, upTo(1), upTo(WORDS_MAX)])].filter((one) => one !== said)
}
