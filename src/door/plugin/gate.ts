/**
 * What every request passes on its way in and every answer on its way out, whichever door it is for, 404 and 500
 * included. It stands around the framework, because some requests never reach a hook of it.
 */
import type { Config } from '../../config.ts'
import { AppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { prefersHtml } from './accept.ts'
import { isApi, isPage, isProtocol } from './area.ts'
import { readBody } from './body.ts'
import { createClientAddress, isForwarded, isLoopback } from './client-address.ts'
import { createCors } from './cors.ts'
import { createSameSite } from './csrf.ts'
import { beginFacts, type Facts, shareFacts } from './facts.ts'
import { CHALLENGE, envelope, type Failure, failureOf } from './failure.ts'
import { createSecurityHeaders } from './headers.ts'
import { type LimitCore, spend } from './limits.ts'
import { requestIdFrom } from './request-id.ts'
import { createRequestLog } from './request-log.ts'
import type { Match, RouteTable } from './route-table.ts'

export type Answer = (request: Request) => Response | Promise<Response>
/** How pages show a failure that no page has answered, to browsers. */
export type ErrorPage = (failure: Failure, request: Request) => Response | Promise<Response>

export interface GateDeps {
  config: Config
  log: Log
  core: LimitCore
  /** The routes of the app; asked for late, because they are not all there yet when the gate is made. */
  table: () => RouteTable
  /** The address of the socket’s other end. */
  peerOf: (request: Request) => string | undefined
  errorPage?: ErrorPage
}

export const createGate = (deps: GateDeps) => {
  const { config, log, core, table, peerOf, errorPage } = deps
  const clientAddress = createClientAddress(config.TRUSTED_PROXIES)
  const sameSite = createSameSite(config)
  const cors = createCors(config)
  const secure = createSecurityHeaders(config)
  const note = createRequestLog(log)

  const arrive = (request: Request, path: string) => {
    const peer = peerOf(request)
    return beginFacts(request, {
      request_id: requestIdFrom(request.headers),
      started_at: performance.now(),
      path,
      address: clientAddress.of(peer, request.headers),
      local: isLoopback(peer) && !isForwarded(request.headers),
    })
  }

  /** Everything before the route; an answer when the route is not needed. */
  const enter = async (request: Request, facts: Facts, match: Match | undefined) => {
    if (match && !match.allowed) return otherMethod(request.method, match)
    if (!match && ODD_METHODS.has(request.method)) throw notAllowed(COMMON_METHODS)
    if (!match || SAFE_METHODS.has(request.method) || isProtocol(facts.path)) return undefined
    if (isPage(facts.path)) sameSite(request)
    facts.body = await readBody(request, facts.path)
    if (isApi(facts.path) && !match.takes_body) refuseBody(facts.body)
    return undefined
  }

  const answer = async (request: Request, facts: Facts, inner: Answer) => {
    const match = table().match(facts.path, request.method)
    if (match) facts.route = match.route
    const early = cors.preflight(request, facts.path) ?? (await enter(request, facts, match))
    return early ?? (await inner(request))
  }

  const failed = async (error: unknown, request: Request, facts: Facts) => {
    const failure = failureOf(error, request.headers.has('authorization'))
    const page = isPage(facts.path) && prefersHtml(request.headers.get('accept')) && errorPage
    const response = page ? await page(failure, request) : envelope(failure, facts.request_id)
    for (const [name, value] of Object.entries(failure.headers)) response.headers.set(name, value)
    return { response, failure }
  }

  /**
   * A refused credential costs its address, so that nobody can try many: the answer becomes 429 when the budget is
   * spent. Good credentials cost nothing there, however many people share the address.
   */
  const settled = async (request: Request, facts: Facts, inner: Answer) => {
    try {
      const response = await answer(request, facts, inner)
      if (response.status === 401 && !facts.address_counted) await spend(core, 'address', request)
      const unanswered = facts.error !== undefined && response.status >= 400 && !isAnswered(response, facts)
      if (unanswered) return await failed(facts.error, request, facts)
      return { response, failure: facts.error === undefined ? undefined : failureOf(facts.error) }
    } catch (error) {
      return failed(error, request, facts)
    }
  }

  const leave = (request: Request, facts: Facts, { status, headers }: Response) => {
    secure(headers)
    if (status === 401 && !headers.has('www-authenticate')) headers.set('www-authenticate', CHALLENGE)
    cors.allow(request, facts.path, headers)
    headers.set('x-request-id', facts.request_id)
    if (!facts.allowance || headers.has('ratelimit-limit')) return
    const { limit, remaining, reset_seconds } = facts.allowance
    headers.set('ratelimit-limit', `${limit}`)
    headers.set('ratelimit-remaining', `${remaining}`)
    headers.set('ratelimit-reset', `${reset_seconds}`)
  }

  return async (given: Request, inner: Answer): Promise<Response> => {
    const path = pathOf(given.url)
    const facts = arrive(given, path)
    const request = plainRequest(given, path, facts)
    const { response, failure } = await settled(request, facts, inner)
    leave(request, facts, response)
    note({ method: given.method, request, facts, status: response.status, failure })
    return given.method === 'HEAD' ? withoutBody(response) : response
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** They reach us like any other method, but no server like ours serves them on any path. */
const ODD_METHODS = new Set(['TRACE', 'CONNECT', 'TRACK'])
const COMMON_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST']

const notAllowed = (allow: string[]) =>
  new AppError('method_not_allowed', 'This address does not know the method.', { details: { allow: allow.join(', ') } })

const otherMethod = (method: string, { allow }: Match) => {
  if (method !== 'OPTIONS') throw notAllowed(allow)
  return new Response(null, { status: 204, headers: { allow: allow.join(', ') } })
}

const refuseBody = (body: Facts['body']) => {
  const details = Object.keys(body)
    .slice(0, 20)
    .map((name) => ({ path: /^[\w-]{1,64}$/.test(name) ? `/${name}` : '', message: 'This field is not known here.' }))
  if (details.length > 0) throw new AppError('validation_error', 'This request takes no fields.', { details })
}

/** Whether the answer to a failure is one that a door wrote: the API’s envelope, or a page. */
const isAnswered = (response: Response, facts: Facts) =>
  isApi(facts.path) || facts.error_answered || Boolean(response.headers.get('content-type')?.startsWith('text/html'))

/** The path without query; of the few forms a request line may have, only the path is believed. */
const pathOf = (url: string) => {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3)
  if (start < 0 || !/^(\/|https?:\/\/)/.test(url)) return '/'
  const path = url.slice(start)
  const end = path.search(/[?#]/)
  return end < 0 ? path : path.slice(0, end)
}

/**
 * The request as the framework can read it. Without a usable `Host` its address is relative, which breaks routing; and
 * HEAD is answered like GET, because the framework would wait for the whole of a stream to count it.
 */
const plainRequest = (given: Request, path: string, facts: Facts): Request => {
  const { url, method, headers, signal } = given
  if (method !== 'HEAD' && url.startsWith('http')) return given
  const query = url.indexOf('?') < 0 ? '' : url.slice(url.indexOf('?'))
  const address = url.startsWith('http') ? url : `http://localhost${path}${query}`
  const has_body = given.body !== null && method !== 'HEAD' && method !== 'GET'
  // Fetch’s own class refuses these methods; the gate refuses them anyway, for what they say and not for this.
  if (ODD_METHODS.has(method)) return given
  const request = new Request(address, {
    method: method === 'HEAD' ? 'GET' : method,
    headers,
    signal,
    ...(has_body && { body: given.body }),
  })
  shareFacts(request, facts)
  return request
}

const withoutBody = async (response: Response) => {
  const { status, headers, body } = response
  if (headers.get('content-type')?.startsWith('text/event-stream')) await body?.cancel()
  else headers.set('content-length', `${(await response.arrayBuffer()).byteLength}`)
  return new Response(null, { status, headers })
}
