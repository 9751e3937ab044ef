/** What people type about themselves: checked and brought into one form, whichever door it came through. */
import type { Static, TSchema } from '@sinclair/typebox'
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler'
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors'
import { AppError, invalid, type Problem } from '../errors.ts'
import { NewAccessToken, ProfileChange, SignIn, SignUp } from './schema.ts'

const PROBLEMS_MAX = 20
/** One `@`, something on both sides, no white space or control characters. Whether it exists only a mail can tell. */
const EMAIL = /^[^\s@\p{Cc}]+@[^\s@.\p{Cc}]+(\.[^\s@.\p{Cc}]+)*$/u

const checks = {
  signUp: TypeCompiler.Compile(SignUp),
  signIn: TypeCompiler.Compile(SignIn),
  profileChange: TypeCompiler.Compile(ProfileChange),
  newAccessToken: TypeCompiler.Compile(NewAccessToken),
}

export const foldEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

export const isEmail = (email: string) => email.length >= 3 && email.length <= 254 && EMAIL.test(email)

/** @throws validation_error */
export const readSignUp = (input: SignUp) => {
  const { email, password, name } = checked(checks.signUp, trimmed(input))
  const folded = foldEmail(email)
  if (!isEmail(folded)) throw invalid('/email', 'This is not an e-mail address.')
  return { email: folded, password, name: name ?? nameOf(folded) }
}

/** @throws validation_error  never about the form of the address: a wrong one is simply unknown */
export const readSignIn = (input: SignIn) => {
  const { email, password } = checked(checks.signIn, trimmed(input))
  return { email: foldEmail(email), password }
}

/** @throws validation_error */
export const readProfileChange = (input: ProfileChange): ProfileChange => {
  const change = checked(checks.profileChange, trimmed(input))
  if (change.time_zone !== undefined && !isTimeZone(change.time_zone))
    throw invalid('/time_zone', 'This is not a known IANA time zone.')
  if (change.password !== undefined && change.old_password === undefined)
    throw invalid('/old_password', 'The present password is needed to change it.')
  return change
}

/** @throws validation_error */
export const readNewAccessToken = (input: NewAccessToken, now: number) => {
  const { name, scopes, expires_at } = checked(checks.newAccessToken, trimmed(input))
  return { name, scopes, expires_at: expires_at == null ? null : readFuture(expires_at, now) }
}

/** The part before the `@`, as long as a name may be. */
export const nameOf = (email: string) => (email.split('@')[0] ?? email).slice(0, 100).toWellFormed()

const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const readFuture = (text: string, now: number) => {
  const date = new Date(ISO_8601.test(text) ? text : Number.NaN)
  if (Number.isNaN(date.getTime())) throw invalid('/expires_at', 'This is not an ISO 8601 time with its zone.')
  if (date.getTime() <= now) throw invalid('/expires_at', 'This time has passed.')
  return date
}

/** Intl also takes offsets like `+02:00`; those have no daylight saving time and are refused. */
const isTimeZone = (name: string) => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** White space around names and addresses is an accident; in a password it may be meant. */
const trimmed = (input: unknown): unknown => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  const trim = ([key, value]: [string, unknown]) =>
    [key, typeof value === 'string' && !key.endsWith('password') ? value.trim() : value] as const
  return Object.fromEntries(Object.entries(input).map(trim))
}

const checked = <S extends TSchema>(check: TypeCheck<S>, input: unknown): Static<S> => {
  const problems = check.Check(input) ? unstorable(input) : problemsOf(check, input)
  if (problems.length) throw new AppError('validation_error', 'The input is not valid.', { details: problems })
  return input as Static<S>
}

/** One sentence per field, about the rule and never the value; pages show it beside the field. */
const problemsOf = (check: TypeCheck<TSchema>, input: unknown): Problem[] => {
  const found = new Map<string, string>()
  for (const error of check.Errors(input)) {
    if (found.size === PROBLEMS_MAX) break
    if (!found.has(error.path)) found.set(error.path, sentence(error))
  }
  return [...found].map(([path, message]) => ({ path, message }))
}

const sentence = ({ type, schema }: ValueError) => {
  if (schema.enum) return `Must be one of ${schema.enum.join(', ')}.`
  if (type === ValueErrorType.StringMinLength && schema.minLength > 1)
    return `Must have at least ${schema.minLength} characters.`
  if (type === ValueErrorType.StringMinLength) return 'Must not be empty.'
  if (type === ValueErrorType.StringMaxLength) return `Must have at most ${schema.maxLength} characters.`
  if (type === ValueErrorType.ObjectRequiredProperty) return 'This field is missing.'
  if (type === ValueErrorType.ObjectAdditionalProperties) return 'This field is not known here.'
  return 'Is not valid.'
}

/** Postgres cannot store NUL, UTF-8 cannot carry half a character. */
const unstorable = (input: unknown): Problem[] =>
  Object.entries(input as object)
    .filter(([, value]) => typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    .map(([key]) => ({ path: `/${key}`, message: 'The text has characters that cannot be stored.' }))
