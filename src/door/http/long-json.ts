/** Long JSON as a stream of short pieces: others have their turn in between, and it is never one text in memory. */
import { createPauses } from '../../lib/pauses.ts'
import { pulledBody } from '../../lib/sse.ts'

/** Characters sent at once. */
const CHUNK_CHARS = 32_768

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isRows = (value: unknown): value is unknown[] => Array.isArray(value) && isObject(value[0])

/** What `JSON.stringify` gives, cut at the rows of all lists of objects, however deep they stand. */
function* piecesOf(value: unknown): Generator<string> {
  if (isRows(value)) {
    for (const [at, row] of value.entries()) {
      yield at === 0 ? '[' : ','
      yield* piecesOf(row)
    }
    yield ']'
  } else if (isObject(value) && !Array.isArray(value) && Object.values(value).some(isRows)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    for (const [at, [name, field]] of fields.entries()) {
      yield `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`
      yield* piecesOf(field)
    }
    yield '}'
  } else {
    yield JSON.stringify(value) ?? 'null'
  }
}

async function* chunksOf(value: unknown): AsyncGenerator<string> {
  const pause = createPauses()
  let chunk = ''
  for (const piece of piecesOf(value)) {
    chunk += piece
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
    await pause()
  }
  yield chunk
}

/** An answer like `Response.json`. */
export const longJson = (value: object, headers: Record<string, string> = {}) =>
  new Response(pulledBody(chunksOf(value)), {
    headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  })
