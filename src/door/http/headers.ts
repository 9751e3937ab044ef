/** What every answer carries besides what its route said, whichever door made it and whatever its status. */
import type { Config } from '../../config.ts'
import type { RequestContext } from './context.ts'
import type { Cors } from './cors.ts'
import { CHALLENGE, rateHeaders } from './error.ts'

/**
 * Nothing but our own files, no inline script or style, no frames, no plug-ins; scripts write HTML only through the
 * one Trusted Types policy that htmx’s extension makes.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types htmx',
].join('; ')

const HSTS_SECONDS = 31_536_000

/** No route has a reason to differ. */
const fixed = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
const usual = {
  'referrer-policy': 'same-origin',
  'content-security-policy': PAGE_POLICY,
  // Everything is private unless a route says otherwise, as static files do.
  'cache-control': 'no-store',
}

export const createSecurityHeaders = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>) => {
  const always = Object.entries({
    ...fixed,
    ...(PUBLIC_URL?.startsWith('https:') && {
      'strict-transport-security': `max-age=${HSTS_SECONDS}; includeSubDomains`,
    }),
  })
  const unless_said = Object.entries(usual)
  return (headers: Headers) => {
    for (const [name, value] of always) headers.set(name, value)
    for (const [name, value] of unless_said) if (!headers.has(name)) headers.set(name, value)
    // Proxies that gather a stream before passing it on would hold back every word.
    if (headers.get('content-type')?.startsWith('text/event-stream')) headers.set('x-accel-buffering', 'no')
  }
}

export const createDeparture = (config: Config, cors: Cors) => {
  const secure = createSecurityHeaders(config)

  return (request: Request, context: RequestContext, { status, headers }: Response) => {
    secure(headers)
    cors.allow(request, context.path, headers)
    headers.set('x-request-id', context.request_id)
    if (status === 401 && !headers.has('www-authenticate')) headers.set('www-authenticate', CHALLENGE)
    // A refusal has named its own budget already; a page that is shown has no program that would read it.
    if (headers.has('ratelimit-limit') || headers.get('content-type')?.startsWith('text/html')) return
    for (const [name, value] of Object.entries(rateHeaders(context.allowance))) headers.set(name, value)
  }
}
