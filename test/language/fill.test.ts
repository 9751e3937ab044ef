import { expect, test } from 'bun:test'
import { fill, rowsOf } from '../../src/language/fill.ts'

test('gaps are filled, and one without a value is empty', () => {
  expect(fill('{n} of {x}', { n: 2, x: 'y' })).toBe('2 of y')
  expect(fill('{x}!', {})).toBe('!')
})

test('rows are parted by line ends and bars, keys from texts by the first colon', () => {
  expect(rowsOf('a: one | b: two: three\n  c: four  ')).toEqual({ a: 'one', b: 'two: three', c: 'four' })
})
