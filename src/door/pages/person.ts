/** Who looks at a page: the owner of the browser’s cookie, or a stranger who is shown the way in. */
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { AppError } from '../../errors.ts'
import { cookieCaller } from '../plugin/cookie.ts'
import { noteCaller } from '../plugin/facts.ts'
import { isHtmx, safePath, seeOther } from './reply.ts'

export const personOf = async (core: Core, request: Request): Promise<Caller | undefined> => {
  const caller = await cookieCaller(core, request)
  if (caller) noteCaller(request, caller)
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

/** Runs `act` for the person who is signed in; a stranger is sent to sign in. */
export const asPerson = async (core: Core, request: Request, act: (caller: Caller) => Promise<Response>) => {
  const caller = await personOf(core, request)
  return caller ? act(caller) : toSignIn(request)
}

/** For streams, which never redirect: htmx would ask again for ever. @throws unauthenticated */
export const needPerson = async (core: Core, request: Request): Promise<Caller> => {
  const caller = await personOf(core, request)
  if (!caller) throw new AppError('unauthenticated', 'Sign in to read this.')
  return caller
}
