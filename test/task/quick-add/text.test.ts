import { expect, test } from 'bun:test'
import { english } from '../../../src/language/en.ts'
import { collapseSpaces, readableTitle, startsWithVerb, trimTitle } from '../../../src/task/quick-add/text.ts'

test('titles keep their own punctuation', () => {
  expect(trimTitle(', buy milk ;')).toBe('buy milk')
  expect(trimTitle('who is it?')).toBe('who is it?')
  expect(trimTitle('buy milk and')).toBe('buy milk')
  expect(trimTitle('wow !')).toBe('wow')
})

test('spaces fold and long words are not read', () => {
  expect(collapseSpaces(' a \n\t b ')).toBe('a b')
  expect([readableTitle('x'.repeat(1000)), readableTitle('x'.repeat(1001))]).toEqual([true, false])
})

test('a to-do begins with a verb of its language', () => {
  expect([startsWithVerb('call mum', english), startsWithVerb('mum call', english)]).toEqual([true, false])
})
