/**
 * What the handlers of pages work with, and the macro by which a route says that it is for signed-in people:
 * `signed_in: true` sends others to sign in; `signed_in: 'stream'` refuses them, because htmx would follow a redirect
 * of a stream for ever; `signed_in: 'administrator'` refuses all but administrators.
 */
import { Elysia } from 'elysia'
import type { Caller } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { cookieCaller, loginCookie } from '../auth/cookie.ts'
import { contextOf, noteCaller } from '../http/context.ts'
import { EarlyResponse } from '../http/error-hook.ts'
import { limits, spend } from '../http/rate-limit.ts'
import { isHtmx, safePath, seeOther } from './response.ts'

export interface PagesOptions {
  core: Core
  config: Config
  log: Log
}
/** A request of anybody. */
export interface VisitorContext extends PagesOptions {
  request: Request
}
/** A request of the person who is signed in. */
export interface PageContext extends VisitorContext {
  caller: Caller
}

/** The owner of the browser’s cookie, if there is one. */
export const personOf = async (core: Core, request: Request): Promise<Caller | undefined> => {
  const caller = await cookieCaller(core, request)
  if (caller) noteCaller(request, caller)
  return caller
}

/** @throws unauthenticated */
export const needPerson = async (core: Core, request: Request): Promise<Caller> => {
  const caller = await personOf(core, request)
  if (!caller) throw new AppError('unauthenticated', 'Sign in to read this.')
  return caller
}

/** Where to come back to after signing in: the page itself, or for a form the page it stood on. */
const comeBack = (request: Request) => {
  const { pathname, search } = new URL(request.url)
  if (request.method === 'GET') return safePath(pathname + search)
  const referrer = request.headers.get('referer') ?? ''
  return URL.canParse(referrer) ? safePath(new URL(referrer).pathname) : undefined
}

const toSignIn = (request: Request) => {
  const next = comeBack(request)
  const path = next && next !== '/' ? `/signin?next=${encodeURIComponent(next)}` : '/signin'
  return isHtmx(request) ? new Response(null, { status: 401, headers: { 'hx-redirect': path } }) : seeOther(path)
}

/** Views count on the person's budget; a cookie that is not good costs its address, because it was looked up. */
const admit = async (core: Core, request: Request) => {
  const caller = await personOf(core, request)
  if (!caller && loginCookie(core, request)) await spend(core, 'address', request)
  if (!caller) throw new EarlyResponse(toSignIn(request))
  if (request.method === 'GET') await spend(core, 'pages', request, caller)
}

/** @throws forbidden */
const needAdministrator = async (core: Core, request: Request) => {
  const { caller } = contextOf(request)
  if (caller) await core.account.needAdministrator(caller)
}

/** The macros of pages; `limit` counts the person whom `signed_in` found. */
export const pageMacros = (options: PagesOptions) =>
  new Elysia({ name: 'pages/macros' })
    .macro({
      signed_in: (kind: true | 'stream' | 'administrator') => ({
        // Before the form is checked: a stranger learns nothing about what a right form would be.
        transform: async ({ request }) => {
          if (kind === 'stream') await needPerson(options.core, request)
          else await admit(options.core, request)
          if (kind === 'administrator') await needAdministrator(options.core, request)
        },
        resolve: ({ request }) => {
          const { caller } = contextOf(request)
          if (!caller) throw new AppError('internal', 'A page for people ran without one.')
          const context: PageContext = { ...options, request, caller }
          return { context }
        },
      }),
    })
    .use(limits(options.core))
