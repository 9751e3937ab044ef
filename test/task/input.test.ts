import { describe, expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { AppError } from '../../src/errors.ts'
import { oneOf } from '../../src/lib/one-of.ts'
import { checker, trimmed } from '../../src/task/input.ts'

const check = checker(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 5 }),
      size: Type.Optional(oneOf(['small', 'big'], 'How big.')),
      day: Type.Optional(Type.Union([Type.String({ pattern: '^\\d+$', description: 'A number.' }), Type.Null()])),
      list: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2 })),
      count: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    { additionalProperties: false },
  ),
)
const problemsOf = (input: unknown) => {
  try {
    check(input)
    return 'nothing wrong'
  } catch (error) {
    return error instanceof AppError ? error.details : error
  }
}

describe('checker', () => {
  test('gives back the trimmed input', () => {
    expect(check({ name: ' a b ', list: [' x'] })).toEqual({ name: 'a b', list: ['x'] })
  })

  const rows: [unknown, string, string][] = [
    [{}, '/name', 'is required'],
    [{ name: '  ' }, '/name', 'must not be blank'],
    [{ name: 'sixsix' }, '/name', 'must have at most 5 characters'],
    [{ name: 5 }, '/name', 'must be string'],
    [{ name: 'a', size: 'huge' }, '/size', 'must be one of small, big'],
    [{ name: 'a', day: 'one' }, '/day', 'must be: A number.'],
    [{ name: 'a', day: 1 }, '/day', 'must be string'],
    [{ name: 'a', list: [] }, '/list', 'must have at least 1 entry'],
    [{ name: 'a', list: ['1', '2', '3'] }, '/list', 'must have at most 2 entries'],
    [{ name: 'a', count: 0 }, '/count', 'must be integer to be greater or equal to 1'],
    [{ name: 'a', other: 1 }, '/other', 'is not known here'],
    [{ name: 'a', list: ['\0'] }, '/list/0', 'must not contain NUL or half a character'],
    [{ name: '\udc00' }, '/name', 'must not contain NUL or half a character'],
  ]
  test.each(rows)('%j: %s %s', (input, path, message) => {
    expect(problemsOf(input)).toEqual([{ path, message }])
  })

  test('names every problem, at most ten, and says nothing of the values', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`field${at}`, 'secret']))
    const problems = problemsOf({ name: 7, size: 'papaya', ...many })
    expect(problems).toHaveLength(10)
    expect(JSON.stringify(problems)).not.toMatch(/papaya|secret/)
  })
})

describe('trimmed', () => {
  test('goes all the way down and leaves other values alone', () => {
    const input = { a: ' x ', b: [1, ' y', null, { c: '\tz\n' }], d: true }
    expect(trimmed(input)).toEqual({ a: 'x', b: [1, 'y', null, { c: 'z' }], d: true })
    expect(input.a).toBe(' x ')
  })

  test('a prototype in JSON stays a field', () => {
    const copy = trimmed(JSON.parse('{"__proto__":{"admin":true}}')) as Record<string, unknown>
    expect(Object.keys(copy)).toEqual(['__proto__'])
    expect(copy.admin).toBeUndefined()
  })
})
