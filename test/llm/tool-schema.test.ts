/** The copies of our schemas that models are sent: nothing in them that a grammar cannot hold, nothing lost that matters. */
import { describe, expect, test } from 'bun:test'
import { toModelSchema } from '../../src/llm/tool-schema.ts'
import { createRegistry } from '../../src/tool/registry.ts'
import { createTaskTools } from '../../src/tool/task/index.ts'

describe.each(
  createRegistry(createTaskTools(10_000))
    .specs()
    .map((spec) => [spec.name, spec] as const),
)('%s', (_, spec) => {
  const copy = toModelSchema(spec.parameters)
  test('has no pattern, no bound and no null', () => {
    expect(JSON.stringify(copy)).not.toMatch(/"(pattern|format|(min|max)(Length|Items|imum)|additionalProperties)":/)
    expect(JSON.stringify(copy)).not.toContain('"type":"null"')
  })

  test('has every field with its description', () => {
    const { properties } = copy as { properties: Record<string, { description?: string }> }
    expect(Object.keys(properties)).toEqual(Object.keys(spec.parameters.properties as object))
    for (const { description } of Object.values(properties)) expect(description).toBeTruthy()
  })
})

test('a field that is called like a rule stays a field', () => {
  const schema = { type: 'object', properties: { pattern: { type: 'string', pattern: '\\d' } }, required: ['pattern'] }
  expect(toModelSchema(schema)).toEqual({
    type: 'object',
    properties: { pattern: { type: 'string' } },
    required: ['pattern'],
  })
})

test('of several ways null alone goes', () => {
  const two = { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] }
  expect(toModelSchema(two)).toEqual({ anyOf: [{ type: 'string' }, { type: 'integer' }] })
})
