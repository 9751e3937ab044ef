/** Ids sort by time, and only their form is one. */
import { describe, expect, test } from 'bun:test'
import { idFrom, isId, newId } from '../../src/lib/id.ts'

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

test('an id made from a text is the same for the same text, and an id', () => {
  expect(idFrom('card 1')).toBe(idFrom('card 1'))
  expect(idFrom('card 1')).not.toBe(idFrom('card 2'))
  expect(isId(idFrom('card 1'))).toBe(true)
})
