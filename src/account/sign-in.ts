/** How people enter: sign-up, and sign-in that reveals nothing to a guesser, neither by words nor by time. */
import { record } from '../audit/record.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { hashId, type Log } from '../log.ts'
import { signIns } from '../metrics.ts'
import type { Throttle } from '../rate-limit/sign-in.ts'
import type { SignupMode } from './admission/signup-mode.ts'
import { readSignIn, readSignUp } from './input.ts'
import type { Passwords } from './password.ts'
import type { SignIn, SignUp, User } from './schema.ts'
import { findByEmail, insertUser, type UserRow } from './store.ts'

interface Deps {
  db: Database
  passwords: Passwords
  signupMode: () => Promise<SignupMode>
  throttle: Pick<Throttle, 'signUp'>
  log: Pick<Log, 'info' | 'warn'>
}

export const createSignIn = ({ db, passwords, signupMode, throttle, log }: Deps) => {
  const tell = (row: { id: string } | undefined, outcome: string) => {
    signIns.inc({ outcome })
    log.info({ outcome, ...(row && { user: hashId(row.id) }) }, 'sign-in')
  }
  /** Not waited for: the answer must take as long for an account that is not there. */
  const note = (user_id: string | undefined, outcome: string, address: string) => {
    if (user_id === undefined) return
    void db
      .execute((sql) => record(sql, user_id, 'sign_in_failed', { address, outcome }))
      .catch((err) => log.warn({ err }, 'a failed sign-in was not audited'))
  }
  return {
    /**
     * `address` is the client's and pays from its daily budget; an operator's account has none.
     * @throws signup_closed  @throws validation_error  @throws email_taken  @throws rate_limited
     */
    async signUp(input: SignUp, address?: string): Promise<User> {
      if ((await signupMode()) === 'closed')
        throw new AppError('signup_closed', 'New accounts are not being made here.')
      const { email, password, name, time_zone } = readSignUp(input)
      if (address !== undefined) await throttle.signUp(address)
      const password_hash = await passwords.hash(password, address)
      const row = await db.transaction(async (sql) => {
        const made = await insertUser(sql, { id: newId(), email, name, time_zone, password_hash })
        if (made) await record(sql, made.id, 'signed_up', address === undefined ? {} : { address })
        return made
      })
      if (!row) throw new AppError('email_taken', 'There is already an account with this e-mail address.')
      return userOf(row)
    },

    /** `address` is the client's. @throws validation_error  @throws invalid_credentials  @throws rate_limited */
    async signIn(input: SignIn, address: string): Promise<User> {
      const { email, password } = readSignIn(input)
      const row = await db.query((sql) => findByEmail(sql, email))
      const fits = await passwords.fits(password, row?.password_hash, { email, address })
      const outcome = outcomeOf(row, fits)
      tell(row, outcome)
      if (outcome !== 'signed_in') note(row?.id, outcome, address)
      if (!fits || !row) throw invalidCredentials()
      const user = admitted(row)
      await db.execute((sql) => record(sql, row.id, 'signed_in', { address }))
      return user
    },
  }
}

const outcomeOf = (row: { disabled_at: Date | null } | undefined, fits: boolean) => {
  if (!row) return 'unknown_account'
  if (!fits) return 'wrong_password'
  return row.disabled_at ? 'disabled' : 'signed_in'
}

/** Said only after the right password. @throws forbidden */
const admitted = (row: UserRow & { disabled_at: Date | null }): User => {
  if (row.disabled_at) throw new AppError('forbidden', 'This account is disabled; ask whoever runs this server.')
  return userOf(row)
}

/** The same words for a wrong password and for an unknown address. */
const invalidCredentials = () => new AppError('invalid_credentials', 'The e-mail address or the password is not right.')

export const userOf = ({ id, email, name, time_zone, created_at }: UserRow): User => ({
  id,
  email,
  name,
  time_zone,
  created_at: created_at.toISOString(),
})
