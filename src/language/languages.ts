/** Owns which languages there are, and which one words are in: by the words, else by what was spoken, the locale, English. */

import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { fold } from './fold.ts'
import { french } from './fr.ts'
import { italian } from './it.ts'
import type { Language } from './language.ts'
import { dutch } from './nl.ts'
import { portuguese } from './pt.ts'

export const LANGUAGES: readonly Language[] = [english, german, spanish, french, portuguese, italian, dutch]

/** The language of the words first, then those whose words may be mixed in. */
export type Languages = readonly [Language, ...Language[]]

/** Date words this short are shared by too many languages to tell one. */
const TELLING_MIN_CHARS = 4
const vocabularyOf = ({ telling, verbs, dates }: Language) => {
  const words = Object.values(dates).flatMap((phrases) => phrases.split(/[\s_]+/))
  return new Set([
    ...telling.split(/\s+/),
    ...verbs.split(/\s+/),
    ...words.filter((word) => word.length >= TELLING_MIN_CHARS),
  ])
}
const VOCABULARIES = LANGUAGES.map((language) => ({ language, words: vocabularyOf(language) }))

/** The language that a locale names, if it is one of ours. */
export const languageOf = (locale: string | undefined): Language | undefined =>
  LANGUAGES.find(({ tag }) => locale?.slice(0, 2).toLowerCase() === tag)

/** The language of a reader: their locale’s, else English. */
export const languageFor = (locale: string | undefined): Language => languageOf(locale) ?? english

/** The locale in which a language is written: the person’s own, when it is of that language. */
export const localeIn = ({ tag }: Language, locale: string | undefined): string =>
  locale?.slice(0, 2).toLowerCase() === tag ? locale : tag

/** Words looked at: a language shows at once. */
const WORDS_MAX = 60

/**
 * Languages by how many of the words are theirs; of equals, the one spoken before, then the person’s own, then English.
 * @param spoken the language of what was said before
 */
export const languagesOf = (text: string, locale?: string, spoken?: Language): Languages => {
  const own = languageOf(locale)
  const [first = { language: english, hits: 0 }, ...others] = scoresOf(text, own, spoken)
  const beside = others.filter(({ language, hits }) => hits > 0 || language === own || language === english)
  return [first.language, ...beside.map(({ language }) => language)]
}

/**
 * The language of a message, in which all of its answer is: told by its words, else by those before it, else by the locale.
 * @param before the person’s message before it
 */
export const spokenIn = (words: string, before?: string, locale?: string): Language =>
  languagesOf(words, locale, before === undefined ? undefined : languagesOf(before, locale)[0])[0]

const scoresOf = (text: string, own: Language | undefined, spoken: Language | undefined) => {
  const words = new Set((fold(text).match(/\p{L}+/gu) ?? []).slice(0, WORDS_MAX))
  return VOCABULARIES.map(({ language, words: known }, at) => {
    const hits = [...words].filter((word) => known.has(word)).length
    const liked = (language === spoken ? 0.6 : 0) + (language === own ? 0.5 : 0) - at / 100
    return { language, hits, score: hits + (hits > 0 || language === spoken || language === own ? liked : -1) }
  }).sort((a, b) => b.score - a.score)
}
