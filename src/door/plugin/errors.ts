/**
 * Errors inside routes: the API’s become the envelope here, before a framework could put its own words in; those of
 * other doors are noted for the gate and left to the door’s own handler, which says `answered` when it answers.
 */
import { Elysia } from 'elysia'
import { isApi } from './area.ts'
import { factsOf } from './facts.ts'
import { envelope, failureOf } from './failure.ts'

export const errors = () =>
  new Elysia({ name: 'plugin/errors' }).onError({ as: 'global' }, ({ error, request }) => {
    const facts = factsOf(request)
    facts.error = error
    if (isApi(facts.path)) return envelope(failureOf(error, request.headers.has('authorization')), facts.request_id)
  })

/** A door has turned the error of this request into an answer of its own; the gate lets it pass as it is. */
export const answered = (request: Request) => {
  factsOf(request).error_answered = true
}
