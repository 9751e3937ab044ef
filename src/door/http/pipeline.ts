/**
 * What every request passes on its way in and every answer on its way out, whichever door it is for, 404 and 500
 * included. It stands around the framework, because some requests never reach a hook of it.
 */
import type { Config } from '../../config.ts'
import { isAppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { type Span, traced } from '../../span.ts'
import type { AuthCore } from '../auth/auth.ts'
import { prefersHtml } from './accept.ts'
import { createEntry } from './admission.ts'
import { createClientAddress, isForwarded, isLoopback } from './client-address.ts'
import { beginContext, type RequestContext, requestIdFrom } from './context.ts'
import { createCors } from './cors.ts'
import { envelope, type Failure, failureOf } from './error.ts'
import { createDeparture } from './headers.ts'
import { normalizeRequest, pathOf, withoutBody } from './normalize.ts'
import { type LimitCore, spend } from './rate-limit.ts'
import { createRequestLog } from './request-log.ts'
import type { RouteTable } from './routes.ts'
import { isApi, isPage } from './scope.ts'

export type Handler = (request: Request) => Response | Promise<Response>
/** How pages show a failure that no page has answered, to browsers. */
export type RenderErrorPage = (failure: Failure, request: Request) => Response | Promise<Response>

interface PipelineOptions {
  config: Config
  log: Log
  core: LimitCore & AuthCore
  /** The routes of the app; asked for late, because they are not all there yet when the pipeline is made. */
  table: () => RouteTable
  /** The address of the socket’s other end. */
  peerOf: (request: Request) => string | undefined
  errorPage?: RenderErrorPage
}

export const createPipeline = (deps: PipelineOptions) => {
  const { config, log, core, table, errorPage } = deps
  const arrive = createArrival(deps)
  const enter = createEntry(core, config)
  const cors = createCors(config)
  const dress = createDeparture(config, cors)
  const note = createRequestLog(log)

  const answer = async (request: Request, context: RequestContext, inner: Handler) => {
    const match = table().match(context.path, request.method)
    if (match) context.route = match.route
    const early = cors.preflight(request, context.path) ?? (await enter(request, context, match))
    return early ?? (await inner(request))
  }

  const failed = async (error: unknown, request: Request, context: RequestContext) => {
    const failure = failureOf(error, request.headers.has('authorization'))
    const response = (await paged(failure, request, context)) ?? envelope(failure, context.request_id)
    for (const [name, value] of Object.entries(failure.headers)) response.headers.set(name, value)
    return { response, failure }
  }

  /** The failure as a page, for a browser. If that fails as well, the first failure is still the one that is answered. */
  const paged = async (failure: Failure, request: Request, context: RequestContext) => {
    if (!errorPage || !isPage(context.path) || !prefersHtml(request.headers.get('accept'))) return undefined
    try {
      return await errorPage(failure, request)
    } catch (err) {
      log.error({ err, request_id: context.request_id }, 'the error page failed')
      return undefined
    }
  }

  const payByAddress = async (request: Request, context: RequestContext) => {
    if (!context.address_counted) await spend(core, 'address', request)
  }

  /**
   * A refused credential costs its address, so that one cannot try many: the answer becomes 429 when the budget is
   * spent. Good credentials cost nothing there, however many people share the address.
   */
  const settled = async (request: Request, context: RequestContext, inner: Handler) => {
    try {
      const response = await answer(request, context, inner).catch(async (error) => {
        if (isAppError(error, 'unauthenticated')) await payByAddress(request, context)
        throw error
      })
      if (response.status === 401) await payByAddress(request, context)
      const unanswered = context.error !== undefined && response.status >= 400 && !isAnswered(response, context)
      if (unanswered) return await failed(context.error, request, context)
      return { response, failure: context.error === undefined ? undefined : failureOf(context.error) }
    } catch (error) {
      return failed(error, request, context)
    }
  }

  const handle: Handle = async (given, path, inner, span) => {
    const context = arrive(given, path)
    const request = normalizeRequest(given, path, context)
    const { response, failure } = await settled(request, context, inner)
    dress(request, context, response)
    note({ method: given.method, request, context, status: response.status, failure, span })
    return given.method === 'HEAD' ? withoutBody(response) : response
  }

  return tracing(handle)
}

type Handle = (given: Request, path: string, inner: Handler, span?: Span) => Promise<Response>

/** What machines ask every few seconds, and files. */
const UNTRACED = /^\/(health|metrics|assets)(\/|$)/

const tracing =
  (handle: Handle) =>
  (given: Request, inner: Handler): Promise<Response> => {
    const path = pathOf(given.url)
    if (UNTRACED.test(path)) return handle(given, path, inner)
    const asked = { name: 'HTTP', kind: 'server', parent: given.headers.get('traceparent') } as const
    return traced(asked, (span) => handle(given, path, inner, span))
  }

const createArrival = ({ config, peerOf }: PipelineOptions) => {
  const clientAddress = createClientAddress(config.TRUSTED_PROXIES)
  return (request: Request, path: string) => {
    const peer = peerOf(request)
    return beginContext(request, {
      request_id: requestIdFrom(request.headers),
      started_at: performance.now(),
      path,
      address: clientAddress.of(peer, request.headers),
      local: isLoopback(peer) && !isForwarded(request.headers),
    })
  }
}

/** Whether the answer to a failure is one that a door wrote: the API’s envelope, or a page. */
const isAnswered = (response: Response, context: RequestContext) =>
  isApi(context.path) ||
  context.error_answered ||
  Boolean(response.headers.get('content-type')?.startsWith('text/html'))
