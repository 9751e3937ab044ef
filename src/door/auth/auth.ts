/**
 * Lets routes say who may call: `caller: true` (anyone known), `caller: 'tasks:read'` (a scope) or `caller: 'person'`
 * (signed in, not a program with an access token). The API looks at the `Authorization` header and nothing else.
 */
import { Elysia } from 'elysia'
import type { Account } from '../../account/account.ts'
import { unauthenticated } from '../../account/claims.ts'
import type { Caller, Scope } from '../../account/schema.ts'
import { AppError } from '../../errors.ts'
import { bearerOf, type Credential } from './bearer.ts'

export interface AuthCore {
  account: Account
}
type Need = true | 'person' | Scope

const credentials = new WeakMap<Request, Credential>()

/** The caller of a request that was let in; for logs and limits, after the fact. */
export const authenticatedCaller = (request: Request): Caller | undefined => credentials.get(request)?.caller

/** @throws unauthenticated  @throws insufficient_scope */
export const authenticate = async (core: AuthCore, request: Request, need: Need): Promise<Credential> => {
  const known = credentials.get(request)
  const credential = known ?? (await bearerOf(core.account).credentialOf(request.headers.get('authorization')))
  allow(credential.caller, need)
  credentials.set(request, credential)
  return credential
}

export const auth = (core: AuthCore) =>
  new Elysia({ name: 'auth' }).macro({
    caller: (need: Need) => ({
      detail: inDocument(need),
      // Before the body is checked: a stranger learns nothing about what a right body would be.
      transform: async ({ request }) => {
        await authenticate(core, request, need)
      },
      resolve: ({ request }) => {
        const credential = credentials.get(request)
        if (!credential) throw unauthenticated()
        return { caller: credential.caller, expires_at: credential.expires_at }
      },
    }),
  })

/** Declares for the OpenAPI document who may call, and for admission that the route needs a known caller. */
const inDocument = (need: Need): object => ({ 'x-caller': need })

const allow = (caller: Caller, need: Need) => {
  if (need === true) return
  const allowed = need === 'person' ? caller.by !== 'access_token' : caller.scopes.includes(need)
  if (allowed) return
  const wanted = need === 'person' ? 'a signed-in person' : `the scope ${need}`
  const options = need === 'person' ? {} : { details: { scope: need } }
  throw new AppError('insufficient_scope', `This needs ${wanted}; the access token does not give it.`, options)
}
