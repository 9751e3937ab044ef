/** Versions: equal for equal states, another for another. */
import { expect, test } from 'bun:test'
import { versionOf } from '../../src/lib/version.ts'

test('the order of keys does not matter, every value does', () => {
  expect(versionOf({ a: 1, b: [2] })).toBe(versionOf({ b: [2], a: 1 }))
  const versions = [{ a: 1 }, { a: 2 }, { a: '1' }, { a: null }, { b: 1 }, { a: [1] }].map(versionOf)
  expect(new Set(versions).size).toBe(versions.length)
  for (const version of versions) expect(version).toMatch(/^[\w-]{22}$/)
})
