/**
 * The log: one JSON object per line on standard output, constant messages, facts as fields. Owns what must never
 * appear in it: secrets, message text, and user ids other than as keyed hashes.
 */

import { createHmac, randomBytes } from 'node:crypto'
import pino, { type Logger, type LoggerOptions } from 'pino'
import { cutText } from './lib/text.ts'
import { traceId } from './span.ts'

export type Log = Logger
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** Field names whose values are hidden, at the top and one level down. */
const SECRET_FIELDS = new Set([
  'password',
  'old_password',
  'password_hash',
  'secret',
  'token',
  'access_token',
  'api_key',
  'authorization',
  'cookie',
  'body',
  'text',
])
const ERROR_MAX_CHARS = 4000
const CAUSES_MAX = 3

/** Credentials as they appear inside other people’s error messages: keys of providers, tokens, passwords in URLs. */
const SECRET_SHAPES: [RegExp, string][] = [
  [/\b(?:sk|pk|or|tdc)[-_][\w-]{8,}/g, '[redacted]'],
  [/\bAIza[\w-]{10,}/g, '[redacted]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  [/\bBearer\s+\S+/gi, 'Bearer [redacted]'],
  [/:\/\/[^\s/@]{1,200}@/g, '://[redacted]@'],
]

/** Text of foreign origin made fit for the log. */
export const scrub = (text: string) =>
  SECRET_SHAPES.reduce((clean, [shape, word]) => clean.replace(shape, word), cutText(text, ERROR_MAX_CHARS))

/**
 * An error as the log shows it. Only these fields: drivers hang the statement, its values and “Key (email)=(…)”
 * on their errors, and those are people’s data.
 */
const describeError = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error)) return scrub(String(error))
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' && { code: scrub(code) }),
    message: scrub(error.message),
    stack: scrub(error.stack ?? ''),
    ...(error.cause !== undefined && depth < CAUSES_MAX && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** Pino’s own redaction takes a quarter of the pipeline’s time for a request; lines are flat, so looking at them is cheap. */
const hide = (facts: Record<string, unknown>, levels: number): Record<string, unknown> => {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(facts)) {
    if (SECRET_FIELDS.has(name)) shown[name] = '[redacted]'
    else shown[name] = levels > 0 && isPlain(value) ? hide(value, levels - 1) : value
  }
  return shown
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** A line says in which trace it was written, if in one. */
const traced = (facts: Record<string, unknown>) => {
  const trace_id = traceId()
  if (trace_id !== undefined) facts.trace_id = trace_id
  return facts
}

const options = (level: LogLevel): LoggerOptions => ({
  level,
  base: null,
  messageKey: 'message',
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }), log: (facts) => traced(hide(facts, 1)) },
  serializers: { err: (error) => describeError(error), error: (error) => describeError(error) },
})

/** A log of `level` and above; `sink` replaces standard output in tests. Errors go in as `{ err }`. */
export const createLog = (level: LogLevel, sink?: { write(line: string): void }): Log =>
  sink ? pino(options(level), sink) : pino(options(level))

let key: string | Buffer = randomBytes(32)

/** Makes hashes of user ids comparable between restarts and instances; without it they hold for this process only. */
export const setLogKey = (secret: string) => {
  key = `log:${secret}`
  hashes.clear()
}

const HASHES_MAX = 10_000
/** Of the ids that were asked for last: every request shows one. */
const hashes = new Map<string, string>()

/** A user id as logs may show it: 16 hexadecimal digits of a keyed hash. */
export const hashId = (user_id: string): string => {
  const known = hashes.get(user_id)
  if (known !== undefined) return known
  const hash = createHmac('sha256', key).update(user_id).digest('hex').slice(0, 16)
  if (hashes.size >= HASHES_MAX) hashes.clear()
  hashes.set(user_id, hash)
  return hash
}
