/**
 * One of a few words, as JSON Schema's plain `enum`. TypeBox would write a union of constants, which models read
 * worse; its compiler needs to know how this kind is checked.
 */
import { Kind, type TUnsafe, Type, TypeRegistry } from '@sinclair/typebox'

const KIND = 'OneOf'

TypeRegistry.Set<{ enum: readonly unknown[] }>(KIND, (schema, value) => schema.enum.includes(value))

export const oneOf = <const T extends string>(values: readonly T[], description?: string): TUnsafe<T> =>
  Type.Unsafe<T>({
    [Kind]: KIND,
    type: 'string',
    enum: [...values],
    ...(description !== undefined && { description }),
  })
