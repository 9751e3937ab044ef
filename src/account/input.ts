/** What people type about themselves: checked and brought into one form, whichever door it came through. */

import { invalid } from '../errors.ts'
import { isTimeZone } from '../lib/calendar.ts'
import { cutText } from '../lib/text.ts'
import { check } from '../validate.ts'
import { readPreferences } from './preferences.ts'
import { Erasure, NewAccessToken, ProfileChange, SignIn, SignUp } from './schema.ts'

/** One `@`, something on both sides, no white space or control characters. Whether it exists only a mail can tell. */
const EMAIL = /^[^\s@\p{Cc}]+@[^\s@.\p{Cc}]+(\.[^\s@.\p{Cc}]+)*$/u

const checks = {
  signUp: check(SignUp),
  signIn: check(SignIn),
  profileChange: check(ProfileChange),
  erasure: check(Erasure),
  newAccessToken: check(NewAccessToken),
}

export const foldEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

export const isEmail = (email: string) => email.length >= 3 && email.length <= 254 && EMAIL.test(email)

/** @throws validation_error */
export const readSignUp = (input: SignUp) => {
  const { email, password, name, time_zone } = checks.signUp(input)
  const folded = foldEmail(email)
  if (!isEmail(folded)) throw invalid('/email', 'This is not an e-mail address.')
  if (time_zone !== undefined) knownTimeZone(time_zone)
  return { email: folded, password, name: name ?? nameOf(folded), time_zone: time_zone ?? 'UTC' }
}

/** @throws validation_error  never about the form of the address: a wrong one is simply unknown */
export const readSignIn = (input: SignIn) => {
  const { email, password } = checks.signIn(input)
  return { email: foldEmail(email), password }
}

/** @throws validation_error */
export const readProfileChange = (input: ProfileChange): ProfileChange => {
  const change = checks.profileChange(input)
  if (change.time_zone !== undefined) knownTimeZone(change.time_zone)
  if (change.password !== undefined && change.old_password === undefined)
    throw invalid('/old_password', 'The present password is needed to change it.')
  return { ...change, ...(change.preferences && { preferences: readPreferences(change.preferences) }) }
}

/** @throws validation_error */
export const readNewAccessToken = (input: NewAccessToken, now: number) => {
  const { name, scopes, expires_at } = checks.newAccessToken(input)
  return { name, scopes, expires_at: expires_at == null ? null : readFuture(expires_at, now) }
}

/** @throws validation_error */
export const readErasure = (input: Erasure) => checks.erasure(input)

const knownTimeZone = (time_zone: string) => {
  if (!isTimeZone(time_zone)) throw invalid('/time_zone', 'This is not a known IANA time zone.')
}

/** The part before the `@`, as long as a name may be. */
export const nameOf = (email: string) => cutText(email.split('@')[0] ?? email, 100).toWellFormed()

const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const readFuture = (text: string, now: number) => {
  const date = new Date(ISO_8601.test(text) ? text : Number.NaN)
  if (Number.isNaN(date.getTime())) throw invalid('/expires_at', 'This is not an ISO 8601 time with its zone.')
  if (date.getTime() <= now) throw invalid('/expires_at', 'This time has passed.')
  return date
}
