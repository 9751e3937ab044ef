/** Accounts: who is calling, by which credential, and what the person can see and change of it. */
import { provedBy, record } from '../audit/record.ts'
import type { Config } from '../config.ts'
import type { Database, Sql } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { LetterThrottle, Throttle } from '../rate-limit/sign-in.ts'
import { createAccessTokens } from './access-token.ts'
import { createInvitations } from './admission/invitation.ts'
import { createSignupMode } from './admission/signup-mode.ts'
import { createCallerCache } from './caller-cache.ts'
import { createClaims } from './claims.ts'
import { createForgotten, type Post } from './forgotten.ts'
import { createLogins, createProof } from './login.ts'
import { createOneTimeLinks } from './one-time-link.ts'
import { createOperator } from './operator.ts'
import { createOutsideIssuer } from './outside-issuer.ts'
import { createPasswords, type PasswordCost } from './password.ts'
import { createPeople } from './people.ts'
import { createProfile } from './profile.ts'
import type { Caller, Usage } from './schema.ts'
import { createSignIn } from './sign-in.ts'
import { pruneLogins, pruneRevoked, selectUsage } from './store.ts'
import { pruneAccessTokens } from './token-store.ts'
import { createWatch } from './watch/watch.ts'

export type AccountConfig = Pick<
  Config,
  | 'PUBLIC_URL'
  | 'JWT_SECRET'
  | 'JWT_SECRET_PREVIOUS'
  | 'JWT_EXPIRATION_MINUTES'
  | 'JWT_JWKS_URL'
  | 'BETTER_AUTH_SECRET'
  | 'JWT_ISSUER'
  | 'JWT_AUDIENCE'
  | 'JWT_OUTSIDE_MAX_HOURS'
  | 'SIGNUP'
>

export interface AccountDeps {
  db: Database
  config: AccountConfig
  /** Counts failed sign-ins. */
  throttle: Throttle
  /** Counts letters about forgotten passwords, which go out by `post`. */
  letters?: LetterThrottle
  post?: Post | undefined
  log: Log
  /** What other capabilities hold about the user, for the export; each key becomes one of the file's. */
  collect: (caller: Caller) => Promise<Record<string, unknown>>
  /** Runs before a user is erased: stops their runs. */
  leave?: (caller: Caller) => Promise<void>
  /** Runs in the transaction that gives a user another time zone. */
  moved?: (sql: Sql, user_id: string, time_zone: string) => Promise<void>
  /** Model tokens that the user may spend a day; 0 without a limit. */
  daily_tokens?: number
  /** What a hash of a password takes; tests make it small. */
  password_cost?: PasswordCost
  /** Milliseconds since 1970; tests set it. */
  now?: () => number
}

const UNCOUNTED: LetterThrottle = { letterFrom: async () => {}, letterTo: async () => true }

const USAGE_DAYS_MAX = 30

export const createAccount = (deps: AccountDeps) => {
  const {
    db,
    config,
    log,
    collect,
    leave = async () => {},
    moved = async () => {},
    daily_tokens = 0,
    now = Date.now,
  } = deps
  const cache = createCallerCache(now)
  const passwords = createPasswords(deps.throttle, deps.password_cost)
  const profile = createProfile({ db, cache, passwords, leave, moved })
  const links = createOneTimeLinks({ db, passwords, cache, jwt_secret: settingsOf(config).jwt_secret })
  const mode = createSignupMode({ db, fixed: config.SIGNUP, now })
  const { signupMode } = mode
  const logins = createLogins({ db, cache, log })
  const accessTokens = createAccessTokens({ db, cache, log, now })

  return {
    settings: settingsOf(config),
    ...createProof({ db, passwords }),
    ...createSignIn({ db, passwords, signupMode, throttle: deps.throttle, log }),
    ...profile,
    ...createClaims({ db, cache, expiration_minutes: config.JWT_EXPIRATION_MINUTES, now }),
    ...createOutsideIssuer({ db, cache, signupMode }),
    ...createOperator({ db }),
    ...createPeople({ db, passwords, cache, links, leave }),
    ...createInvitations({ db, links }),
    ...createWatch({ db, log }),
    ...createForgotten({ db, links, log, throttle: deps.letters ?? UNCOUNTED, post: deps.post }),
    ...mode,
    ...links,
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
      await db.execute((sql) => record(sql, caller.user_id, 'account_exported', provedBy(caller)))
      const exported_at = new Date(now()).toISOString()
      return { exported_at, user, browser_logins: browsers, access_tokens: tokens.data, ...rest }
    },

    /** Model tokens by day, and what is left of today’s. */
    async usage({ user_id }: Caller): Promise<Usage> {
      const days = await db.query((sql) => selectUsage(sql, user_id, USAGE_DAYS_MAX))
      if (daily_tokens === 0) return { days, limit: null, left: null }
      const today = new Date(now()).toISOString().split('T')[0]
      const spent = days.find(({ day }) => day === today)?.tokens ?? 0
      return { days, limit: daily_tokens, left: Math.max(daily_tokens - spent, 0) }
    },

    /** Removes what ended by itself: revocations, logins, access tokens. Any instance may, at any time. */
    async prune(): Promise<void> {
      await db.query(pruneRevoked)
      await db.query(pruneLogins)
      await db.query(pruneAccessTokens)
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
    outside_issuer: config.JWT_ISSUER,
    outside_audiences: config.JWT_AUDIENCE ? config.JWT_AUDIENCE.split(',').map((one) => one.trim()) : undefined,
    default_audiences: defaultAudiences(config),
    outside_max_seconds: config.JWT_OUTSIDE_MAX_HOURS * 3600,
  }
}

/** What an outside token may be meant for when JWT_AUDIENCE does not say: us by either address, or its own issuer. */
const defaultAudiences = ({ PUBLIC_URL, JWT_ISSUER }: AccountConfig) => {
  const base = PUBLIC_URL?.replace(/\/+$/, '')
  return [...(base ? [base, `${base}/`, `${base}/mcp`] : []), ...(JWT_ISSUER ? [JWT_ISSUER] : [])]
}
export type AccountSettings = ReturnType<typeof settingsOf>
