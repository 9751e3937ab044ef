import { describe, expect, test } from 'bun:test'
import { type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { AppError } from '../src/errors.ts'
import { check, cleanText, problemsOf } from '../src/validate.ts'

const strict = { additionalProperties: false }
const problems = (schema: TSchema, value: unknown) => problemsOf(Value.Errors(schema, value))

const A = (schema: TSchema) => Type.Object({ a: schema }, strict)

describe('one rule, one sentence', () => {
  test.each([
    ['a missing field', A(Type.String()), {}, 'A is missing.'],
    ['no text', A(Type.String()), { a: 5 }, 'A must be text.'],
    ['empty text', A(Type.String({ minLength: 1 })), { a: '' }, 'A must not be empty.'],
    ['short text', A(Type.String({ minLength: 8 })), { a: 'x' }, 'A must have at least 8 characters.'],
    ['long text', A(Type.String({ maxLength: 2 })), { a: 'xyz' }, 'A must have at most 2 characters.'],
    ['a form', A(Type.String({ pattern: '^a$' })), { a: 'b' }, 'A does not have the right form.'],
    [
      'a described form',
      A(Type.String({ pattern: '^a$', description: 'The letter a.' })),
      { a: 'b' },
      'A does not have the right form: The letter a.',
    ],
    ['no truth value', A(Type.Boolean()), { a: 'true' }, 'A must be true or false.'],
    ['no number', A(Type.Number()), { a: '1' }, 'A must be a number.'],
    ['a fraction', A(Type.Integer()), { a: 1.5 }, 'A must be a whole number.'],
    ['a small number', A(Type.Integer({ minimum: 3 })), { a: 2 }, 'A must be 3 or more.'],
    ['a large number', A(Type.Integer({ maximum: 3 })), { a: 4 }, 'A must be 3 or less.'],
    ['no list', A(Type.Array(Type.String())), { a: 'x' }, 'A must be a list.'],
    ['a short list', A(Type.Array(Type.String(), { minItems: 1 })), { a: [] }, 'A must have at least 1 entry.'],
    ['a long list', A(Type.Array(Type.String(), { maxItems: 1 })), { a: ['x', 'y'] }, 'A must have at most 1 entry.'],
    [
      'a double entry',
      A(Type.Array(Type.String(), { uniqueItems: true })),
      { a: ['x', 'x'] },
      'A must not have the same entry twice.',
    ],
    ['no object', A(Type.Object({})), { a: 1 }, 'A must be an object.'],
    ['another literal', A(Type.Literal('user')), { a: 'assistant' }, 'A must be "user".'],
    [
      'none of some literals',
      A(Type.Union([Type.Literal('x'), Type.Literal('y')])),
      { a: 'z' },
      'A must be one of x, y.',
    ],
    ['text or null', A(Type.Union([Type.String(), Type.Null()])), { a: 5 }, 'A must be text.'],
    [
      'text or null, too long',
      A(Type.Union([Type.String({ maxLength: 1 }), Type.Null()])),
      { a: 'xy' },
      'A must have at most 1 character.',
    ],
    ['a rule without a sentence', A(Type.Tuple([Type.String()])), { a: [] }, 'A is not valid.'],
  ])('%s', (_, schema, value, message) => {
    expect(problems(schema, value)[0]).toEqual({ path: '/a', message })
  })
})

describe('places', () => {
  test('are pointers into the input', () => {
    const schema = Type.Object({ message: Type.Object({ content: Type.Array(Type.Object({ text: Type.String() })) }) })
    expect(problems(schema, { message: { content: [{ text: 'x' }, { text: 7 }] } })).toEqual([
      { path: '/message/content/1/text', message: 'Text must be text.' },
    ])
    expect(problems(schema, 5)).toEqual([{ path: '', message: 'The input must be an object.' }])
  })

  test.each([
    ['user_id', '/user_id'],
    ['__proto__x', '/__proto__x'],
    ['<script>alert(1)</script>', ''],
    ['a"b', ''],
    ['x'.repeat(65), ''],
  ])('of an unknown field %p is %p', (name, path) => {
    const message = path ? `The field ${name} is not known here.` : 'A field is not known here.'
    expect(problems(Type.Object({}, strict), { [name]: 1 })).toEqual([{ path, message }])
  })

  test('each place is told once, and not more than twenty', () => {
    expect(problems(A(Type.String({ minLength: 3, pattern: '^b' })), { a: '' })).toHaveLength(1)
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`f${n}`, n]))
    expect(problems(Type.Object({}, strict), many)).toHaveLength(20)
  })
})

test('fields are named as people say them', () => {
  const schema = Type.Object({ due_on: Type.String(), task_ids: Type.Array(Type.Integer()) })
  expect(problems(schema, { due_on: 1, task_ids: [1, 'x'] }).map(({ message }) => message)).toEqual([
    'Due date must be text.',
    'Entry 2 of task ids must be a whole number.',
  ])
})

describe('check', () => {
  const name = check(A(Type.String({ minLength: 1, maxLength: 5 })))
  const thrown = (work: () => unknown) => {
    try {
      return work()
    } catch (error) {
      return error instanceof AppError ? { message: error.message, details: error.details } : error
    }
  }

  test('gives back the trimmed input and leaves what came as it was', () => {
    const input = { a: ' abc ' }
    expect([name(input), input]).toEqual([{ a: 'abc' }, { a: ' abc ' }])
  })

  test.each<[string, unknown, string]>([
    ['what is blank', { a: ' ' }, 'A must not be empty.'],
    ['what is too long', { a: 'sixsix' }, 'A must have at most 5 characters.'],
    ['NUL', { a: 'a\0' }, 'A has characters that cannot be stored.'],
    ['half a character', { a: '\udc00' }, 'A has characters that cannot be stored.'],
  ])('refuses %s, at its place in the request', (_, input, message) => {
    expect(thrown(() => name(input, '/params'))).toEqual({ message, details: [{ path: '/params/a', message }] })
  })

  test('the message is the first of all problems', () => {
    const both = check(Type.Object({ a: Type.String(), b: Type.Integer() }))
    expect(thrown(() => both({}))).toEqual({
      message: 'A is missing.',
      details: [
        { path: '/a', message: 'A is missing.' },
        { path: '/b', message: 'B is missing.' },
      ],
    })
  })

  test('says nothing of the values', () => {
    const said = thrown(() => check(A(Type.Integer()))({ a: 'papaya', secret: 'melon' }))
    expect(JSON.stringify(said)).not.toMatch(/papaya|melon/)
  })
})

describe('text', () => {
  test('is trimmed all the way down, passwords apart', () => {
    const input = { a: ' x ', b: [1, ' y', null, { c: '\tz\n' }], password: ' p ' }
    expect(cleanText(input)).toEqual({ a: 'x', b: [1, 'y', null, { c: 'z' }], password: ' p ' })
    expect(cleanText(' x ', { trim: false })).toBe(' x ')
  })

  test.each([['{"__proto__":{"admin":true}}'], ['{"a":{"__proto__":1}}']])('%s is refused', (json) => {
    expect(() => cleanText(JSON.parse(json))).toThrow('A field has a name that is not allowed.')
  })
})
