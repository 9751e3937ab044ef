/** Icons as clients show them: data, so that no client has to ask us, or anybody else, for a picture. */
import type { Icon, StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { TObject } from '@sinclair/typebox'
import { toJsonSchema } from '../../tool/registry.ts'

const dataUri = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`

/** An emoji as a picture. */
export const emojiIcon = (emoji: string): Icon => ({
  src: dataUri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><text y="26" font-size="26">${emoji}</text></svg>`,
  ),
  mimeType: 'image/svg+xml',
  sizes: ['any'],
})

/**
 * What the library sends as the schema and hands on unseen. The registry checks arguments, in the same words behind
 * every door; results are made by tools whose tests hold them against the same schema.
 */
export const wireSchema = (schema: TObject): StandardSchemaWithJSON<unknown, Record<string, unknown>> =>
  wireOf(toJsonSchema(schema))

/** The same for a result, whose fields speak for themselves: every client is sent the list before its first call. */
export const wireOutput = (schema: TObject) => wireOf(withoutWords(toJsonSchema(schema)) as Record<string, unknown>)

const withoutWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutWords)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, part]) => key !== 'description' || typeof part !== 'string')
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutWords(part)]))
}

const wireOf = (json: Record<string, unknown>): StandardSchemaWithJSON<unknown, Record<string, unknown>> => {
  return {
    '~standard': {
      version: 1,
      vendor: 'todochat',
      validate: (value) => ({ value: value as Record<string, unknown> }),
      jsonSchema: { input: () => json, output: () => json },
    },
  }
}
