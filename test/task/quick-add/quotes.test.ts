import { expect, test } from 'bun:test'
import { hideQuotes, isQuotation, isQuoted } from '../../../src/task/quick-add/quotes.ts'

const rows: [string, number, string][] = [
  ['add "buy milk tomorrow"', 1, 'buy milk tomorrow'],
  ['add “x y” and ”b', 1, 'x y'],
  ["add 'salt and pepper'", 1, 'salt and pepper'],
  ['add «x y» and „b c“', 2, 'x y'],
  ["it's mum's day", 0, ''],
  ['one " alone', 0, ''],
  ['two "" together', 0, ''],
]
test.each(rows)('%p hides %p', (words, count, inner) => {
  const hidden = hideQuotes(words)
  expect([...hidden.words].filter((c) => c === '\ue000')).toHaveLength(count)
  expect(hidden.restore(hidden.words)).toBe(words)
  if (count) expect(hidden.words).not.toContain(inner)
  if (count) expect(hidden.inner(hidden.words)).toContain(inner)
})

test('marks of our own in the words are taken out, so nobody can point into another quotation', () => {
  const hidden = hideQuotes('\ue0000\ue001 "secret"')
  expect(hidden.restore('\ue0007\ue001')).toBe('')
  expect(hidden.restore(hidden.words)).not.toContain('\ue000')
  expect(hidden.restore(hidden.words).match(/secret/g)).toHaveLength(1)
})

test('a quotation alone loses its marks, one beside words keeps them', () => {
  const hidden = hideQuotes('"a b" c')
  const [quotation = ''] = hidden.words.split(' ')
  expect(hidden.bare(quotation)).toBe('a b')
  expect(hidden.bare(hidden.words)).toBe('"a b" c')
  expect([isQuotation(quotation), isQuotation(hidden.words), isQuoted(hidden.words), isQuoted('a')]).toEqual([
    true,
    false,
    true,
    false,
  ])
})
