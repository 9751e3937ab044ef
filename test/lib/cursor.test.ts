/** Cursors come back as they went; anything else is none. */
import { describe, expect, test } from 'bun:test'
import { decodeCursor, encodeCursor, pageOf } from '../../src/lib/cursor.ts'

describe('cursors', () => {
  test('come back as they went', () => expect(decodeCursor(encodeCursor(['a', 1]), 'sn')).toEqual(['a', 1]))
  const wrong = ['', 'x', '%%%', encodeCursor([1]), encodeCursor(['a', 'b']), 'a'.repeat(600), btoa('{}')]
  for (const text of wrong) {
    test(`«${text.slice(0, 20)}» is none of that shape`, () => expect(decodeCursor(text, 'sn')).toBeUndefined())
  }
  test('a page says whether there is more, and where it begins', () => {
    const page = pageOf([1, 2, 3], 2, (n) => [n])
    expect(page).toEqual({ data: [1, 2], has_more: true, after: encodeCursor([2]) })
    expect(pageOf([1, 2], 2, (n) => [n])).toEqual({ data: [1, 2], has_more: false })
  })
})
