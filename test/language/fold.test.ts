import { expect, test } from 'bun:test'
import { fold, slipped, slips } from '../../src/language/fold.ts'

test('folding drops case and accents and keeps places', () => {
  expect(fold('Über MAÑANA, déjà ’ß')).toBe("uber manana, deja 's")
  for (const text of ['Straße', '🍎 Äpfel', 'crème brûlée', '“x”']) expect(fold(text)).toHaveLength(text.length)
})

test('slips count letters missing, added, wrong and swapped', () => {
  expect([slips('friday', 'firday', 2), slips('delte', 'delete', 2), slips('monday', 'money', 2)]).toEqual([1, 1, 2])
  expect(slips('a', 'abcdef', 2)).toBe(3)
})

test('a slip in a word of ours is seen, another word is not', () => {
  expect(['firday', 'fridya', 'shwo'].map((word) => slipped(word, word === 'shwo' ? 'show' : 'friday'))).toEqual([
    true,
    true,
    true,
  ])
  expect(slipped('sunday', 'monday')).toBe(false)
  expect(slipped('cat', 'cart')).toBe(false)
})
