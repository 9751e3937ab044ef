/**
 * Reads the body of a completion: server-sent events, or one JSON object from servers that do not stream. Bounds what
 * it holds, and reports every byte, because a comment is a sign of life although it is no event.
 */
import { APIError } from 'openai'
import { providerError } from '../error.ts'
import { readBody } from '../transport.ts'
import { isFields } from './chunk.ts'

/** One line at most. A chunk holds a few tokens; whole tool arguments are bounded to 64 KiB. */
const LINE_MAX_CHARS = 512 * 1024
/** A body of JSON in place of a stream. */
const JSON_MAX_CHARS = 1024 * 1024

/** The mark after which nothing more comes. */
export const DONE = Symbol('done')

interface Listener {
  /** Something arrived, whatever it was. */
  onBytes: () => void
  /** A chunk, or `DONE` when the server said so; what it throws ends the reading. */
  onChunk: (chunk: unknown) => void
}

/** Tells of chunks in order, as they come. @throws APIError an error object · SyntaxError no JSON */
export const readChunks = async (response: Response, { onBytes, onChunk }: Listener): Promise<void> => {
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false
  const decoder = new TextDecoder()
  let rest = ''
  await readBody(response, (bytes) => {
    onBytes()
    rest += decoder.decode(bytes, { stream: true })
    if (isJson) {
      if (rest.length > JSON_MAX_CHARS) throw providerError('output_limit')
      return
    }
    const end = rest.lastIndexOf('\n')
    if (end >= 0) {
      const lines = rest.slice(0, end)
      rest = rest.slice(end + 1)
      readLines(lines, onChunk)
    }
    if (rest.length > LINE_MAX_CHARS) throw providerError('output_limit')
  })
  if (!isJson) readLines(rest, onChunk)
  else if (rest.trim()) {
    onChunk(checked(JSON.parse(rest)))
    onChunk(DONE)
  }
}

const readLines = (lines: string, onChunk: Listener['onChunk']) => {
  for (const line of lines.split('\n')) {
    if (!line.startsWith('data:')) continue
    const data = line.slice(5).trim()
    if (data === '') continue
    onChunk(data.startsWith('[DONE]') ? DONE : checked(JSON.parse(data)))
  }
}

/** Some gateways send an error with status 200, in the stream or in place of it. */
const checked = (value: unknown): unknown => {
  if (!isFields(value) || !value.error) return value
  const error = isFields(value.error) ? value.error : { message: String(value.error) }
  throw new APIError(undefined, error, undefined, undefined)
}
