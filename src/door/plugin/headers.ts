/** The security headers of every answer, whatever its status. */
import type { Config } from '../../config.ts'

/**
 * Nothing but our own files, no inline script or style, no frames, no plug-ins; scripts write HTML only through the
 * one Trusted Types policy that htmx’s extension makes.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
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
    ...(PUBLIC_URL?.startsWith('https:') && { 'strict-transport-security': `max-age=${HSTS_SECONDS}` }),
  })
  const unless_said = Object.entries(usual)
  return (headers: Headers) => {
    for (const [name, value] of always) headers.set(name, value)
    for (const [name, value] of unless_said) if (!headers.has(name)) headers.set(name, value)
    // Proxies that gather a stream before passing it on would hold back every word.
    if (headers.get('content-type')?.startsWith('text/event-stream')) headers.set('x-accel-buffering', 'no')
  }
}
