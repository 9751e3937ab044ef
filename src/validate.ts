/**
 * The one validator: trims, refuses text that cannot be stored, and says what is wrong in sentences that name the
 * field and the rule, never the value. Every door and verb speaks through it, so one fault reads the same everywhere.
 */

import { Kind, type Static, type TSchema, type TUnsafe, Type, TypeRegistry } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors'
import { AppError, invalid, type Problem } from './errors.ts'
import { capital, cutText } from './lib/text.ts'

/** Enough to mend a form; a body of thousands of wrong fields is not answered with thousands of lines. */
const PROBLEMS_MAX = 20
const PATH_MAX_CHARS = 200
const DEPTH_MAX = 32

/**
 * Compiles the schema once; the function gives back the trimmed input. `root` is the pointer to the input within what
 * the client sent.
 * @throws validation_error  every problem in the details, the first as the message
 */
export const check = <S extends TSchema>(schema: S, { trim = true }: { trim?: boolean } = {}) => {
  const compiled = TypeCompiler.Compile(schema)
  return (input: unknown, root = ''): Static<S> => {
    const value = cleanText(input, { root, trim })
    if (!compiled.Check(value)) throw refusal(problemsOf(compiled.Errors(value), root))
    return value
  }
}

/** The error for problems that were found; the first is its message. */
export const refusal = (problems: Problem[]) =>
  new AppError('validation_error', problems[0]?.message ?? 'The input is not valid.', { details: problems })

const DECLARED = 'Declared'
TypeRegistry.Set(DECLARED, () => true)

/** The schema for the document of the API alone: the verb behind the route checks what comes, once for all doors. */
export const declared = <S extends TSchema>(schema: S): TUnsafe<Static<S>> =>
  Type.Unsafe<Static<S>>({ ...schema, [Kind]: DECLARED })

export interface CleanOptions {
  /** JSON pointer to the value. */
  root?: string
  /** Cuts white space off both ends of every text. */
  trim?: boolean
}

/**
 * A copy of a JSON value in which every text can be stored: Postgres cannot store NUL, UTF-8 cannot carry half a
 * character. @throws validation_error
 */
export const cleanText = (value: unknown, { root = '', trim = true }: CleanOptions = {}): unknown =>
  cleanValue(value, root, 0, trim)

const cleanValue = (value: unknown, path: string, depth: number, trim: boolean): unknown => {
  if (typeof value === 'string') return trim && !isMeant(path) ? storable(value, path).trim() : storable(value, path)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) throw invalid('', `The body is nested more than ${DEPTH_MAX} deep.`)
  if (Array.isArray(value)) return value.map((entry, index) => cleanValue(entry, `${path}/${index}`, depth + 1, trim))
  return Object.fromEntries(Object.entries(value).map(([name, part]) => cleanField(name, part, path, depth, trim)))
}

const cleanField = (name: string, value: unknown, path: string, depth: number, trim: boolean) => {
  // JSON can name the prototype; nothing of ours does.
  if (name === '__proto__') throw invalid(path, 'A field has a name that is not allowed.')
  return [storable(name, path), cleanValue(value, `${path}/${name}`, depth + 1, trim)] as const
}

/** White space in a password may be meant. */
const isMeant = (path: string) => path.endsWith('password')

const storable = (text: string, path: string): string => {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw invalid(path, `${nameOf(path)} has characters that cannot be stored.`)
  }
  return text
}

export const problemsOf = (errors: Iterable<ValueError>, root = ''): Problem[] => {
  const found = new Map<string, string>()
  for (const error of errors) {
    const path = `${root}${pathOf(error)}`
    if (!found.has(path)) found.set(path, sentence(error, path))
    if (found.size === PROBLEMS_MAX) break
  }
  return [...found].map(([path, message]) => ({ path, message }))
}

/** An unknown field has a name of the client’s making: it is repeated only when it looks like a name. */
const pathOf = ({ type, path }: ValueError) => {
  if (type !== ValueErrorType.ObjectAdditionalProperties) return cutText(path, PATH_MAX_CHARS)
  return /\/[\w-]{1,64}$/.test(path) ? cutText(path, PATH_MAX_CHARS) : path.slice(0, path.lastIndexOf('/'))
}

/** What a sentence calls the field: `/due_on` is “Due date”, `/titles/1` is “Entry 2 of titles”. */
export const nameOf = (path: string): string => {
  const [last = '', above = ''] = path.split('/').reverse()
  if (last === '') return 'The input'
  if (/^\d+$/.test(last)) return `Entry ${Number(last) + 1}${above === '' ? '' : ` of ${inWords(above)}`}`
  return capital(inWords(last))
}

const inWords = (field: string) => field.replace(/_on$/, '_date').replaceAll('_', ' ')

/** Elysia’s names for text that is to be read as something else, in queries and paths. */
const FORMATS: Record<string, string> = {
  integer: 'must be a whole number',
  numeric: 'must be a number',
  boolean: 'must be true or false',
}

const entries = (count: unknown) => (count === 1 ? '1 entry' : `${count} entries`)
const characters = (count: unknown) => (count === 1 ? '1 character' : `${count} characters`)

type Rule = (schema: Record<string, unknown>) => string

const RULES: { [type in ValueErrorType]?: Rule } = {
  [ValueErrorType.ObjectRequiredProperty]: () => 'is missing',
  [ValueErrorType.Object]: () => 'must be an object',
  [ValueErrorType.String]: () => 'must be text',
  [ValueErrorType.StringMinLength]: ({ minLength }) =>
    minLength === 1 ? 'must not be empty' : `must have at least ${characters(minLength)}`,
  [ValueErrorType.StringMaxLength]: ({ maxLength }) => `must have at most ${characters(maxLength)}`,
  [ValueErrorType.StringPattern]: ({ description }) =>
    description === undefined ? 'does not have the right form' : `does not have the right form: ${description}`,
  [ValueErrorType.StringFormat]: ({ format }) => FORMATS[`${format}`] ?? `must be in the format ${format}`,
  [ValueErrorType.Boolean]: () => 'must be true or false',
  [ValueErrorType.Null]: () => 'must be null',
  [ValueErrorType.Integer]: () => 'must be a whole number',
  [ValueErrorType.IntegerMinimum]: ({ minimum }) => `must be ${minimum} or more`,
  [ValueErrorType.IntegerMaximum]: ({ maximum }) => `must be ${maximum} or less`,
  [ValueErrorType.Number]: () => 'must be a number',
  [ValueErrorType.Array]: () => 'must be a list',
  [ValueErrorType.ArrayMinItems]: ({ minItems }) => `must have at least ${entries(minItems)}`,
  [ValueErrorType.ArrayMaxItems]: ({ maxItems }) => `must have at most ${entries(maxItems)}`,
  [ValueErrorType.ArrayUniqueItems]: () => 'must not have the same entry twice',
  [ValueErrorType.Literal]: (schema) => `must be ${JSON.stringify(schema.const)}`,
}

const sentence = (error: ValueError, path: string) => {
  if (error.type === ValueErrorType.ObjectAdditionalProperties) return unknownField(error, path)
  return `${nameOf(path)} ${ruleOf(error)}`.replace(/\.?$/, '.')
}

/** As it was written: the client has to find it again. */
const unknownField = (error: ValueError, path: string) =>
  path.endsWith(error.path) ? `The field ${path.split('/').at(-1)} is not known here.` : 'A field is not known here.'

const ruleOf = (error: ValueError): string => {
  const schema: Record<string, unknown> = error.schema
  if (Array.isArray(schema.enum)) return `must be one of ${schema.enum.join(', ')}`
  if (error.type === ValueErrorType.Union) return ofUnion(error)
  return RULES[error.type]?.(schema) ?? 'is not valid'
}

/** "Text or null" fails both ways; what the first way misses is what people meant. */
const ofUnion = (error: ValueError): string => {
  const first = error.errors[0]?.First()
  if (!first) return 'is not valid'
  const literals: unknown[] = (error.schema.anyOf ?? []).map((way: { const?: unknown }) => way.const)
  return literals.every((value) => value !== undefined) ? `must be one of ${literals.join(', ')}` : ruleOf(first)
}
