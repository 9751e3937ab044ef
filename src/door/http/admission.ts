/**
 * What a request must pass before it reaches its route: a method the path knows, a page of ours behind a page’s act,
 * a body of the right kind and size.
 */
import type { Config } from '../../config.ts'
import { AppError, invalid } from '../../errors.ts'
import { type AuthCore, authenticate } from '../auth/auth.ts'
import { readBody } from './body.ts'
import type { RequestContext } from './context.ts'
import { createCsrfCheck } from './csrf.ts'
import { ODD_METHODS } from './normalize.ts'
import type { LimitCore } from './rate-limit.ts'
import type { Match } from './routes.ts'
import { isApi, isForMail, isPage, isProtocol } from './scope.ts'

/**
 * Lets the request pass, or answers it when no route is needed. The body goes into the context. What an unknown caller
 * sends is not read at all: the credential, or for open routes the address's budget, is looked at first.
 */
export const createEntry = (core: LimitCore & AuthCore, config: Config) => {
  const sameSite = createCsrfCheck(config)

  return async (request: Request, context: RequestContext, match: Match | undefined): Promise<Response | undefined> => {
    if (match && !match.allowed) return otherMethod(request.method, match)
    if (!match && ODD_METHODS.has(request.method)) throw notAllowed(COMMON_METHODS)
    if (match && isApi(context.path)) refuseDoubled(request.url)
    // A path without a route is a 404, whatever else is wrong with it.
    if (!match || SAFE_METHODS.has(request.method) || isProtocol(context.path)) return undefined
    if (isPage(context.path) && !isForMail(context.path)) sameSite(request)
    if (match.needs_caller) await authenticate(core, request, true)
    else await core.limit.check('address', context.address)
    context.body = await readBody(request, context.path, match.text_body)
    if (isApi(context.path) && !match.takes_body) refuseBody(context.body)
    return undefined
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const COMMON_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST']

const notAllowed = (allow: string[]) =>
  new AppError('method_not_allowed', 'This address does not know the method.', { details: { allow: allow.join(', ') } })

const otherMethod = (method: string, { allow }: Match) => {
  if (method !== 'OPTIONS') throw notAllowed(allow())
  return new Response(null, { status: 204, headers: { allow: allow().join(', ') } })
}

/** Which of two values is meant cannot be known; choosing one silently would hide the other. */
const refuseDoubled = (url: string) => {
  const at = url.indexOf('?')
  if (at < 0) return
  const names = [...new URLSearchParams(url.slice(at)).keys()]
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined)
    throw invalid(/^[\w-]{1,64}$/.test(doubled) ? `/${doubled}` : '', 'This parameter is given twice.')
}

const refuseBody = (body: RequestContext['body']) => {
  const details = Object.keys(body)
    .slice(0, 20)
    .map((name) => ({ path: /^[\w-]{1,64}$/.test(name) ? `/${name}` : '', message: 'This field is not known here.' }))
  if (details.length > 0) throw new AppError('validation_error', 'This request takes no fields.', { details })
}
