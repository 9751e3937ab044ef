/** Owns what an input must be before a verb believes it: trimmed, well-formed text of the right shape. */
import type { Static, TSchema } from '@sinclair/typebox'
import { TypeCompiler, type ValueError, ValueErrorType } from '@sinclair/typebox/compiler'
import { AppError, type Problem } from '../errors.ts'

/** Problems named at most; one wrong input needs no longer list. */
const PROBLEMS_MAX = 10

/** A copy with white space cut off both ends of every string. */
export const trimmed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map(trimmed)
  if (typeof value !== 'object' || value === null) return value
  // fromEntries makes own keys of all names, so `__proto__` stays a field that is refused.
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, trimmed(part)]))
}

/** Postgres cannot keep NUL, and half a surrogate pair is no text. */
const brokenText = (value: unknown, path = ''): string | undefined => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, part] of Object.entries(value)) {
    const found = brokenText(part, `${path}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Ours, not the validator’s: it speaks of "expected" types and would repeat the whole schema. */
const sentence = ({ type, schema, message }: ValueError): string => {
  if (type === ValueErrorType.ObjectAdditionalProperties) return 'is not known here'
  if (type === ValueErrorType.ObjectRequiredProperty) return 'is required'
  if (type === ValueErrorType.StringMinLength) return 'must not be blank'
  if (type === ValueErrorType.StringMaxLength) return `must have at most ${schema.maxLength} characters`
  if (type === ValueErrorType.ArrayMaxItems) return `must have at most ${schema.maxItems} entries`
  if (type === ValueErrorType.ArrayMinItems) return `must have at least ${schema.minItems} entry`
  if (Array.isArray(schema.enum)) return `must be one of ${schema.enum.join(', ')}`
  if (type === ValueErrorType.StringPattern) return `must be: ${schema.description}`
  return message.replace(/^Expected/, 'must be').toLowerCase()
}

/** Of a part that may be null, what its other form complains about says more. */
const innermost = (error: ValueError): ValueError => error.errors?.[0]?.First() ?? error

const problemsOf = (errors: Iterable<ValueError>): Problem[] => {
  const byPath = new Map<string, string>()
  for (const error of errors) {
    if (byPath.size >= PROBLEMS_MAX) break
    if (!byPath.has(error.path)) byPath.set(error.path, sentence(innermost(error)))
  }
  return [...byPath].map(([path, message]) => ({ path, message }))
}

const named = ({ path, message }: Problem) => `${path.slice(1).replaceAll('/', ' ') || 'The input'} ${message}`

const refuse = (problems: Problem[]): never => {
  throw new AppError('validation_error', `${problems.map(named).join('; ')}.`, { details: problems })
}

/** Compiles the schema once; the function gives back the trimmed input. @throws validation_error with every problem */
export const checker = <T extends TSchema>(schema: T) => {
  const compiled = TypeCompiler.Compile(schema)
  return (input: unknown): Static<T> => {
    const value = trimmed(input)
    const broken = brokenText(value)
    if (broken !== undefined) refuse([{ path: broken, message: 'must not contain NUL or half a character' }])
    if (!compiled.Check(value)) return refuse(problemsOf(compiled.Errors(value)))
    return value
  }
}
