/** Fields of forms, and errors as a form can show them. */
import { Type } from '@sinclair/typebox'
import { type AppError, type ErrorCode, isAppError } from '../../errors.ts'
import type { Claim } from '../../idempotency/idempotency.ts'
import { failureOf } from '../http/error.ts'
import { KEY_MAX_CHARS } from '../rest/idempotency.ts'
import type { PageContext } from './context.ts'
import type { ReplyOptions } from './response.ts'

/** A field of a form: always text, and empty when the browser left it out. What it may be is the verb’s to say. */
export const FormField = Type.String({ default: '' })

/** A form without fields, or with none but the page to come back to. */
export const NextForm = Type.Object({ next: FormField })

/** The page’s idempotency key, if it sent a usable one. */
export const formClaimOf = (key: string, route: string, body: unknown): Claim | undefined =>
  /^[\x21-\x7e]+$/.test(key) && key.length <= KEY_MAX_CHARS ? { route, key, body } : undefined

/** Errors that a person can mend at the form; everything else is a page of its own. */
const MENDABLE = new Set([400, 401, 409, 422, 429])
const MENDABLE_CODES = new Set<ErrorCode>(['draining', 'wrong_password'])

/** The error when it belongs on the form, with its status. */
export const mendable = (
  error: unknown,
): { error: AppError; status: number; headers: Record<string, string> } | undefined => {
  if (!isAppError(error)) return undefined
  const { status, headers } = failureOf(error)
  return MENDABLE.has(status) || MENDABLE_CODES.has(error.code) ? { error, status, headers } : undefined
}

/** The problem of one field, by its JSON pointer. */
const problems = ({ details }: AppError) => (Array.isArray(details) ? details : [])
export const problemAt = (error: AppError, path: string) =>
  problems(error).find((problem) => problem.path === path)?.message

interface Refused<Section> {
  problem: { section: Section; message: string }
}
type ShowAgain<Section> = (context: PageContext, refused: Refused<Section>, options: ReplyOptions) => Promise<Response>

/** Does it, or shows the page again with the reason beside the form. */
export const mendingBy =
  <Section extends string>(show: ShowAgain<Section>) =>
  async (context: PageContext, section: Section, act: () => Promise<Response>): Promise<Response> => {
    try {
      return await act()
    } catch (error) {
      const problem = mendable(error)
      if (!problem) throw error
      return show(context, { problem: { section, message: problem.error.message } }, problem)
    }
  }
