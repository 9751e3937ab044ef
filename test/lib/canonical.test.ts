import { describe, expect, test } from 'bun:test'
import { canonicalJson } from '../../src/lib/canonical.ts'

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ z: { d: [], c: null }, a: '"' }, '{"a":"\\"","z":{"c":null,"d":[]}}'],
    [[{ b: 1, a: 2 }, 1, 'x'], '[{"a":2,"b":1},1,"x"]'],
    [undefined, 'null'],
    [null, 'null'],
    ['', '""'],
    [{ a: undefined }, '{}'],
  ])('%j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  test('keeps the order of lists, which means something', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
  })

  test('does not follow a hostile key', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1},"b":2}'))).toBe('{"__proto__":{"a":1},"b":2}')
  })
})

test('canonical JSON is blind to the order of keys and to absent ones', () => {
  expect(canonicalJson({ b: [1, { d: 2, c: null }], a: undefined })).toBe('{"b":[1,{"c":null,"d":2}]}')
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
  expect(canonicalJson(['a'])).not.toBe(canonicalJson({ 0: 'a' }))
})
