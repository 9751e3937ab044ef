/** Schemas as the document holds them: plain JSON, and a pointer wherever a shape has a name. */
import { expect, test } from 'bun:test'
import { Type } from '@sinclair/typebox'
import { propertiesOf, referTo, schemas } from '../../../src/door/openapi/references.ts'
import { pageAs } from '../../../src/lib/json-schema.ts'
import { Run } from '../../../src/run/schema.ts'
import { NewTask, Task } from '../../../src/task/schema.ts'
import { declared } from '../../../src/validate.ts'

const TASK = { $ref: '#/components/schemas/Task' }

test('a shape with a name is pointed at, however it is wrapped', () => {
  expect(referTo(Task)).toEqual(TASK)
  expect(referTo(Type.Optional(Task))).toEqual(TASK)
  expect(referTo(declared(NewTask))).toEqual({ $ref: '#/components/schemas/NewTask' })
  expect(referTo(Type.Array(Type.Union([Task, Type.Null()])))).toEqual({
    type: 'array',
    items: { anyOf: [TASK, { type: 'null' }] },
  })
  expect(referTo(pageAs('tasks', Task))).toMatchObject({ properties: { tasks: { items: TASK } } })
})

test('everything else is written out, without marks of the library', () => {
  const schema = referTo(Type.Object({ a: Type.Literal('x') }, { additionalProperties: false }))
  expect(Object.getOwnPropertySymbols(schema)).toEqual([])
  expect(schema).toEqual({
    type: 'object',
    additionalProperties: false,
    required: ['a'],
    properties: { a: { type: 'string', const: 'x' } },
  })
})

test('a named shape points at others, never at itself', () => {
  for (const [name, schema] of Object.entries(schemas())) expect(schema, name).not.toHaveProperty('$ref')
  expect(schemas().Run).toMatchObject({ properties: { items: { items: { $ref: '#/components/schemas/Item' } } } })
})

test('tells fields and whether they are needed', () => {
  expect(propertiesOf(NewTask)[0]).toEqual(['title', NewTask.properties.title, true])
  expect(propertiesOf(Run)).toHaveLength(Object.keys(Run.properties).length)
  expect(propertiesOf(undefined)).toEqual([])
})
