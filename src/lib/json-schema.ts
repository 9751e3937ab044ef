/** The few JSON Schemas that every shape is made of. */
import { type TProperties, type TSchema, Type } from '@sinclair/typebox'

/** Objects of ours hold what they name and nothing else, in requests and in answers. */
export const strict = { additionalProperties: false }

export const Id = Type.String({ format: 'uuid', description: 'A UUID, version 7: younger ones sort later.' })
export const Instant = Type.String({ format: 'date-time', description: 'ISO 8601 in UTC, with `Z`.' })

export const nullable = <T extends TSchema>(schema: T) =>
  Type.Union([schema, Type.Null()], {
    ...(schema.description && { description: `${schema.description} null means none.` }),
  })

/** One page of a list as REST answers it, under the name of what it lists. */
export const pageAs = <Name extends string, T extends TSchema, More extends TProperties = Record<never, never>>(
  name: Name,
  row: T,
  more?: More,
) =>
  Type.Object(
    {
      ...more,
      [name]: Type.Array(row),
      has_more: Type.Boolean({ description: 'Whether another page follows.' }),
      after: nullable(Type.String({ description: 'The cursor of the next page; null on the last one.' })),
    },
    strict,
  )

/** A page as REST answers it; `after` is always there. */
export const pageBody = <Name extends string, T>(
  name: Name,
  page: { data: T[]; has_more: boolean; after?: string },
) => {
  const { data, after = null, ...more } = page
  return { ...more, [name]: data, after } as Omit<typeof more, never> & Record<Name, T[]> & { after: string | null }
}
