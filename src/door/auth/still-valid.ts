/** Whether the credential of a request that is still being answered is still good: streams ask while they are open. */
import { isAppError } from '../../errors.ts'
import type { AuthCore } from './auth.ts'
import { bearerOf } from './bearer.ts'
import { cookieCaller } from './cookie.ts'

/** An outage is thrown: it says nothing of the credential. */
export const bearerHolds = (core: AuthCore, request: Request) => async (): Promise<boolean> => {
  try {
    await bearerOf(core.account).credentialOf(request.headers.get('authorization'))
    return true
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return false
    throw error
  }
}

export const cookieHolds = (core: AuthCore, request: Request) => async (): Promise<boolean> =>
  (await cookieCaller(core, request)) !== undefined
