import { expect, test } from 'bun:test'
import { cut, readable, tidy, trimTitle } from '../../src/plain/tidy.ts'

test('a part goes with the words that lead to it', () => {
  const rows: [string, string, string][] = [
    ['call mum due by friday please', 'friday', 'call mum please'],
    ['call mum (tomorrow)', 'tomorrow', 'call mum'],
    ['pay on the 1st', '1st', 'pay'],
    ['move on friday', 'friday', 'move'],
    ['log on friday at noon', 'friday at noon', 'log'],
    ['standby friday', 'friday', 'standby'],
  ]
  for (const [words, part, rest] of rows) {
    const start = words.indexOf(part)
    expect(trimTitle(cut(words, start, start + part.length))).toBe(rest)
  }
})

test('titles keep their own punctuation', () => {
  expect(trimTitle(', buy milk ;')).toBe('buy milk')
  expect(trimTitle('who is it?')).toBe('who is it?')
  expect(trimTitle('buy milk and')).toBe('buy milk')
  expect(trimTitle('wow !')).toBe('wow')
})

test('spaces fold and long words are not read', () => {
  expect(tidy(' a \n\t b ')).toBe('a b')
  expect([readable('x'.repeat(1000)), readable('x'.repeat(1001))]).toEqual([true, false])
})
