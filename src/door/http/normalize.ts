/**
 * A request as routes can read it, and an answer to HEAD. The server hands on addresses and methods that the
 * framework does not expect.
 */
import { type RequestContext, shareContext } from './context.ts'

/** They reach us like any other method, but no server like ours serves them on any path. */
export const ODD_METHODS = new Set(['TRACE', 'CONNECT', 'TRACK'])

/** Dots as the server resolves them in a whole address; in a relative one it leaves them as they came. */
const DOTS = /\/(\.|%2e)/i

const resolved = (path: string) => (DOTS.test(path) ? new URL(`http://localhost${path}`).pathname : path)

/** The path without query, as routes are found by it; of the few forms a request line may have, only the path is believed. */
export const pathOf = (url: string) => {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3)
  if (start < 0 || !/^(\/|https?:\/\/)/.test(url)) return '/'
  const path = url.slice(start)
  const end = path.search(/[?#]/)
  return resolved(end < 0 ? path : path.slice(0, end))
}

/**
 * The request as the framework can read it. Without a usable `Host` its address is relative, which breaks routing; and
 * HEAD is answered like GET, because the framework would wait for the whole of a stream to count it.
 */
export const normalizeRequest = (given: Request, path: string, context: RequestContext): Request => {
  const { url, method, headers, signal } = given
  if (method !== 'HEAD' && url.startsWith('http')) return given
  const query = url.indexOf('?') < 0 ? '' : url.slice(url.indexOf('?'))
  const address = url.startsWith('http') ? url : `http://localhost${path}${query}`
  const has_body = given.body !== null && method !== 'HEAD' && method !== 'GET'
  // Fetch’s own class cannot be made with these methods; they are refused before anybody reads the address.
  if (ODD_METHODS.has(method)) return given
  const request = new Request(address, {
    method: method === 'HEAD' ? 'GET' : method,
    headers,
    signal,
    ...(has_body && { body: given.body }),
  })
  shareContext(request, context)
  return request
}

export const withoutBody = async (response: Response) => {
  const { status, headers, body } = response
  if (headers.get('content-type')?.startsWith('text/event-stream')) await body?.cancel()
  else headers.set('content-length', `${(await response.arrayBuffer()).byteLength}`)
  return new Response(null, { status, headers })
}
