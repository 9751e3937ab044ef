/**
 * A model’s copy of a tool’s JSON Schema. Servers that turn schemas into grammars (llama.cpp, LM Studio) refuse every
 * request for a `\d` in a pattern or a long `maxLength`; our own check stays strict, so that nothing is lost.
 */

/** What a grammar need not know; descriptions tell the model. */
const DROPPED: ReadonlySet<string> = new Set([
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minimum',
  'maximum',
  'additionalProperties',
  'default',
])

type Schema = Record<string, unknown>
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNull = (value: unknown) => isSchema(value) && value.type === 'null'

/** “This or null” is this: a model leaves out what it does not mean. */
const withoutNull = (schema: Schema): Schema => {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || !anyOf.some(isNull)) return schema
  const [only, ...more] = anyOf.filter((way) => !isNull(way))
  return more.length === 0 && isSchema(only) ? { ...only, ...rest } : { ...rest, anyOf: [only, ...more] }
}

const mapped = (properties: Schema): Schema =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, toModelSchema(schema)]))

export const toModelSchema = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(toModelSchema)
  if (!isSchema(schema)) return schema
  const kept = Object.entries(withoutNull(schema)).filter(([key]) => !DROPPED.has(key))
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === 'properties' && isSchema(value) ? mapped(value) : toModelSchema(value)]),
  )
}
