/** What is wrong with an input, as sentences that name the rule and never the value. */
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors'
import type { Problem } from '../../errors.ts'

/** Enough to mend a form; a body of thousands of wrong fields is not answered with thousands of lines. */
const PROBLEMS_MAX = 20
const PATH_MAX_CHARS = 200

export const problemsOf = (errors: Iterable<ValueError>): Problem[] => {
  const found = new Map<string, string>()
  for (const error of errors) {
    const path = pathOf(error)
    if (!found.has(path)) found.set(path, sentence(error))
    if (found.size === PROBLEMS_MAX) break
  }
  return [...found].map(([path, message]) => ({ path, message }))
}

/** A field nobody knows has a name of the client’s making: it is repeated only when it looks like a name. */
const pathOf = ({ type, path }: ValueError) => {
  if (type !== ValueErrorType.ObjectAdditionalProperties) return path.slice(0, PATH_MAX_CHARS)
  return /\/[\w-]{1,64}$/.test(path) ? path.slice(0, PATH_MAX_CHARS) : path.slice(0, path.lastIndexOf('/'))
}

/** Elysia’s names for text that is to be read as something else, in queries and paths. */
const FORMATS: Record<string, string> = {
  integer: 'Must be a whole number.',
  numeric: 'Must be a number.',
  boolean: 'Must be true or false.',
}

type Rule = (schema: Record<string, unknown>) => string

const RULES: { [type in ValueErrorType]?: Rule } = {
  [ValueErrorType.ObjectAdditionalProperties]: () => 'This field is not known here.',
  [ValueErrorType.ObjectRequiredProperty]: () => 'This field is missing.',
  [ValueErrorType.Object]: () => 'Must be an object.',
  [ValueErrorType.String]: () => 'Must be text.',
  [ValueErrorType.StringMinLength]: ({ minLength }) =>
    minLength === 1 ? 'Must not be empty.' : `Must have at least ${minLength} characters.`,
  [ValueErrorType.StringMaxLength]: ({ maxLength }) => `Must have at most ${maxLength} characters.`,
  [ValueErrorType.StringPattern]: ({ description }) =>
    description === undefined ? 'Does not have the right form.' : `Does not have the right form: ${description}`,
  [ValueErrorType.StringFormat]: ({ format }) => FORMATS[`${format}`] ?? `Must be in the format ${format}.`,
  [ValueErrorType.Boolean]: () => 'Must be true or false.',
  [ValueErrorType.Null]: () => 'Must be null.',
  [ValueErrorType.Integer]: () => 'Must be a whole number.',
  [ValueErrorType.IntegerMinimum]: ({ minimum }) => `Must be ${minimum} or more.`,
  [ValueErrorType.IntegerMaximum]: ({ maximum }) => `Must be ${maximum} or less.`,
  [ValueErrorType.Number]: () => 'Must be a number.',
  [ValueErrorType.Array]: () => 'Must be a list.',
  [ValueErrorType.ArrayMinItems]: ({ minItems }) => `Must have at least ${minItems} entries.`,
  [ValueErrorType.ArrayMaxItems]: ({ maxItems }) => `Must have at most ${maxItems} entries.`,
  [ValueErrorType.ArrayUniqueItems]: () => 'Must not have the same entry twice.',
  [ValueErrorType.Literal]: (schema) => `Must be ${JSON.stringify(schema.const)}.`,
}

const sentence = (error: ValueError): string => {
  const schema: Record<string, unknown> = error.schema
  if (Array.isArray(schema.enum)) return `Must be one of ${schema.enum.join(', ')}.`
  if (error.type === ValueErrorType.Union) return ofUnion(error)
  return RULES[error.type]?.(schema) ?? 'Is not valid.'
}

/** "Text or null" fails both ways; what the first way misses is what people meant. */
const ofUnion = (error: ValueError): string => {
  const first = error.errors[0]?.First()
  if (!first) return 'Is not valid.'
  const literals: unknown[] = (error.schema.anyOf ?? []).map((way: { const?: unknown }) => way.const)
  return literals.every((value) => value !== undefined) ? `Must be one of ${literals.join(', ')}.` : sentence(first)
}
