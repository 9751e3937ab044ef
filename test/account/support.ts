/** An account capability on a database of its own, with a clock that tests turn and a throttle that counts. */
import { type AccountConfig, type AccountDeps, createAccount } from '../../src/account/account.ts'
import type { Caller } from '../../src/account/schema.ts'
import type { Database } from '../../src/db/database.ts'
import { AppError, type ErrorCode } from '../../src/errors.ts'
import { createLog } from '../../src/log.ts'
import type { Throttle } from '../../src/rate-limit/sign-in.ts'

export const SECRET = 'a secret of forty characters for testing'
export const CONFIG: AccountConfig = {
  PUBLIC_URL: undefined,
  JWT_SECRET: SECRET,
  JWT_SECRET_PREVIOUS: undefined,
  JWT_EXPIRATION_MINUTES: 1440,
  JWT_JWKS_URL: undefined,
  BETTER_AUTH_SECRET: undefined,
  JWT_ISSUER: undefined,
  JWT_AUDIENCE: undefined,
  JWT_OUTSIDE_MAX_HOURS: 24,
  SIGNUP: 'open',
}

export const ROSA = { email: 'rosa@example.org', password: 'correct horse' }
export const ADDRESS = '192.0.2.7'

/** Refuses an account after `most` failures, like the real one, but without a clock. */
export const countingThrottle = (most = 10): Throttle & { failures: string[]; checks: number; signups: string[] } => {
  const throttle = {
    failures: [] as string[],
    checks: 0,
    signups: [] as string[],
    async check(email: string) {
      throttle.checks++
      if (throttle.failures.filter((one) => one.startsWith(`${email} `)).length >= most)
        throw new AppError('rate_limited', 'Too many tries.', { retry_after: 60 })
    },
    async fail(email: string, address: string) {
      throttle.failures.push(`${email} ${address}`)
    },
    async signUp(address: string) {
      throttle.signups.push(address)
      if (throttle.signups.length > most) throw new AppError('rate_limited', 'Too many.', { retry_after: 60 })
    },
  }
  return throttle
}

export const accountOn = (db: Database, changes: Partial<AccountDeps> = {}) =>
  createAccount({
    db,
    config: CONFIG,
    throttle: countingThrottle(),
    log: createLog('silent'),
    collect: async () => ({}),
    ...changes,
  })

export const callerFor = (user_id: string, changes: Partial<Caller> = {}): Caller => ({
  user_id,
  time_zone: 'UTC',
  scopes: ['chat', 'tasks:read', 'tasks:write'],
  by: 'jwt',
  credential_id: 'none',
  ...changes,
})

/** The code of the failure, or what came instead. */
export const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | string> => {
  try {
    return `no failure: ${JSON.stringify(await work)}`
  } catch (error) {
    return error instanceof AppError ? error.code : `another failure: ${error}`
  }
}

/** The paths that a validation error complains about. */
export const pathsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  )
  if (!(error instanceof AppError) || error.code !== 'validation_error') throw error ?? new Error('nothing failed')
  return Array.isArray(error.details) ? error.details.map((problem) => problem.path) : []
}
