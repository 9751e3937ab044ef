/** Our schemas in the form that the MCP library takes: JSON Schema for the wire, and no check of its own. */

import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { TObject } from '@sinclair/typebox'
import { plainSchema } from '../../tool/registry.ts'

/**
 * What the library sends as the schema and hands on unseen. The registry checks arguments, in the same words behind
 * every door; results are made by tools whose tests hold them against the same schema.
 */
export const wireSchema = (schema: TObject): StandardSchemaWithJSON<unknown, Record<string, unknown>> => {
  const json = plainSchema(schema)
  return {
    '~standard': {
      version: 1,
      vendor: 'todochat',
      validate: (value) => ({ value: value as Record<string, unknown> }),
      jsonSchema: { input: () => json, output: () => json },
    },
  }
}
