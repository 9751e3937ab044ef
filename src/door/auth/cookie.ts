/** The pages' cookie: an opaque value, never read by scripts and never by the API. */
import type { Account } from '../../account/account.ts'
import type { Caller } from '../../account/schema.ts'
import { isAppError } from '../../errors.ts'

interface CookieCore {
  account: Account
}
/** Elysia's `set`, as much of it as a cookie needs. */
export interface ReplyHeaders {
  headers: Record<string, string | number | string[] | undefined>
}

/**
 * Seconds. The browser keeps it until the absolute end; that it also ends after 7 days without a visit is decided by
 * the server, where its holder cannot edit it.
 */
const AGE_MAX_SECONDS = 30 * 86_400

/** `__Host-` makes browsers refuse it from another host or without HTTPS; on plain http they would refuse it always. */
const nameOf = (core: CookieCore) => (core.account.settings.https ? '__Host-todochat' : 'todochat')

const cookie = (core: CookieCore, value: string, max_age_seconds: number) =>
  [
    `${nameOf(core)}=${value}`,
    'Path=/',
    ...(core.account.settings.https ? ['Secure'] : []),
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${max_age_seconds}`,
  ].join('; ')

/** The cookie's value in the request, if there is one. */
export const loginCookie = (core: CookieCore, request: Request): string | undefined =>
  new Bun.CookieMap(request.headers.get('cookie') ?? '').get(nameOf(core)) ?? undefined

/** Who looks at the page; undefined without a login. An outage is thrown, not taken for a stranger. */
export const cookieCaller = async (core: CookieCore, request: Request): Promise<Caller | undefined> => {
  const value = loginCookie(core, request)
  if (!value) return undefined
  try {
    return await core.account.callerOfCookie(value)
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return undefined
    throw error
  }
}

/**
 * Signs the browser of the request in with a new value and ends the one it came with: a value that another site planted
 * before the sign-in is worth nothing after it.
 */
export const setLoginCookie = async (core: CookieCore, request: Request, set: ReplyHeaders, user_id: string) => {
  const old = loginCookie(core, request)
  if (old) await core.account.endLogin(old)
  const value = await core.account.startLogin(user_id, request.headers.get('user-agent') ?? '')
  set.headers['set-cookie'] = cookie(core, value, AGE_MAX_SECONDS)
}

/** Signs the browser of the request out, here and in its cookies. */
export const clearLoginCookie = async (core: CookieCore, request: Request, set: ReplyHeaders) => {
  const value = loginCookie(core, request)
  if (value) await core.account.endLogin(value)
  set.headers['set-cookie'] = cookie(core, '', 0)
}
