/** The shapes that every schema is made of. */
import { expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { nullable, pageAs, pageBody } from '../../src/lib/json-schema.ts'

test('nullable takes the value or null, and says so', () => {
  const schema = nullable(Type.String({ description: 'A name.' }))
  expect([Value.Check(schema, 'x'), Value.Check(schema, null), Value.Check(schema, 1)]).toEqual([true, true, false])
  expect(schema.description).toBe('A name. null means none.')
  expect(nullable(Type.String()).description).toBeUndefined()
})

test('a page holds rows under the name of what it lists, and nothing else', () => {
  const page = pageAs('things', Type.Integer(), { title: Type.String() })
  const fits = (value: object) => Value.Check(page, value)
  expect(fits({ title: 'a', things: [1], has_more: true, after: 'x' })).toBe(true)
  expect(fits({ title: 'a', things: [], has_more: false, after: null })).toBe(true)
  expect(fits({ things: [], has_more: false })).toBe(false)
  expect(fits({ title: 'a', things: ['x'], has_more: false })).toBe(false)
  expect(fits({ title: 'a', things: [], has_more: false, total: 1 })).toBe(false)
})

test('a page says that nothing follows', () => {
  expect(pageBody('tasks', { data: [1], has_more: false })).toEqual({ tasks: [1], has_more: false, after: null })
  const page = { data: [1], has_more: true, after: 'c', total: 9 }
  expect(pageBody('tasks', page) as object).toEqual({ tasks: [1], has_more: true, after: 'c', total: 9 })
})
