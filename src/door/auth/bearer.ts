/** From an `Authorization` header to the caller: a JWT of ours, one of an outside issuer, or a personal access token. */
import { isAccessToken } from '../../account/access-token.ts'
import type { Account } from '../../account/account.ts'
import { type Claims, unauthenticated } from '../../account/claims.ts'
import type { OutsideClaims } from '../../account/outside-issuer.ts'
import type { Caller } from '../../account/schema.ts'
import { hashSecret } from '../../account/secret.ts'
import { CLOCK_TOLERANCE_SECONDS, createJwt } from './jwt.ts'
import { createOutsideVerify } from './outside-jwt.ts'

/** Who calls, and until when the credential would live; access tokens are ended by their own route. */
export interface Credential {
  caller: Caller
  expires_at: Date | undefined
}

/** What a verified signature says; `until` is when to look again, in ms since 1970. */
type Verified = { exp: number; until: number } & ({ own: Claims } | { outside: OutsideClaims })

const TOKEN_MAX_CHARS = 8192
const BEARER = /^Bearer +([\w.~+/=-]+)$/i
const VERIFIED_MAX = 10_000
/** Ours have some 450 characters; a longer one is verified each time, so that memory stays bounded. */
const REMEMBERED_MAX_CHARS = 2048
/** A key that its issuer withdraws is forgotten after this at the latest. */
const VERIFIED_MS = 300_000

export const createBearer = (account: Account) => {
  const { settings } = account
  const jwt = createJwt(settings.jwt_secret, settings.jwt_secret_previous)
  const verifyOutside = createOutsideVerify(settings)
  const verified = new Map<string, Verified>()

  const verify = async (token: string): Promise<Verified> => {
    const until = Date.now() + VERIFIED_MS
    const own = await jwt.verify(token)
    if (own) return { own, exp: own.exp, until }
    const claims = await verifyOutside(token)
    if (!claims) throw unauthenticated()
    return {
      outside: { ...claims, credential_id: `outside:${hashSecret(token).toString('base64url')}` },
      exp: claims.exp,
      until,
    }
  }

  /** Verified before, so long as neither token nor memory is too old; forged ones are never remembered. */
  const recall = async (token: string): Promise<Verified> => {
    const known = verified.get(token)
    const now = Date.now()
    if (known && now < known.until && now < (known.exp + CLOCK_TOLERANCE_SECONDS) * 1000) return known
    verified.delete(token)
    const fresh = await verify(token)
    if (token.length > REMEMBERED_MAX_CHARS) return fresh
    verified.set(token, fresh)
    const oldest = verified.size > VERIFIED_MAX ? verified.keys().next().value : undefined
    if (oldest !== undefined) verified.delete(oldest)
    return fresh
  }

  return {
    /** A fresh token for a person who has just signed in. @throws unauthenticated gone meanwhile */
    async newToken(user_id: string): Promise<string> {
      return jwt.sign(await account.newClaims(user_id))
    },

    /** @throws unauthenticated */
    async credentialOf(authorization: string | null): Promise<Credential> {
      const token = authorization && authorization.length <= TOKEN_MAX_CHARS && BEARER.exec(authorization)?.[1]
      if (!token) throw unauthenticated()
      if (isAccessToken(token)) return { caller: await account.callerOfAccessToken(token), expires_at: undefined }
      const known = await recall(token)
      const caller = await ('own' in known ? account.callerOfClaims(known.own) : account.callerOfOutside(known.outside))
      return { caller, expires_at: new Date(known.exp * 1000) }
    },
  }
}
export type Bearer = ReturnType<typeof createBearer>

const bearers = new WeakMap<Account, Bearer>()

/** One per account capability: every route module of an app shares its memory. */
export const bearerOf = (account: Account): Bearer => {
  const bearer = bearers.get(account) ?? createBearer(account)
  bearers.set(account, bearer)
  return bearer
}
