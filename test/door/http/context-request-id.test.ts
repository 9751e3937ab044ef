import { expect, test } from 'bun:test'
import { newRequestId, requestIdFrom } from '../../../src/door/http/context.ts'

const from = (value?: string) => requestIdFrom(new Headers(value === undefined ? {} : { 'x-request-id': value }))

test.each([['abcdefgh'], ['0190-ABC_def-12345678'], ['a'.repeat(64)]])('%p is kept', (given) => {
  expect(from(given)).toBe(given)
})

test.each([
  [undefined],
  [''],
  ['short'],
  ['a'.repeat(65)],
  ['has space in it'],
  ['"},{"level":"x'],
  ['<script>alert(1)</script>'],
  ['ümlaut-longer'],
  ['abcdefgh, ijklmnop'],
])('%p is replaced by one of ours', (given) => {
  const id = from(given)
  expect(id).not.toBe(given)
  expect(id).toMatch(/^[\w-]{36}$/)
})

test('ours are different every time', () => {
  expect(new Set(Array.from({ length: 100 }, newRequestId)).size).toBe(100)
})
