/** Query parameters of lists. Only here numbers are read from text; bodies are never coerced. */
import { Type } from '@sinclair/typebox'

const LIMIT_DEFAULT = 20

/** `limit` as it comes, in decimal digits without a sign. */
export const PageQuery = {
  limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$', description: '1 to 100; 20 when absent.' })),
  after: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'The cursor of the next page.' })),
}

export const queryOf = <T extends { limit?: string }>({ limit, ...rest }: T) => ({
  ...rest,
  limit: limit === undefined ? LIMIT_DEFAULT : Number(limit),
})
