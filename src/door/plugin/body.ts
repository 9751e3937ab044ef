/**
 * Bodies, read once and before any route: their type, their size counted by us, their form. Routes get a plain object
 * of trimmed text; an absent body is `{}`, so that a route with a needed body can say which field is missing.
 */
import { Elysia } from 'elysia'
import { AppError, invalid } from '../../errors.ts'
import { isApi, isProtocol } from './area.ts'
import { factsOf } from './facts.ts'

export const BODY_MAX_BYTES = 256 * 1024
const DEPTH_MAX = 32
const FIELDS_MAX = 200

type Fields = Record<string, unknown>

/** @throws payload_too_large  @throws unsupported_media_type  @throws bad_json  @throws validation_error */
export const readBody = async (request: Request, path: string): Promise<Fields> => {
  const bytes = await boundedBytes(request)
  if (bytes.length === 0) return {}
  return isApi(path) ? readJson(request.headers, bytes) : readForm(request.headers, bytes)
}

const boundedBytes = async (request: Request): Promise<Uint8Array> => {
  if (request.body === null) return new Uint8Array()
  const declared = request.headers.get('content-length')
  if (Number(declared ?? 0) > BODY_MAX_BYTES) throw tooLarge()
  // The server holds a client to the length it declares; only what comes in chunks has to be counted on the way.
  return declared === null ? await countedBytes(request.body) : await request.bytes()
}

/**
 * A JSON body as it was sent, for doors of programs: the same bounds, but no text is trimmed.
 * @throws payload_too_large  @throws unsupported_media_type  @throws bad_json  @throws validation_error
 */
export const readJsonAsSent = async (request: Request): Promise<Fields> =>
  readJson(request.headers, await boundedBytes(request), asSent)

/** Hands the body that the gate has read to the route, in place of the framework’s own parsers. */
export const body = () =>
  new Elysia({ name: 'plugin/body' }).onParse({ as: 'global' }, ({ request }) => {
    const { path, body: read } = factsOf(request)
    return isProtocol(path) ? undefined : read
  })

const tooLarge = () => new AppError('payload_too_large', `A body has at most ${BODY_MAX_BYTES / 1024} KB.`)

/** A chunked body says no length beforehand: it is counted as it comes and let go of at the limit. */
const countedBytes = async (body: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > BODY_MAX_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)
}

/** The body’s text, when its type is the wanted one: forms of other sites can send only the types we refuse. */
const textOf = (headers: Headers, bytes: Uint8Array, wanted: string): string => {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  const charset = parameters.find((part) => part.startsWith('charset='))?.replace(/^charset="?|"$/g, '')
  const encoded = headers.get('content-encoding') ?? 'identity'
  if (type !== wanted || (charset ?? 'utf-8') !== 'utf-8' || encoded !== 'identity')
    throw new AppError('unsupported_media_type', `The body must be ${wanted} in UTF-8, not compressed.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('bad_json', 'The body is not UTF-8.', { cause })
  }
}

const readJson = (headers: Headers, bytes: Uint8Array, read: ReadText = trimmed): Fields => {
  const text = textOf(headers, bytes, 'application/json')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad_json', 'The body is not valid JSON.', { cause })
  }
  const tidied = tidy(value, '', 0, read)
  if (!isFields(tidied)) throw invalid('', 'The body must be a JSON object.')
  return tidied
}

const readForm = (headers: Headers, bytes: Uint8Array): Fields => {
  const text = textOf(headers, bytes, 'application/x-www-form-urlencoded')
  const fields: Fields = Object.create(null)
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > FIELDS_MAX) throw invalid('', 'The form has too many fields.')
    if (name in fields) throw invalid('', 'The form has a field twice.')
    // Browsers send line ends as CRLF; people typed one character.
    fields[checkText(name, '')] = tidy(value.replaceAll('\r\n', '\n'), `/${name}`, 1)
  }
  return { ...fields }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same value with its text trimmed; what cannot be stored or would bring trouble inside is refused. */
const tidy = (value: unknown, path: string, depth: number, read: ReadText = trimmed): unknown => {
  if (typeof value === 'string') return read(value, path)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) throw invalid('', `The body is nested more than ${DEPTH_MAX} deep.`)
  if (Array.isArray(value)) return value.map((entry, index) => tidy(entry, `${path}/${index}`, depth + 1, read))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => tidyField(name, inner, path, depth, read)))
}

const tidyField = (name: string, value: unknown, path: string, depth: number, read: ReadText) => {
  // JSON can name the prototype; nothing of ours does.
  if (name === '__proto__') throw invalid(path, 'A field has a name that is not allowed.')
  return [checkText(name, path), tidy(value, `${path}/${name}`, depth + 1, read)] as const
}

type ReadText = (text: string, path: string) => string
const trimmed: ReadText = (text, path) => (isMeant(path) ? checkText(text, path) : checkText(text, path).trim())
const asSent: ReadText = (text, path) => checkText(text, path)

/** White space in a password may be meant. */
const isMeant = (path: string) => path.endsWith('password')

/** Postgres cannot store NUL, and UTF-8 cannot carry half a character. */
const checkText = (text: string, path: string): string => {
  if (text.includes('\0') || !text.isWellFormed()) throw invalid(path, 'The text has characters that cannot be stored.')
  return text
}
