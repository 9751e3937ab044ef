import { expect, test } from 'bun:test'
import { type CardWord, cardWords } from '../../src/language/card-words.ts'
import { english } from '../../src/language/en.ts'
import { LANGUAGES } from '../../src/language/languages.ts'

test.each(LANGUAGES.map((language) => [language.tag, language] as const))(
  '%s has every word of cards, with the gaps of the English one',
  (_, { card }) => {
    const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort()
    for (const word of Object.keys(english.card) as CardWord[])
      expect([word, gaps(card[word])]).toEqual([word, gaps(english.card[word])])
  },
)

test('a table that lacks a word does not load', () => {
  expect(() => cardWords('added: Added | changed: Changed')).toThrow('completed')
})
