/** What our own JSON Web Tokens say, and whether we still stand by it. Signing and checking of signatures is a door's. */
import { record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { isId, newId } from '../lib/id.ts'
import type { CallerCache } from './caller-cache.ts'
import { type Caller, SCOPES } from './schema.ts'
import { findTokenHolder, findValidFrom, insertRevoked, type TokenHolder } from './store.ts'

export const ISSUER = 'todochat'
/** One token opens all three doors, and says so. */
export const AUDIENCES = ['todochat:rest', 'todochat:chatkit', 'todochat:mcp'] as const

export interface Claims {
  iss: string
  aud: string[]
  sub: string
  jti: string
  /** Seconds since 1970, like `exp`. */
  iat: number
  exp: number
  /**
   * The user's `tokens_valid_from` when the token was made, in ms. Compared for equality: whole seconds of `iat`
   * could not tell a token from just before a password change from one just after, and clocks of instances differ.
   */
  valid_from: number
}

export const unauthenticated = (cause?: unknown) =>
  new AppError('unauthenticated', 'Sign in first: the token is missing or no longer good.', { cause })

interface ClaimsDeps {
  db: Database
  cache: CallerCache
  expiration_minutes: number
  now: () => number
}

export const createClaims = ({ db, cache, expiration_minutes, now }: ClaimsDeps) => {
  const find = async ({ sub, jti, valid_from }: Claims): Promise<Caller> => {
    const holder = isId(sub) ? await db.query((sql) => findTokenHolder(sql, sub, jti)) : undefined
    if (holder?.tokens_valid_from.getTime() !== valid_from) throw unauthenticated()
    return callerOf(holder, jti)
  }

  return {
    /** Claims of a new token. @throws unauthenticated the user is gone */
    async newClaims(user_id: string): Promise<Claims> {
      const valid_from = await db.query((sql) => findValidFrom(sql, user_id))
      if (!valid_from) throw unauthenticated()
      const iat = Math.floor(now() / 1000)
      const exp = iat + expiration_minutes * 60
      return {
        iss: ISSUER,
        aud: [...AUDIENCES],
        sub: user_id,
        jti: newId(),
        iat,
        exp,
        valid_from: valid_from.getTime(),
      }
    },

    /** Whose claims they are; their signature and times are already checked. @throws unauthenticated */
    callerOfClaims: (claims: Claims) => cache.get(keyOf(claims.sub, claims.jti), () => find(claims)),

    /** Voids the caller's token, which would have lived until `expires_at`, on every instance within a second. */
    async revoke(caller: Caller, expires_at: Date) {
      await db.transaction(async (sql) => {
        await insertRevoked(sql, caller.user_id, caller.credential_id, expires_at)
        await record(sql, caller.user_id, 'signed_out', { by: 'jwt' })
      })
      cache.drop(keyOf(caller.user_id, caller.credential_id))
      // Tokens of outside issuers are remembered by their own unique id.
      cache.drop(caller.credential_id)
    },
  }
}

/** By person too: an issuer with our secret may give two people the same `jti`. */
const keyOf = (user_id: string, jti: string) => `${user_id} ${jti}`

/** @throws unauthenticated when signed out */
export const callerOf = (holder: TokenHolder, credential_id: string): Caller => {
  if (holder.revoked) throw unauthenticated()
  const { id: user_id, time_zone, locale } = holder
  return { user_id, time_zone, ...(locale && { locale }), scopes: SCOPES, by: 'jwt', credential_id }
}
