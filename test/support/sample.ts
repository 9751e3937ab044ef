/** A value that a JSON Schema accepts, as small as it goes: what tests send to routes they were not told about. */

export interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
}

/** Texts whose form no schema tells. */
const KNOWN: Readonly<Record<string, string>> = {
  time_zone: 'UTC',
  email: 'somebody@example.org',
  until: '2036-01-02T03:04',
  due_on: '2036-01-02',
  url: 'https://example.org/hook',
  endpoint: 'https://example.org/push',
}
const LEAST_TEXT = 'taken by the matrix'

const textOf = (name: string, least: number) => KNOWN[name] ?? LEAST_TEXT.padEnd(least, 'x')

/** What is required; of what only offers fields, the first. */
const objectOf = ({ properties = {}, required = [] }: Schema) => {
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1)
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name] ?? {}, name)]))
}

export const sampleOf = (schema: Schema, name = ''): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {}, name)
  switch (schema.type) {
    case 'object':
      return objectOf(schema)
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(schema.items ?? {}, name))
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return textOf(name, schema.minLength ?? 0)
  }
}
