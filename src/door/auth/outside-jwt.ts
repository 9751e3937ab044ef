/**
 * Tokens of outside issuers: signed with a secret we share (Better Auth, HS256) or with a key they publish. Which of
 * the two vouches is part of the person's identity here, so that the holder of one cannot speak for the other.
 */
import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyOptions,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose'
import type { AccountSettings } from '../../account/account.ts'
import { ISSUER, unauthenticated } from '../../account/claims.ts'
import type { OutsideClaims } from '../../account/outside-issuer.ts'
import { SCOPES } from '../../account/schema.ts'
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

/** RFC 9068 names access tokens apart, so that an ID token or a logout token is never taken for one. */
const TYPES = /^(application\/)?(jwt|at\+jwt)$/i

type OutsideTokenClaims = Omit<OutsideClaims, 'credential_id'> & { exp: number }
type Verify = (token: string) => Promise<OutsideTokenClaims | undefined>

export type OutsideSettings = Pick<
  AccountSettings,
  | 'jwks_url'
  | 'better_auth_secret'
  | 'outside_issuer'
  | 'outside_audiences'
  | 'default_audiences'
  | 'outside_max_seconds'
>

/** One that knows the outside issuers of the settings; without any it accepts no token. */
export const createOutsideVerify = (settings: OutsideSettings): Verify => {
  const ways: Verify[] = []
  if (settings.better_auth_secret) ways.push(bySecret(settings.better_auth_secret, settings))
  if (settings.jwks_url) ways.push(byPublishedKey(settings.jwks_url, settings))
  return async (token) => {
    for (const way of ways) {
      const claims = await way(token)
      if (claims) return claims
    }
    return undefined
  }
}

const bySecret = (secret: string, settings: OutsideSettings): Verify => {
  const key = new TextEncoder().encode(secret)
  return (token) => checked('shared', settings, async () => jwtVerify(token, key, { ...RULES, algorithms: ['HS256'] }))
}

const byPublishedKey = (jwks_url: string, settings: OutsideSettings): Verify => {
  const keys = createRemoteJWKSet(new URL(jwks_url), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
  })
  return (token) => checked('jwks', settings, async () => jwtVerify(token, keys, { ...RULES, algorithms: ASYMMETRIC }))
}

/**
 * A token that does not verify names no user.
 * @throws unauthenticated  its issuer cannot be asked for keys just now: in doubt it is refused
 */
const checked = async (way: 'shared' | 'jwks', settings: OutsideSettings, verify: () => Promise<JWTVerifyResult>) => {
  try {
    const { payload, protectedHeader } = await verify()
    const { typ } = protectedHeader
    if (typ !== undefined && !TYPES.test(typ)) return undefined
    return isMeantForUs(way, settings, payload) ? read(way, payload, settings.outside_max_seconds) : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw unauthenticated(error)
  }
}

/**
 * Issuer and audience. Published keys always have both checked. Tokens by a shared secret often name neither (Better
 * Auth); there an issuer counts when the settings name one, an audience when the token or the settings name one.
 */
const isMeantForUs = (way: 'shared' | 'jwks', settings: OutsideSettings, { iss, aud }: JWTPayload) => {
  const { outside_issuer, outside_audiences, default_audiences } = settings
  if (way === 'jwks' && outside_issuer === undefined) return false
  if (outside_issuer !== undefined && iss !== outside_issuer) return false
  const named = aud === undefined ? [] : [aud].flat()
  if (way === 'shared' && aud === undefined && outside_audiences === undefined) return true
  return named.some((one) => (outside_audiences ?? default_audiences).includes(one))
}

const read = (way: string, payload: JWTPayload, max_seconds: number): OutsideTokenClaims | undefined => {
  const { iss = '', sub, exp, iat } = payload
  if (!isName(sub) || sub === '' || !isName(iss) || iss === ISSUER) return undefined
  if (typeof exp !== 'number' || typeof iat !== 'number' || exp - iat > max_seconds) return undefined
  return {
    issuer: `${way}:${iss}`,
    subject: sub,
    exp,
    iat,
    email: text(payload.email),
    // OpenID Connect's spelling, and Better Auth's.
    email_verified: payload.email_verified === true || payload.emailVerified === true,
    name: text(payload.name),
    time_zone: text(payload.zoneinfo),
    locale: text(payload.locale),
    scopes: scopesOf(payload),
  }
}

/** Those of ours that the token names (`scope`, or `scp`); undefined when it names none of ours, which limits nothing. */
const scopesOf = ({ scope, scp }: JWTPayload) => {
  const words = [scope, scp].flatMap((said) =>
    typeof said === 'string' ? said.split(' ') : Array.isArray(said) ? said : [],
  )
  const ours = SCOPES.filter((one) => words.includes(one))
  return ours.length > 0 ? ours : undefined
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= NAME_MAX_CHARS && value.isWellFormed() && !value.includes('\0')

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
