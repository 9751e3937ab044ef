/** Failures as the ChatKit UI reads them: a top-level `message` in JSON, an `error` event in a stream. */
import { AppError, notFound } from '../../errors.ts'
import type { RunEvent } from '../../run/schema.ts'
import { type Failure, failureOf } from '../http/error.ts'

/** Another user's thread is reported as missing, and sessions are called threads here. */
const inOurWords = (error: unknown) => {
  if (!(error instanceof AppError)) return error
  const hides =
    error.code === 'forbidden' || (error.code === 'not_found' && error.message === notFound('The session').message)
  return hides ? new AppError('not_found', 'The thread was not found.') : error
}

export const failureHere = (error: unknown, sent_token = false): Failure => failureOf(inOurWords(error), sent_token)

export const failureBody = ({ code, message, details, headers, status }: Failure, request_id: string) =>
  Response.json(
    { error: { code, message, request_id, ...(details !== undefined && { details }) }, message },
    { status, headers },
  )

/** Asking again soon may go well, with nothing changed by the person. */
const PASSING = new Set<Failure['code']>([
  'internal',
  'database_unavailable',
  'draining',
  'storage_full',
  'run_active',
  'stream_limit_reached',
])

/** The sentence for a stream. */
export const errorEvent = (error: unknown): Extract<RunEvent, { type: 'error' }> => {
  const { code, message } = failureHere(error)
  return { type: 'error', code: 'custom', message, allow_retry: PASSING.has(code) }
}
