/** How pages answer: HTML, pieces for htmx, redirects. */

import type { Safe } from '../../../views/jsx/runtime.ts'
import { documentOf } from '../../../views/layout.tsx'

/** Smaller answers gain nothing from compression. */
const COMPRESS_MIN_CHARS = 1000

export const isHtmx = (request: Request) => request.headers.get('hx-request') === 'true'

const accepts = (request: Request, coding: string) =>
  (request.headers.get('accept-encoding') ?? '').split(',').some((part) => part.trim().toLowerCase() === coding)

/** Nothing secret is in a page beside what its reader typed, so compression gives nothing away. */
const compressed = (
  request: Request,
  html: string,
): { body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> } => {
  if (html.length < COMPRESS_MIN_CHARS) return { body: html, headers: {} }
  if (accepts(request, 'zstd'))
    return { body: new Uint8Array(Bun.zstdCompressSync(html, { level: 3 })), headers: { 'content-encoding': 'zstd' } }
  if (accepts(request, 'gzip'))
    return { body: Bun.gzipSync(html, { level: 6 }), headers: { 'content-encoding': 'gzip' } }
  return { body: html, headers: {} }
}

export interface ReplyOptions {
  status?: number
  headers?: Record<string, string>
}

const html = (request: Request, text: string, { status = 200, headers = {} }: ReplyOptions) => {
  const packed = compressed(request, text)
  return new Response(packed.body, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // One address answers with a page or with a piece of it.
      vary: 'HX-Request, Accept-Encoding',
      ...packed.headers,
      ...headers,
    },
  })
}

export const page = (request: Request, view: Safe, options: ReplyOptions = {}) =>
  html(request, documentOf(view), options)

/** A piece of a page, for htmx. */
export const fragment = (request: Request, view: Safe, options: ReplyOptions = {}) =>
  html(request, String(view), options)

/** Same-site paths only: a slash, and no second one or a backslash that browsers would read as a host. */
export const safePath = (path: unknown): string | undefined =>
  typeof path === 'string' && path.length <= 2000 && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : undefined

/** Goes on at another page after a form: the browser gets it with GET. */
export const seeOther = (path: string, headers: Record<string, string> = {}) =>
  new Response(null, { status: 303, headers: { location: path, ...headers } })

/** The same for whoever asked: htmx follows no redirect into a new page by itself. */
export const goTo = (request: Request, path: string, headers: Record<string, string> = {}) =>
  isHtmx(request)
    ? new Response(null, { status: 204, headers: { 'hx-redirect': path, ...headers } })
    : seeOther(path, headers)
