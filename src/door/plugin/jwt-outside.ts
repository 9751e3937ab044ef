/**
 * Tokens of outside issuers: signed with a secret we share (Better Auth, HS256) or with a key they publish. Which of
 * the two vouches is part of the person's identity here, so that the holder of one cannot speak for the other.
 */
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import type { AccountSettings } from '../../account/account.ts'
import { ISSUER, unauthenticated } from '../../account/claims.ts'
import type { OutsideClaims } from '../../account/outside-issuer.ts'
import { CLOCK_TOLERANCE_SECONDS } from './jwt.ts'

const JWKS_TIMEOUT_MS = 3000
/** An unknown key id asks the issuer again, but not more often than this. */
const JWKS_COOLDOWN_MS = 30_000
const NAME_MAX_CHARS = 255

const RULES: JWTVerifyOptions = {
  requiredClaims: ['sub', 'exp', 'iat'],
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
}
/** Never an HMAC: with a public key as its secret anybody could sign. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

export type OutsideTokenClaims = Omit<OutsideClaims, 'credential_id'> & { exp: number }
type Verify = (token: string) => Promise<OutsideTokenClaims | undefined>

/** One that knows the outside issuers of the settings; without any it knows nobody. */
export const createOutsideVerify = (settings: Pick<AccountSettings, 'jwks_url' | 'better_auth_secret'>): Verify => {
  const ways: Verify[] = []
  if (settings.better_auth_secret) ways.push(bySecret(settings.better_auth_secret))
  if (settings.jwks_url) ways.push(byPublishedKey(settings.jwks_url))
  return async (token) => {
    for (const way of ways) {
      const claims = await way(token)
      if (claims) return claims
    }
    return undefined
  }
}

const bySecret = (secret: string): Verify => {
  const key = new TextEncoder().encode(secret)
  return (token) =>
    checked('shared', async () => (await jwtVerify(token, key, { ...RULES, algorithms: ['HS256'] })).payload)
}

const byPublishedKey = (jwks_url: string): Verify => {
  const keys = createRemoteJWKSet(new URL(jwks_url), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
  })
  return (token) =>
    checked('jwks', async () => (await jwtVerify(token, keys, { ...RULES, algorithms: ASYMMETRIC })).payload)
}

/**
 * A token that does not verify is nobody's.
 * @throws unauthenticated  its issuer cannot be asked for keys just now: when in doubt nobody is let in
 */
const checked = async (way: string, verify: () => Promise<JWTPayload>) => {
  try {
    return read(way, await verify())
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw unauthenticated(error)
  }
}

const read = (way: string, payload: JWTPayload): OutsideTokenClaims | undefined => {
  const { iss = '', sub, exp, iat } = payload
  if (!isName(sub) || sub === '' || !isName(iss) || iss === ISSUER) return undefined
  if (typeof exp !== 'number' || typeof iat !== 'number') return undefined
  return {
    issuer: `${way}:${iss}`,
    subject: sub,
    exp,
    iat,
    email: text(payload.email),
    // OpenID Connect's spelling, and Better Auth's.
    email_verified: payload.email_verified === true || payload.emailVerified === true,
    name: text(payload.name),
  }
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= NAME_MAX_CHARS && value.isWellFormed() && !value.includes('\0')

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
