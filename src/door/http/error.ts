/** From anything thrown to what a client may know of it: status, code, a sentence, details, headers. */
import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { ParseError, ValidationError } from 'elysia'
import { AppError, type ErrorCode, type Problem } from '../../errors.ts'
import { problemsOf, refusal } from '../../validate.ts'

export const STATUS: Record<ErrorCode, number> = {
  validation_error: 400,
  bad_json: 400,
  bad_cursor: 400,
  unauthenticated: 401,
  invalid_credentials: 401,
  forbidden: 403,
  insufficient_scope: 403,
  signup_closed: 403,
  wrong_password: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  changed_meanwhile: 412,
  nothing_to_undo: 409,
  nothing_to_redo: 409,
  declined: 409,
  email_taken: 409,
  run_active: 409,
  run_mismatch: 409,
  confirmation_settled: 409,
  confirmation_expired: 409,
  confirmation_outdated: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  rate_limited: 429,
  session_limit_reached: 429,
  task_limit_reached: 429,
  usage_limit_reached: 429,
  stream_limit_reached: 429,
  internal: 500,
  database_unavailable: 503,
  draining: 503,
  storage_full: 507,
}

export interface Failure {
  status: number
  code: ErrorCode
  message: string
  details?: AppError['details']
  headers: Record<string, string>
  /** For the log: what was thrown, when it is worth a look. */
  cause?: unknown
}

/** Seconds a client waits after a 503 that names none. */
const RETRY_AFTER_SECONDS = 5

export const failureOf = (error: unknown, sent_token = false): Failure => {
  const known = knownOf(error)
  const { code, message, details } = known
  const status = STATUS[code]
  const headers = headersOf(known, status, sent_token)
  return { status, code, message, details, headers, ...(status >= 500 && { cause: known.cause ?? known }) }
}

const INTERNAL = 'Something went wrong on our side. Try again; if it stays, name the request id to the operator.'

/** The framework’s own errors, in our words; theirs repeat the input or name our insides. */
const knownOf = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (error instanceof ParseError) return parseError(error)
  if (error instanceof ValidationError) return validationError(error)
  const { code } = (error ?? {}) as { code?: unknown }
  if (code === 'NOT_FOUND') return new AppError('not_found', 'There is nothing at this address.')
  return new AppError('internal', INTERNAL, { cause: error })
}

/** Elysia wraps whatever a parser throws. */
const parseError = ({ cause }: ParseError) =>
  cause instanceof AppError ? cause : new AppError('bad_json', 'The body could not be read.', { cause })

const validationError = (error: ValidationError) => {
  const problems = problemsIn(error)
  // Our own answer did not fit its schema. The error’s message holds the whole answer, so only the place goes on.
  if (error.type === 'response')
    return new AppError('internal', INTERNAL, { cause: new Error(`answer does not fit: ${JSON.stringify(problems)}`) })
  return refusal(problems)
}

/** Elysia’s own number types fail while they are read: then there is a bare schema and no name of the field. */
const problemsIn = ({ validator, value, type }: ValidationError): Problem[] => {
  const checker = validator as { Errors?: (value: unknown) => Parameters<typeof problemsOf>[0] }
  const found = problemsOf(checker.Errors?.(value) ?? Value.Errors(validator as TSchema, value))
  return found.length > 0 ? found : [{ path: '', message: `The ${type} is not valid.` }]
}

const headersOf = ({ code, retry_after, details }: AppError, status: number, sent_token: boolean) => {
  const wait = retry_after ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined)
  return {
    ...(wait !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(wait))) }),
    ...(code === 'rate_limited' && rateHeaders(details)),
    ...challenge(code, status, { sent_token, scope: Object(details).scope }),
    ...(code === 'method_not_allowed' && { allow: String(Object(details).allow ?? '') }),
  }
}

/** A budget as clients read it: the form of draft-ietf-httpapi-ratelimit-headers, and the older one in wide use. */
export const rateHeaders = (allowance: object | undefined): Record<string, string> => {
  const { limit, remaining, reset_seconds, policy, window_seconds } = Object(allowance)
  if (limit === undefined) return {}
  return {
    'ratelimit-limit': `${limit}`,
    'ratelimit-remaining': `${remaining}`,
    'ratelimit-reset': `${reset_seconds}`,
    ratelimit: `"${policy}";r=${remaining};t=${reset_seconds}`,
    'ratelimit-policy': `"${policy}";q=${limit};w=${window_seconds}`,
  }
}

/** What every 401 says, so that a client knows which credential is wanted. */
export const CHALLENGE = 'Bearer realm="todochat"'

interface Sent {
  sent_token: boolean
  /** The scope that would have been enough. */
  scope?: string
}

/** RFC 6750 §3: what to send, and what was wrong with what was sent. */
const challenge = (code: ErrorCode, status: number, { sent_token, scope }: Sent): Record<string, string> => {
  const missing = scope === undefined ? '' : `, scope="${scope}"`
  if (code === 'insufficient_scope') return { 'www-authenticate': `${CHALLENGE}, error="insufficient_scope"${missing}` }
  if (status !== 401) return {}
  const invalid = sent_token && code === 'unauthenticated'
  return { 'www-authenticate': invalid ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE }
}

/** The one shape of every error. */
export const envelope = (failure: Failure, request_id: string): Response => {
  const { code, message, details } = failure
  const error = { code, message, request_id, ...(details !== undefined && { details }) }
  return Response.json({ success: false, error }, { status: failure.status, headers: failure.headers })
}
