/**
 * What a request must pass before it reaches its route: a method the path knows, a page of ours behind a page’s act,
 * a body of the right kind and size.
 */
import type { Config } from '../../config.ts'
import { AppError } from '../../errors.ts'
import { isApi, isPage, isProtocol } from './area.ts'
import { readBody } from './body.ts'
import { createSameSite } from './csrf.ts'
import type { Facts } from './facts.ts'
import { ODD_METHODS } from './plain-request.ts'
import type { Match } from './route-table.ts'

/** Lets the request pass, or answers it when no route is needed. The body goes into the facts. */
export const createEntry = (config: Config) => {
  const sameSite = createSameSite(config)

  return async (request: Request, facts: Facts, match: Match | undefined): Promise<Response | undefined> => {
    if (match && !match.allowed) return otherMethod(request.method, match)
    if (!match && ODD_METHODS.has(request.method)) throw notAllowed(COMMON_METHODS)
    // What nobody serves is a 404, whatever else is wrong with it.
    if (!match || SAFE_METHODS.has(request.method) || isProtocol(facts.path)) return undefined
    if (isPage(facts.path)) sameSite(request)
    facts.body = await readBody(request, facts.path)
    if (isApi(facts.path) && !match.takes_body) refuseBody(facts.body)
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

const refuseBody = (body: Facts['body']) => {
  const details = Object.keys(body)
    .slice(0, 20)
    .map((name) => ({ path: /^[\w-]{1,64}$/.test(name) ? `/${name}` : '', message: 'This field is not known here.' }))
  if (details.length > 0) throw new AppError('validation_error', 'This request takes no fields.', { details })
}
