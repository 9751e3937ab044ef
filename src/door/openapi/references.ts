/** Writes schemas as plain JSON: without the marks of the library, and with `$ref` for those that have a name. */
import type { TSchema } from '@sinclair/typebox'
import { SCHEMAS } from './components.ts'

/**
 * What a schema is made of. Wrapping one as optional copies the outer object only, so its parts are what two uses of
 * one schema share.
 */
const substanceOf = (schema: object): unknown => {
  const { properties, anyOf } = schema as { properties?: unknown; anyOf?: unknown }
  return properties ?? anyOf
}

const names = new Map(
  Object.entries(SCHEMAS).map(([name, schema]) => [substanceOf(schema), `#/components/schemas/${name}`]),
)

/** The schema as the document holds it. */
export const referTo = (schema: unknown): unknown => {
  if (typeof schema !== 'object' || schema === null) return schema
  const $ref = names.get(substanceOf(schema))
  return $ref === undefined ? written(schema) : { $ref }
}

const written = (schema: object): unknown => {
  if (Array.isArray(schema)) return schema.map(referTo)
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, referTo(value)]))
}

/** All that have a name, each written out. */
export const schemas = () =>
  Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, written(schema)]))

export const propertiesOf = (schema: unknown): [name: string, property: TSchema, required: boolean][] => {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, TSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => [name, property, required.includes(name)])
}
