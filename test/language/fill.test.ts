import { expect, test } from 'bun:test'
import { fill } from '../../src/language/fill.ts'

test('gaps are filled, and one without a value is empty', () => {
  expect(fill('{n} of {x}', { n: 2, x: 'y' })).toBe('2 of y')
  expect(fill('{x}!', {})).toBe('!')
})
