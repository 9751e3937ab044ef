import { expect, test } from 'bun:test'
import { rowsOf } from '../../src/language/rows.ts'

test('rows are parted by line ends and bars, keys from texts by the first colon', () => {
  expect(rowsOf('a: one | b: two: three\n  c: four  ')).toEqual({ a: 'one', b: 'two: three', c: 'four' })
})
