/** Which other sites’ scripts may call the API: exactly those of CORS_ORIGINS, always without cookies. */
import type { Config } from '../../config.ts'
import { isPage } from './scope.ts'

const METHODS = 'GET, HEAD, POST, PATCH, DELETE'
/** The second row is the ChatKit UI’s; forgetting its frame id is the usual way to shut it out. The third is MCP’s. */
const HEADERS = [
  'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-Id, If-Match, If-None-Match',
  'ChatKit-Frame-Instance-Id, Accept, Accept-Language',
  'MCP-Protocol-Version, Mcp-Method, Mcp-Name',
].join(', ')
const EXPOSED = [
  'X-Run-Id, X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining',
  'RateLimit-Reset, ETag, Location, Idempotent-Replayed, WWW-Authenticate',
].join(', ')
/** Seconds a browser may remember a preflight. */
const PREFLIGHT_SECONDS = 600

export interface Cors {
  /** Adds what a browser needs to hand the answer to the script that asked. */
  allow(request: Request, path: string, headers: Headers): void
  /** The answer to a preflight; undefined when the request is none. Comes before authentication: it carries none. */
  preflight(request: Request, path: string): Response | undefined
}

export const createCors = ({ CORS_ORIGINS }: Pick<Config, 'CORS_ORIGINS'>): Cors => {
  const origins = new Set(CORS_ORIGINS)
  const listed = (request: Request) => {
    const origin = request.headers.get('origin')
    return origin !== null && origins.has(origin) ? origin : undefined
  }

  return {
    allow(request, path, headers) {
      if (origins.size === 0 || isPage(path)) return
      headers.append('vary', 'Origin')
      const origin = listed(request)
      if (!origin) return
      headers.set('access-control-allow-origin', origin)
      headers.set('access-control-expose-headers', EXPOSED)
    },

    preflight(request, path) {
      const { headers, method } = request
      const asks = method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
      if (!asks || isPage(path)) return undefined
      return new Response(null, { status: 204, headers: listed(request) ? PREFLIGHT : {} })
    },
  }
}

const PREFLIGHT = {
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': HEADERS,
  'access-control-max-age': `${PREFLIGHT_SECONDS}`,
}
