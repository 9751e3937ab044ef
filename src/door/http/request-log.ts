/** One line and one count for every request, when its answer’s head is ready: pattern, status, duration, who. */

import { hashId, type Log } from '../../log.ts'
import { httpDuration, sawUser } from '../../metrics.ts'
import type { Span } from '../../span.ts'
import { authenticatedCaller } from '../auth/auth.ts'
import type { RequestContext } from './context.ts'
import type { Failure } from './error.ts'

/** Methods are free text on the wire; metrics take only those we know. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

interface Noted {
  /** As it was sent; `request` may be the form of it that routes read. */
  method: string
  request: Request
  context: RequestContext
  status: number
  failure?: Failure
  span?: Span | undefined
}

/** The status of an answer whose client had left; the number is nginx’s. */
const CLIENT_LEFT = 499

/** A client that leaves makes reads fail; that is no failure of ours, and must not look like one to an alert. */
const leftOver = ({ request, status, failure }: Noted) =>
  failure?.code === 'internal' && request.signal.aborted ? CLIENT_LEFT : status

/** The same facts for a trace, in the words of its conventions. */
const describe = (
  span: Span,
  line: { method: string; route: string; status: number; user?: string },
  code?: string,
) => {
  const { method, route, status, user } = line
  span.name(`${method === 'other' ? 'HTTP' : method} ${route}`)
  span.note({
    'http.request.method': method === 'other' ? '_OTHER' : method,
    'http.route': route,
    'http.response.status_code': status,
    'enduser.pseudo.id': user,
    'error.type': code,
  })
  if (status >= 500) span.fail(code ?? String(status))
}

export const createRequestLog = (log: Log) => (noted: Noted) => {
  const { request, context, failure } = noted
  const status = leftOver(noted)
  const { request_id, route, started_at } = context
  const method = METHODS.has(noted.method) ? noted.method : 'other'
  const duration_ms = Math.round((performance.now() - started_at) * 100) / 100
  const user_id = (context.caller ?? authenticatedCaller(request))?.user_id
  if (user_id) sawUser(user_id)
  httpDuration.observe({ route, method, status: String(status) }, duration_ms / 1000)
  const failed = failure !== undefined && failure.status >= 500 && status !== CLIENT_LEFT
  if (!failed && !log.isLevelEnabled('info')) return
  const line = { request_id, method, route, status, duration_ms, ...(user_id && { user: hashId(user_id) }) }
  if (noted.span?.recording) describe(noted.span, line, failure?.code)
  if (!failure) log.info(line, 'request')
  else if (!failed) log.info({ ...line, code: failure.code }, 'request')
  else log.error({ ...line, code: failure.code, err: failure.cause }, 'request failed')
}
