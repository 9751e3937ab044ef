import { expect, test } from 'bun:test'
import { languagesOf } from '../../../src/language/languages.ts'
import { findDays } from '../../../src/task/quick-add/day-rules.ts'
import { lexiconOf } from '../../../src/task/quick-add/lexicon.ts'
import { kindsOf, tokenize } from '../../../src/task/quick-add/tokens.ts'

/** A Friday. */
const today = '2026-11-20'
const found = (words: string) => {
  const languages = languagesOf(words)
  const tokens = tokenize(words, lexiconOf(languages))
  return findDays(tokens, kindsOf(tokens), { today, month_first: false, day_numbers: languages[0].day_numbers })
}

test.each([
  ['on friday', '2026-11-27'],
  ['this friday', '2026-11-20'],
  ['next friday', '2026-11-27'],
  ['next monday', '2026-11-23'],
  ['the last friday of the month', '2026-11-27'],
  ['3 days from now', '2026-11-23'],
  ['two weeks from tomorrow', '2026-12-05'],
  ['by the end of next month', '2026-12-31'],
  ['24/12', '2026-12-24'],
  ['nächsten Dienstag', '2026-11-24'],
  ['el 14 de diciembre', '2026-12-14'],
  ['mardi prochain', '2026-11-24'],
  ['29 february', '2028-02-29'],
])('%p is %s', (words, day) => expect(found(words).found[0]?.day).toBe(day))

test('spans have an end', () => {
  expect(found('next week').found[0]).toMatchObject({ day: '2026-11-23', end: '2026-11-29' })
  expect(found('in the next two weeks').found[0]).toMatchObject({ day: today, end: '2026-12-04' })
})

test('what no calendar has is told, what is past is no day', () => {
  expect(found('31 february').unclear.map((tokens) => tokens.map(({ text }) => text).join(' '))).toEqual([
    '31 february',
  ])
  for (const words of ['last friday', '3 days ago', 'yesterday', '1 january 2020'])
    expect(found(words).found).toEqual([])
})
