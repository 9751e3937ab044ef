/**
 * Errors inside routes: the API’s become the envelope here, before a framework could put its own words in; those of
 * other doors are noted for the pipeline and left to the door’s own handler, which says `answered` when it answers.
 */
import { Elysia } from 'elysia'
import { contextOf } from './context.ts'
import { envelope, failureOf } from './error.ts'
import { isApi } from './scope.ts'

/** Thrown by a hook that answers in place of the route, which Elysia’s `transform` cannot do by returning. */
export class EarlyResponse extends Error {
  constructor(readonly response: Response) {
    super('answered before the route')
  }
}

export const errors = () =>
  new Elysia({ name: 'plugin/errors' }).onError({ as: 'global' }, ({ error, request }) => {
    if (error instanceof EarlyResponse) return error.response
    const context = contextOf(request)
    context.error = error
    if (isApi(context.path)) return envelope(failureOf(error, request.headers.has('authorization')), context.request_id)
  })

/** A door has turned the error of this request into an answer of its own; the pipeline lets it pass as it is. */
export const answered = (request: Request) => {
  contextOf(request).error_answered = true
}
