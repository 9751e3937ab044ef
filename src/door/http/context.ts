/** What is known of a request beside its handler: gathered by the pipeline, read by plugins, limits and the request log. */
import type { Caller } from '../../account/schema.ts'
import { newId } from '../../lib/id.ts'
import type { Allowance } from '../../rate-limit/rate-limit.ts'

const HARMLESS = /^[\w-]{8,64}$/

export const newRequestId = (): string => newId()

export const requestIdFrom = (headers: Headers): string => {
  const given = headers.get('x-request-id')
  return given !== null && HARMLESS.test(given) ? given : newRequestId()
}

export interface RequestContext {
  request_id: string
  /** `performance.now()` of its arrival. */
  started_at: number
  path: string
  /** The client’s address as limits count it; empty when there is no socket. */
  address: string
  /** Came over loopback and through no proxy. */
  local: boolean
  /** The pattern that matched, never the raw path. */
  route: string
  /** The parsed and trimmed body; `{}` when there was none. */
  body: Record<string, unknown>
  /** The budget this request was counted on, for `RateLimit-*`. */
  allowance?: Allowance
  /** Whether the request was counted on its address already. */
  address_counted: boolean
  /** Why the answer is an error. */
  error?: unknown
  /** A door has written the answer to the error itself. */
  error_answered: boolean
  /** Who called, when a page’s cookie said so; the API’s callers are known to `auth.ts`. */
  caller?: Caller
}

const known = new WeakMap<Request, RequestContext>()

const bare = (request_id: string): RequestContext => ({
  request_id,
  started_at: performance.now(),
  path: '',
  address: '',
  local: false,
  route: 'unmatched',
  body: {},
  address_counted: false,
  error_answered: false,
})

/** The context of a request; one that passed no pipeline, as in a door’s own tests, has an empty one. */
export const contextOf = (request: Request): RequestContext => {
  const found = known.get(request)
  if (found) return found
  const fresh = bare(newRequestId())
  known.set(request, fresh)
  return fresh
}

/** Starts the facts of a request. */
export const beginContext = (request: Request, begun: Partial<RequestContext>): RequestContext => {
  const context = Object.assign(bare(begun.request_id ?? newRequestId()), begun)
  known.set(request, context)
  return context
}

/** The same facts for another form of the same request. */
export const shareContext = (request: Request, context: RequestContext) => {
  known.set(request, context)
}

/** The client’s address: that of the socket, or what a trusted proxy says. */
export const addressOf = (request: Request): string => contextOf(request).address

export const requestIdOf = (request: Request): string => contextOf(request).request_id

/** Pages tell who their cookie named, for the request log. */
export const noteCaller = (request: Request, caller: Caller) => {
  contextOf(request).caller = caller
}
