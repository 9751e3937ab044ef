/** Entity tags alone: what conditions allow. */
import { expect, test } from 'bun:test'
import { etagOf, expectedOf, isKnown } from '../../../src/door/http/etag.ts'
import { versionOf } from '../../../src/lib/version.ts'

const request = (headers: Record<string, string>) => new Request('http://localhost/', { headers })

test('a tag is the version in quotes', () => {
  expect(etagOf({ a: 1 })).toBe(`"${versionOf({ a: 1 })}"`)
})

test.each([
  [{}, undefined],
  [{ 'if-match': '*' }, undefined],
  [{ 'if-match': '"a"' }, ['a']],
  [{ 'if-match': ' "a" ,"b"' }, ['a', 'b']],
  [{ 'if-match': 'W/"a"' }, []],
  [{ 'if-match': 'a' }, []],
  [{ 'if-match': '' }, []],
  [{ 'if-match': '"a' }, []],
])('%j expects %j', (headers, expected) => {
  expect(expectedOf(request(headers as Record<string, string>))).toEqual(expected as never)
})

test.each([
  [{}, false],
  [{ 'if-none-match': '*' }, true],
  [{ 'if-none-match': '"x"' }, false],
])('%j knows the state: %p', (headers, known) => {
  expect(isKnown(request(headers as Record<string, string>), { a: 1 })).toBe(known)
  expect(isKnown(request({ 'if-none-match': `W/${etagOf({ a: 1 })}` }), { a: 1 })).toBe(true)
})
