/**
 * The closed vocabulary of failures. Capabilities throw codes; only doors know HTTP numbers
 * (`door/http/error.ts`), JSON-RPC numbers or ChatKit's `allow_retry`.
 */
export const ERROR_CODES = [
  'validation_error',
  'bad_json',
  'bad_cursor',
  'unauthenticated',
  'invalid_credentials',
  'forbidden',
  'insufficient_scope',
  'signup_closed',
  'wrong_password',
  'not_found',
  'method_not_allowed',
  'not_acceptable',
  'conflict',
  'changed_meanwhile',
  'nothing_to_undo',
  'nothing_to_redo',
  'declined',
  'email_taken',
  'run_active',
  'run_mismatch',
  'confirmation_settled',
  'confirmation_expired',
  'confirmation_outdated',
  'payload_too_large',
  'unsupported_media_type',
  'idempotency_key_reused',
  'rate_limited',
  'session_limit_reached',
  'task_limit_reached',
  'usage_limit_reached',
  'stream_limit_reached',
  'internal',
  'database_unavailable',
  'draining',
  'storage_full',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** One thing wrong with an input: a JSON pointer (`/message/content`) and a sentence. */
export interface Problem {
  path: string
  message: string
}

interface AppErrorOptions {
  /** Goes to the client as `error.details`: problems of an input, or the facts a code promises (`run_id`). */
  details?: Problem[] | Record<string, string | number>
  /** Seconds until trying again makes sense; becomes `Retry-After`. */
  retry_after?: number
  /** For the log only. */
  cause?: unknown
}

/** A failure the caller may read: the message is shown, the cause never is. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: AppErrorOptions['details']
  readonly retry_after: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details
    this.retry_after = options.retry_after
  }
}

export const invalid = (path: string, message: string) =>
  new AppError('validation_error', message, { details: [{ path, message }] })

export const notFound = (what: string) => new AppError('not_found', `${what} was not found.`)

export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code)
