/**
 * Bodies, read once and before any route: their type, their size counted by us, their form. Routes get a plain object
 * of trimmed text; an absent body is `{}`, so that a route with a needed body can say which field is missing.
 */
import { Elysia } from 'elysia'
import { AppError, invalid } from '../../errors.ts'
import { type CleanOptions, cleanText } from '../../validate.ts'
import { contextOf } from './context.ts'
import { isApi, isProtocol } from './scope.ts'

export const BODY_MAX_BYTES = 256 * 1024
const FIELDS_MAX = 200
/** Of a JSON body. Hundreds of thousands fit into its bytes and cost more to make than any request may. */
const VALUES_MAX = 10_000

type Fields = Record<string, unknown>

/** What a route takes instead of JSON: text of some media types, up to a size of its own. */
export interface TextBody {
  types: readonly string[]
  max_bytes: number
}

/**
 * @param wanted what the route takes instead of JSON; it gets that as `{text}`
 * @throws payload_too_large  @throws unsupported_media_type  @throws bad_json  @throws validation_error
 */
export const readBody = async (request: Request, path: string, wanted?: TextBody): Promise<Fields> => {
  const bytes = await boundedBytes(request, wanted?.max_bytes)
  if (wanted) return { text: textOf(request.headers, bytes, wanted.types) }
  if (bytes.length === 0) return {}
  return isApi(path) ? readJson(request.headers, bytes) : readForm(request.headers, bytes)
}

const boundedBytes = async (request: Request, max_bytes = BODY_MAX_BYTES): Promise<Uint8Array> => {
  if (request.body === null) return new Uint8Array()
  const declared = request.headers.get('content-length')
  if (Number(declared ?? 0) > max_bytes) throw tooLarge(max_bytes)
  // The server holds a client to the length it declares; only what comes in chunks has to be counted on the way.
  return declared === null ? await countedBytes(request.body, max_bytes) : await request.bytes()
}

/**
 * A JSON body as it was sent, for doors of programs: the same bounds, but no text is trimmed.
 * @throws payload_too_large  @throws unsupported_media_type  @throws bad_json  @throws validation_error
 */
export const readJsonAsSent = async (request: Request): Promise<Fields> =>
  readJson(request.headers, await boundedBytes(request), { trim: false })

/** Hands the body that the pipeline has read to the route, in place of the framework’s own parsers. */
export const body = () =>
  new Elysia({ name: 'plugin/body' }).onParse({ as: 'global' }, ({ request }) => {
    const { path, body: read } = contextOf(request)
    return isProtocol(path) ? undefined : read
  })

const tooLarge = (max_bytes: number) => new AppError('payload_too_large', `A body has at most ${max_bytes / 1024} KB.`)

/** A chunked body says no length beforehand: it is counted as it comes and let go of at the limit. */
const countedBytes = async (body: ReadableStream<Uint8Array>, max_bytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > max_bytes) throw tooLarge(max_bytes)
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)
}

/** The body’s text, when its type is the wanted one: forms of other sites can send only the types we refuse. */
const textOf = (headers: Headers, bytes: Uint8Array, wanted: readonly string[]): string => {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  const charset = parameters.find((part) => part.startsWith('charset='))?.replace(/^charset="?|"$/g, '')
  const encoded = headers.get('content-encoding') ?? 'identity'
  if (!wanted.includes(type) || (charset ?? 'utf-8') !== 'utf-8' || encoded !== 'identity')
    throw new AppError('unsupported_media_type', `The body must be ${wanted.join(' or ')} in UTF-8, not compressed.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('bad_json', 'The body is not UTF-8.', { cause })
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/** Whether the text has more values than a body may have, counted by their commas before any is made; depth has a bound of its own. */
const hasManyValues = (text: string): boolean => {
  let count = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) quoted = !quoted
    else if (quoted && code === BACKSLASH) at++
    else if (!quoted && code === COMMA && ++count >= VALUES_MAX) return true
  }
  return false
}

const readJson = (headers: Headers, bytes: Uint8Array, options?: CleanOptions): Fields => {
  const text = textOf(headers, bytes, ['application/json'])
  if (hasManyValues(text)) throw invalid('', `The body has more than ${VALUES_MAX} values.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad_json', 'The body is not valid JSON.', { cause })
  }
  const tidied = cleanText(value, options)
  if (!isFields(tidied)) throw invalid('', 'The body must be a JSON object.')
  return tidied
}

const readForm = (headers: Headers, bytes: Uint8Array): Fields => {
  const text = textOf(headers, bytes, ['application/x-www-form-urlencoded'])
  const fields: Fields = Object.create(null)
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > FIELDS_MAX) throw invalid('', 'The form has too many fields.')
    if (name in fields) throw invalid('', 'The form has a field twice.')
    // Browsers send line ends as CRLF; people typed one character.
    fields[name] = value.replaceAll('\r\n', '\n')
  }
  return cleanText(fields) as Fields
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
