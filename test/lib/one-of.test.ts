import { expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { oneOf } from '../../src/lib/one-of.ts'

test('is a plain enum in JSON Schema', () => {
  expect(JSON.parse(JSON.stringify(oneOf(['low', 'high'], 'How urgent.')))).toEqual({
    type: 'string',
    enum: ['low', 'high'],
    description: 'How urgent.',
  })
})

test.each([
  ['low', true],
  ['Low', false],
  ['lowhigh', false],
  ['', false],
  [0, false],
  [null, false],
])('compiled, %p gives %p', (value, right) => {
  const check = TypeCompiler.Compile(Type.Object({ priority: oneOf(['low', 'high']) }))
  expect(check.Check({ priority: value })).toBe(right)
  expect([...check.Errors({ priority: value })].map((error) => error.path)).toEqual(right ? [] : ['/priority'])
})
