import { expect, test } from 'bun:test'
import type { Language } from '../../../src/language/language.ts'
import { LANGUAGES, languageOf } from '../../../src/language/languages.ts'
import { findClock } from '../../../src/task/quick-add/clock-rules.ts'
import { lexiconOf } from '../../../src/task/quick-add/lexicon.ts'
import { kindsOf, tokenize } from '../../../src/task/quick-add/tokens.ts'

const time = (words: string, language: Language) => {
  const tokens = tokenize(words, lexiconOf([language]))
  return findClock(tokens, kindsOf(tokens), language)?.time
}

test.each([
  ['en', 'at 5', '17:00'],
  ['en', 'at 5 in the morning', '05:00'],
  ['en', 'at half past six', '18:30'],
  ['en', 'quarter to seven pm', '18:45'],
  ['en', '5-6pm', '17:00'],
  ['en', 'at noon', '12:00'],
  ['en', 'dinner at 8', '20:00'],
  ['de', 'um halb 5', '16:30'],
  ['de', 'um 19 Uhr', '19:00'],
  ['es', 'a las 5 de la tarde', '17:00'],
  ['fr', 'à 14h30', '14:30'],
  ['pt', 'às 17h', '17:00'],
  ['it', 'alle 9:30', '09:30'],
  ['nl', 'om half 5', '16:30'],
])('%s: %p is %p', (tag, words, expected) =>
  expect(time(words, languageOf(tag) ?? (LANGUAGES[0] as Language))).toBe(expected),
)

test('no hour is read from what is none', () => {
  for (const words of ['room 10', '25:00', 'at 30', 'buy 2 tickets'])
    expect(time(words, LANGUAGES[0] as Language)).toBeUndefined()
})
