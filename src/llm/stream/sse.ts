/**
 * Reads the body of a completion: server-sent events, or one JSON object from servers that do not stream. Bounds what
 * it holds, and reports every byte, because a comment is a sign of life although it is no event.
 */
import { APIError } from 'openai'
import { providerError } from '../error.ts'
import { isFields } from './chunk.ts'

/** One line at most. A chunk holds a few tokens; whole tool arguments are bounded to 64 KiB. */
const LINE_MAX_CHARS = 512 * 1024
/** A body of JSON in place of a stream. */
const JSON_MAX_CHARS = 1024 * 1024

/** The mark after which nothing more comes. */
export const DONE = Symbol('done')

interface ChunkOptions {
  /** Something arrived, whatever it was. */
  onBytes: () => void
}

/** Chunks in order, then `DONE` when the server said so. @throws APIError an error object · SyntaxError no JSON */
export async function* readChunks(response: Response, { onBytes }: ChunkOptions): AsyncGenerator<unknown> {
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of response.body ?? []) {
    onBytes()
    rest += decoder.decode(bytes, { stream: true })
    if (isJson) {
      if (rest.length > JSON_MAX_CHARS) throw providerError('output_limit')
      continue
    }
    const end = rest.lastIndexOf('\n')
    if (end >= 0) {
      yield* chunksOf(rest.slice(0, end))
      rest = rest.slice(end + 1)
    }
    if (rest.length > LINE_MAX_CHARS) throw providerError('output_limit')
  }
  if (!isJson) yield* chunksOf(rest)
  else if (rest.trim()) yield* [checked(JSON.parse(rest)), DONE]
}

function* chunksOf(lines: string): Generator<unknown> {
  for (const line of lines.split('\n')) {
    if (!line.startsWith('data:')) continue
    const data = line.slice(5).trim()
    if (data === '') continue
    yield data.startsWith('[DONE]') ? DONE : checked(JSON.parse(data))
  }
}

/** Some gateways send an error with status 200, in the stream or in place of it. */
const checked = (value: unknown): unknown => {
  if (!isFields(value) || !value.error) return value
  const error = isFields(value.error) ? value.error : { message: String(value.error) }
  throw new APIError(undefined, error, undefined, undefined)
}
