/** Ids of requests: the client’s own when it is harmless in a log, else ours; answered in `X-Request-Id`. */
import { newId } from '../../lib/id.ts'

const HARMLESS = /^[\w-]{8,64}$/

export const newRequestId = (): string => newId()

export const requestIdFrom = (headers: Headers): string => {
  const given = headers.get('x-request-id')
  return given !== null && HARMLESS.test(given) ? given : newRequestId()
}
