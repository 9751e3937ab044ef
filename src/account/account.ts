/** Accounts: who is calling, by which credential, and what the person can see and change of it. */
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Throttle } from '../limit/throttle.ts'
import type { Log } from '../log.ts'
import { createAccessTokens } from './access-token/access-token.ts'
import { pruneAccessTokens } from './access-token/store.ts'
import { createCallerCache } from './caller-cache.ts'
import { createClaims } from './claims.ts'
import { createLogins } from './login/login.ts'
import { pruneLogins } from './login/store.ts'
import { createOperator } from './operator.ts'
import { createOutsideIssuer } from './outside-issuer.ts'
import { createPasswords } from './password.ts'
import { createProfile } from './profile.ts'
import type { Caller } from './schema.ts'
import { createSignIn } from './sign-in.ts'
import { pruneRevoked } from './store.ts'

export type AccountConfig = Pick<
  Config,
  | 'PUBLIC_URL'
  | 'JWT_SECRET'
  | 'JWT_SECRET_PREVIOUS'
  | 'JWT_EXPIRATION_MINUTES'
  | 'JWT_JWKS_URL'
  | 'BETTER_AUTH_SECRET'
  | 'SIGNUP'
>

export interface AccountDeps {
  db: Database
  config: AccountConfig
  /** Counts failed sign-ins. */
  throttle: Throttle
  log: Log
  /** What other capabilities hold about the user, for the export; each key becomes one of the file's. */
  collect: (caller: Caller) => Promise<Record<string, unknown>>
  /** Runs before a user is erased: stops their runs. */
  leave?: (caller: Caller) => Promise<void>
  /** Milliseconds since 1970; tests set it. */
  now?: () => number
}

export const createAccount = (deps: AccountDeps) => {
  const { db, config, log, collect, leave = async () => {}, now = Date.now } = deps
  const cache = createCallerCache(now)
  const passwords = createPasswords(deps.throttle)
  const profile = createProfile({ db, cache, passwords, leave })
  const logins = createLogins({ db, cache, log })
  const accessTokens = createAccessTokens({ db, cache, log, now })

  return {
    settings: settingsOf(config),
    ...createSignIn({ db, passwords, signup: config.SIGNUP }),
    ...profile,
    ...createClaims({ db, cache, expiration_minutes: config.JWT_EXPIRATION_MINUTES, now }),
    ...createOutsideIssuer({ db, cache }),
    ...createOperator({ db }),
    ...logins,
    ...accessTokens,

    /** Everything about the user in one object, ready to be a JSON file; no secret and no hash is in it. */
    async exported(caller: Caller): Promise<Record<string, unknown>> {
      const [user, browsers, tokens, rest] = await Promise.all([
        profile.me(caller),
        logins.logins(caller),
        accessTokens.accessTokens(caller, { limit: 100 }),
        collect(caller),
      ])
      const exported_at = new Date(now()).toISOString()
      return { exported_at, user, browser_logins: browsers, access_tokens: tokens.data, ...rest }
    },

    /** Removes what ended by itself: revocations, logins, access tokens. Any instance may, at any time. */
    async prune(): Promise<void> {
      await db.read(pruneRevoked)
      await db.read(pruneLogins)
      await db.read(pruneAccessTokens)
    },
  }
}
export type Account = ReturnType<typeof createAccount>

/** What the doors need to know to make and read credentials. */
const settingsOf = (config: AccountConfig) => {
  if (!config.JWT_SECRET) throw new Error('JWT_SECRET is needed: the start generates one or refuses')
  return {
    /** Whether people reach us by HTTPS, so that cookies are Secure. Never judged by the request. */
    https: config.PUBLIC_URL?.startsWith('https:') ?? false,
    jwt_secret: config.JWT_SECRET,
    jwt_secret_previous: config.JWT_SECRET_PREVIOUS,
    jwt_expiration_seconds: config.JWT_EXPIRATION_MINUTES * 60,
    jwks_url: config.JWT_JWKS_URL,
    better_auth_secret: config.BETTER_AUTH_SECRET,
  }
}
export type AccountSettings = ReturnType<typeof settingsOf>
