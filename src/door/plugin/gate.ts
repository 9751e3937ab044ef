/**
 * What every request passes on its way in and every answer on its way out, whichever door it is for, 404 and 500
 * included. It stands around the framework, because some requests never reach a hook of it.
 */
import type { Config } from '../../config.ts'
import type { Log } from '../../log.ts'
import { prefersHtml } from './accept.ts'
import { isApi, isPage } from './area.ts'
import { createClientAddress, isForwarded, isLoopback } from './client-address.ts'
import { createCors } from './cors.ts'
import { createDeparture } from './departure.ts'
import { createEntry } from './entry.ts'
import { beginFacts, type Facts } from './facts.ts'
import { envelope, type Failure, failureOf } from './failure.ts'
import { type LimitCore, spend } from './limits.ts'
import { pathOf, plainRequest, withoutBody } from './plain-request.ts'
import { requestIdFrom } from './request-id.ts'
import { createRequestLog } from './request-log.ts'
import type { RouteTable } from './route-table.ts'

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
  const { config, log, core, table, errorPage } = deps
  const arrive = createArrival(deps)
  const enter = createEntry(config)
  const cors = createCors(config)
  const dress = createDeparture(config, cors)
  const note = createRequestLog(log)

  const answer = async (request: Request, facts: Facts, inner: Answer) => {
    const match = table().match(facts.path, request.method)
    if (match) facts.route = match.route
    const early = cors.preflight(request, facts.path) ?? (await enter(request, facts, match))
    return early ?? (await inner(request))
  }

  const failed = async (error: unknown, request: Request, facts: Facts) => {
    const failure = failureOf(error, request.headers.has('authorization'))
    const response = (await paged(failure, request, facts)) ?? envelope(failure, facts.request_id)
    for (const [name, value] of Object.entries(failure.headers)) response.headers.set(name, value)
    return { response, failure }
  }

  /** The failure as a page, for a browser. If that fails as well, the first failure is still the one that is told. */
  const paged = async (failure: Failure, request: Request, facts: Facts) => {
    if (!errorPage || !isPage(facts.path) || !prefersHtml(request.headers.get('accept'))) return undefined
    try {
      return await errorPage(failure, request)
    } catch (err) {
      log.error({ err, request_id: facts.request_id }, 'the error page failed')
      return undefined
    }
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

  return async (given: Request, inner: Answer): Promise<Response> => {
    const path = pathOf(given.url)
    const facts = arrive(given, path)
    const request = plainRequest(given, path, facts)
    const { response, failure } = await settled(request, facts, inner)
    dress(request, facts, response)
    note({ method: given.method, request, facts, status: response.status, failure })
    return given.method === 'HEAD' ? withoutBody(response) : response
  }
}

const createArrival = ({ config, peerOf }: GateDeps) => {
  const clientAddress = createClientAddress(config.TRUSTED_PROXIES)
  return (request: Request, path: string) => {
    const peer = peerOf(request)
    return beginFacts(request, {
      request_id: requestIdFrom(request.headers),
      started_at: performance.now(),
      path,
      address: clientAddress.of(peer, request.headers),
      local: isLoopback(peer) && !isForwarded(request.headers),
    })
  }
}

/** Whether the answer to a failure is one that a door wrote: the API’s envelope, or a page. */
const isAnswered = (response: Response, facts: Facts) =>
  isApi(facts.path) || facts.error_answered || Boolean(response.headers.get('content-type')?.startsWith('text/html'))
