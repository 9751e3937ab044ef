/** How people enter: sign-up, and sign-in that tells a guesser nothing, neither by words nor by time. */
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { newId } from '../lib/id.ts'
import { readSignIn, readSignUp } from './input.ts'
import type { Passwords } from './password.ts'
import type { SignIn, SignUp, User } from './schema.ts'
import { findByEmail, insertUser, type UserRow } from './store.ts'

interface Deps {
  db: Database
  passwords: Passwords
  signup: 'open' | 'closed'
}

export const createSignIn = ({ db, passwords, signup }: Deps) => ({
  /** @throws signup_closed  @throws validation_error  @throws email_taken */
  async signUp(input: SignUp): Promise<User> {
    if (signup === 'closed') throw new AppError('signup_closed', 'New accounts are not being made here.')
    const { email, password, name } = readSignUp(input)
    const password_hash = await passwords.hash(password)
    const row = await db.write((sql) => insertUser(sql, { id: newId(), email, name, password_hash }))
    if (!row) throw new AppError('email_taken', 'There is already an account with this e-mail address.')
    return userOf(row)
  },

  /** `address` is the client's. @throws validation_error  @throws invalid_credentials  @throws rate_limited */
  async signIn(input: SignIn, address: string): Promise<User> {
    const { email, password } = readSignIn(input)
    const row = await db.read((sql) => findByEmail(sql, email))
    if ((await passwords.fits(password, row?.password_hash, { email, address })) && row) return userOf(row)
    throw invalidCredentials()
  },
})

/** The same words for a wrong password and for an unknown address. */
export const invalidCredentials = () =>
  new AppError('invalid_credentials', 'The e-mail address or the password is not right.')

export const userOf = ({ id, email, name, time_zone, created_at }: UserRow): User => ({
  id,
  email,
  name,
  time_zone,
  created_at: created_at.toISOString(),
})
