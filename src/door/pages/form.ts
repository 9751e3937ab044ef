/** Fields of forms as the gate has read them, and errors as a form can show them. */
import { type AppError, isAppError } from '../../errors.ts'
import type { Claim } from '../../once/once.ts'
import { factsOf } from '../plugin/facts.ts'
import { failureOf } from '../plugin/failure.ts'
import { KEY_MAX_CHARS } from '../rest/idempotency.ts'

/** One field as text; absent is empty. */
export const field = (request: Request, name: string): string => {
  const value = factsOf(request).body[name]
  return typeof value === 'string' ? value : ''
}

/** The page’s idempotency key, if it sent a usable one. */
export const claimOf = (request: Request, route: string, body: unknown): Claim | undefined => {
  const key = field(request, 'key')
  return /^[\x21-\x7e]+$/.test(key) && key.length <= KEY_MAX_CHARS ? { route, key, body } : undefined
}

/** Errors that a person can mend at the form; everything else is a page of its own. */
const MENDABLE = new Set([400, 401, 409, 422, 429])

/** The error when it belongs on the form, with its status. */
export const mendable = (
  error: unknown,
): { error: AppError; status: number; headers: Record<string, string> } | undefined => {
  if (!isAppError(error)) return undefined
  const { status, headers } = failureOf(error)
  return MENDABLE.has(status) || error.code === 'draining' ? { error, status, headers } : undefined
}

/** The problem of one field, by its JSON pointer. */
const problems = ({ details }: AppError) => (Array.isArray(details) ? details : [])
export const problemAt = (error: AppError, path: string) =>
  problems(error).find((problem) => problem.path === path)?.message

/** One sentence for the whole form; a validation error says it in its first detail. */
export const sentenceOf = (error: AppError) =>
  error.code === 'validation_error' ? (problems(error)[0]?.message ?? error.message) : error.message
