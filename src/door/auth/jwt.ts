/**
 * Our own JSON Web Tokens on the wire, through `@elysiajs/jwt`. Left alone its `verify` takes any HMAC algorithm,
 * tokens without end and anyone's audience; it hands its options to jose, so all of that is said here.
 */
import { jwt } from '@elysiajs/jwt'
import { AUDIENCES, type Claims, ISSUER } from '../../account/claims.ts'

/** Difference between clocks that is forgiven. */
export const CLOCK_TOLERANCE_SECONDS = 30

const RULES = {
  algorithms: ['HS256'],
  typ: 'JWT',
  issuer: ISSUER,
  audience: [...AUDIENCES],
  requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub', 'jti', 'valid_from'],
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
}

export const createJwt = (secret: string, previous: string | undefined) => {
  const present = keyOf(secret)
  const keys = previous && previous !== secret ? [present, keyOf(previous)] : [present]
  return {
    sign: ({ iat: _, ...claims }: Claims) => present.sign({ ...claims, iat: true }),

    /** The claims if signature, times, issuer and audience are right, else undefined. Revocation is not looked at. */
    async verify(token: string): Promise<Claims | undefined> {
      for (const key of keys) {
        const claims = await key.verify(token, RULES)
        if (claims) return isClaims(claims) ? claims : undefined
      }
      return undefined
    },
  }
}

/** The plugin is used for its two functions; which key they hold must not depend on a request. */
const keyOf = (secret: string) => jwt({ name: 'jwt', secret, alg: 'HS256' }).decorator.jwt

/** jose has checked the names and times; the rest of the types only a signer with our key could get wrong. */
const isClaims = (claims: object): claims is Claims => {
  const { sub, jti, iat, valid_from, aud } = claims as Record<string, unknown>
  return (
    typeof sub === 'string' &&
    typeof jti === 'string' &&
    typeof iat === 'number' &&
    typeof valid_from === 'number' &&
    // One token is good for every door, so a token for one of them alone is not one of ours.
    Array.isArray(aud) &&
    AUDIENCES.every((audience) => aud.includes(audience))
  )
}
