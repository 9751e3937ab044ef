import { describe, expect, test } from 'bun:test'
import { canonicalJson } from '../../src/lib/canonical.ts'
import { decodeCursor, encodeCursor, pageOf } from '../../src/lib/cursor.ts'
import { isId, newId } from '../../src/lib/id.ts'
import { likePattern } from '../../src/lib/like.ts'

describe('ids', () => {
  test('ours are ids and rise', () => {
    const ids = Array.from({ length: 100 }, newId)
    expect(ids.every(isId)).toBe(true)
    expect([...ids].sort()).toEqual(ids)
  })
  for (const text of ['', 'x', '../../etc', `${newId()}x`, newId().toUpperCase(), '0'.repeat(36)]) {
    test(`«${text}» is none`, () => expect(isId(text)).toBe(false))
  }
})

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

test('canonical JSON is blind to the order of keys and to absent ones', () => {
  expect(canonicalJson({ b: [1, { d: 2, c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":2}]}')
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
  expect(canonicalJson(['a'])).not.toBe(canonicalJson({ 0: 'a' }))
})

test('LIKE takes its wildcards from us alone', () => expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%'))
