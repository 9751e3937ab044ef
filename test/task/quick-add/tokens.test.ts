import { expect, test } from 'bun:test'
import { german } from '../../../src/language/de.ts'
import { english } from '../../../src/language/en.ts'
import { french } from '../../../src/language/fr.ts'
import { lexiconOf } from '../../../src/task/quick-add/lexicon.ts'
import { kindsOf, tokenize } from '../../../src/task/quick-add/tokens.ts'

const kinds = (words: string, language = english) => kindsOf(tokenize(words, lexiconOf([language])))

test.each([
  ['call bob on friday at 5pm', '__OWAc'],
  ['see https://a.example/2026-12-24 now', '__r'],
  ['pay €50 on 3/4', '__Od'],
  ['mail a@b.example', '__'],
  ['14h30', 'c'],
  ["the 3rd, 3 nov '31", 'to,nMn'],
])('%p is %p', (words, expected) => expect(kinds(words)).toBe(expected))

test('languages differ in what “14.” is, and in elision', () => {
  expect([kinds('am 14. Dezember', german), kinds('on 14. december')]).toEqual(['OoM', 'OnM'])
  expect(tokenize("d'appeler", lexiconOf([french])).map(({ text }) => text)).toEqual(["d'", 'appeler'])
})

test('every token knows its place', () => {
  const words = 'pay the day after tomorrow'
  expect(tokenize(words, lexiconOf([english])).map(({ start, end }) => words.slice(start, end))).toEqual([
    'pay',
    'the day after tomorrow',
  ])
})
