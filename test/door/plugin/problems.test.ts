import { describe, expect, test } from 'bun:test'
import { type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { problemsOf } from '../../../src/door/plugin/problems.ts'

const strict = { additionalProperties: false }
const check = (schema: TSchema, value: unknown) => problemsOf(Value.Errors(schema, value))

const A = (schema: TSchema) => Type.Object({ a: schema }, strict)

describe('one rule, one sentence', () => {
  test.each([
    ['a missing field', A(Type.String()), {}, 'This field is missing.'],
    ['no text', A(Type.String()), { a: 5 }, 'Must be text.'],
    ['empty text', A(Type.String({ minLength: 1 })), { a: '' }, 'Must not be empty.'],
    ['short text', A(Type.String({ minLength: 8 })), { a: 'x' }, 'Must have at least 8 characters.'],
    ['long text', A(Type.String({ maxLength: 2 })), { a: 'xyz' }, 'Must have at most 2 characters.'],
    ['a form', A(Type.String({ pattern: '^a$' })), { a: 'b' }, 'Does not have the right form.'],
    [
      'a described form',
      A(Type.String({ pattern: '^a$', description: 'The letter a.' })),
      { a: 'b' },
      'Does not have the right form: The letter a.',
    ],
    ['no truth value', A(Type.Boolean()), { a: 'true' }, 'Must be true or false.'],
    ['no number', A(Type.Number()), { a: '1' }, 'Must be a number.'],
    ['a fraction', A(Type.Integer()), { a: 1.5 }, 'Must be a whole number.'],
    ['a small number', A(Type.Integer({ minimum: 3 })), { a: 2 }, 'Must be 3 or more.'],
    ['a large number', A(Type.Integer({ maximum: 3 })), { a: 4 }, 'Must be 3 or less.'],
    ['no list', A(Type.Array(Type.String())), { a: 'x' }, 'Must be a list.'],
    ['a short list', A(Type.Array(Type.String(), { minItems: 1 })), { a: [] }, 'Must have at least 1 entries.'],
    ['a long list', A(Type.Array(Type.String(), { maxItems: 1 })), { a: ['x', 'y'] }, 'Must have at most 1 entries.'],
    [
      'a double entry',
      A(Type.Array(Type.String(), { uniqueItems: true })),
      { a: ['x', 'x'] },
      'Must not have the same entry twice.',
    ],
    ['no object', A(Type.Object({})), { a: 1 }, 'Must be an object.'],
    ['another literal', A(Type.Literal('user')), { a: 'assistant' }, 'Must be "user".'],
    [
      'none of some literals',
      A(Type.Union([Type.Literal('x'), Type.Literal('y')])),
      { a: 'z' },
      'Must be one of x, y.',
    ],
    ['text or null', A(Type.Union([Type.String(), Type.Null()])), { a: 5 }, 'Must be text.'],
    [
      'text or null, too long',
      A(Type.Union([Type.String({ maxLength: 1 }), Type.Null()])),
      { a: 'xy' },
      'Must have at most 1 characters.',
    ],
    ['a rule without a sentence', A(Type.Tuple([Type.String()])), { a: [] }, 'Is not valid.'],
  ])('%s', (_, schema, value, message) => {
    expect(check(schema, value)[0]).toEqual({ path: '/a', message })
  })
})

describe('places', () => {
  test('are pointers into the input', () => {
    const schema = Type.Object({ message: Type.Object({ content: Type.Array(Type.Object({ text: Type.String() })) }) })
    expect(check(schema, { message: { content: [{ text: 'x' }, { text: 7 }] } })).toEqual([
      { path: '/message/content/1/text', message: 'Must be text.' },
    ])
    expect(check(schema, 5)).toEqual([{ path: '', message: 'Must be an object.' }])
  })

  test.each([
    ['user_id', '/user_id'],
    ['__proto__x', '/__proto__x'],
    ['<script>alert(1)</script>', ''],
    ['a"b', ''],
    ['x'.repeat(65), ''],
  ])('of an unknown field %p is %p', (name, path) => {
    expect(check(Type.Object({}, strict), { [name]: 1 })).toEqual([{ path, message: 'This field is not known here.' }])
  })

  test('each place is told once, and not more than twenty', () => {
    expect(check(A(Type.String({ minLength: 3, pattern: '^b' })), { a: '' })).toHaveLength(1)
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`f${n}`, n]))
    expect(check(Type.Object({}, strict), many)).toHaveLength(20)
  })
})
