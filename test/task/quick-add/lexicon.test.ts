import { expect, test } from 'bun:test'
import { german } from '../../../src/language/de.ts'
import { english } from '../../../src/language/en.ts'
import { lexiconOf, lookUp } from '../../../src/task/quick-add/lexicon.ts'

const look = (words: string, languages: Parameters<typeof lexiconOf>[0] = [english]) => {
  const found = lookUp(lexiconOf(languages), words.split(' '), 0)
  return found && `${found.kind}${found.value} ${found.length}`
}

test('the longest phrase wins', () => {
  expect([look('day after tomorrow'), look('day'), look('the day after tomorrow')]).toEqual(['r2 3', 'ud 1', 'r2 4'])
})

test('a slip of the fingers is read, a word of its own is not', () => {
  expect([look('wendesday'), look('sundae'), look('match'), look('money')]).toEqual([
    'W2 1',
    undefined,
    undefined,
    undefined,
  ])
})

test('of a second language only long date words count', () => {
  expect([look('freitag', [english, german]), look('mi', [english, german])]).toEqual(['W4 1', undefined])
})
