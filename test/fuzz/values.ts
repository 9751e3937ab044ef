/** Values for a JSON Schema: mostly ones that fit, else what nobody should send. */
import fc from 'fast-check'

export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  maxLength?: number
}

/** One of these in so many values that fit. */
const FITTING = 6
const LEVELS_MAX = 5
const TEXT_MAX = 300

const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown

export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'a\udc00b',
  '\u202e\u200b\ufeff',
  '%00%0a%0d',
  "'; drop table users; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '-1',
  '1e309',
  'NaN',
  '2026-02-31',
  '9999-12-31',
  '0000-00-00T99:99:99Z',
  'FREQ=SECONDLY;INTERVAL=0;BYSETPOS=-366',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  '>'.repeat(5000),
  '🦊'.repeat(3000),
  'a\u0300'.repeat(2000),
  'https://[::1]:99999/\\@evil.example',
  'data:text/html,x',
]

const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: TEXT_MAX }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(...HOSTILE_TEXTS),
)

const anyNumber = fc.oneof(
  fc.integer({ min: -3, max: 200 }),
  fc.constantFrom(0, -0, 2 ** 31, 2 ** 53, -(2 ** 63), 1.5, 1e308, Number.MIN_VALUE),
)

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  anyText,
  anyNumber,
  fc.constantFrom(null, [], {}, deep(200), { __proto__: null, constructor: { name: 'x' } }),
)

const named = (schema: Schema, schemas: Record<string, Schema>): Schema => {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : named(schemas[name] ?? {}, schemas)
}

const objectFor = ({ properties = {}, required = [] }: Schema, schemas: Record<string, Schema>, level: number) => {
  const fields = Object.entries(properties).map(([name, one]) => [name, valueFor(one, schemas, level + 1)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[] })
}

const fitting = (schema: Schema, schemas: Record<string, Schema>, level: number): fc.Arbitrary<unknown> => {
  const among = schema.anyOf ?? schema.oneOf
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (level > LEVELS_MAX) return fc.constant(null)
  if (among) return fc.oneof(...among.map((one) => valueFor(one, schemas, level + 1)))
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectFor(schema, schemas, level)
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, schemas, level + 1), { maxLength: 4 })
    case 'integer':
    case 'number':
      return anyNumber
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anyText
  }
}

export const valueFor = (given: Schema, schemas: Record<string, Schema>, level = 0): fc.Arbitrary<unknown> => {
  const schema = named(given, schemas)
  return fc.oneof({ weight: FITTING, arbitrary: fitting(schema, schemas, level) }, { weight: 1, arbitrary: anything })
}

/** Text for a path, a query or a header: only what can stand there once it is escaped. */
export const wordFor = (schema: Schema, schemas: Record<string, Schema>) =>
  valueFor(schema, schemas).map((value) =>
    (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed(),
  )
