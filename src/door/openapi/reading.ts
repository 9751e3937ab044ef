/** The document as people read it: types in words, fields in rows, errors by status. */
import type { AnswerRow, DocsPageProps, FieldRow, OperationRow, ShapePart, TypeWord } from '../../../views/docs.tsx'
import type { Document } from './document.ts'

type Operation = Document['paths'][string][string]

/** The few words of JSON Schema that our document uses. */
interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  format?: string
  description?: string
}

const nameOf = (ref: string) => ref.split('/').at(-1) ?? ''
const word = (text: string): TypeWord => ({ text })
const between = (lists: TypeWord[][], joint: string) =>
  lists.flatMap((list, index) => (index === 0 ? list : [word(joint), ...list]))

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  array: 'list',
  boolean: 'true or false',
}

const typeOf = (schema: Schema): TypeWord[] => {
  if (schema.$ref) return [{ text: nameOf(schema.$ref), shape: nameOf(schema.$ref) }]
  if (schema.const !== undefined) return [word(JSON.stringify(schema.const))]
  if (schema.enum) return [word(schema.enum.map((one) => JSON.stringify(one)).join(', '))]
  if (schema.anyOf) return between(schema.anyOf.map(typeOf), ' or ')
  if (schema.type === 'array' && schema.items) return [word('list of '), ...typeOf(schema.items)]
  return [word(schema.format ?? WORDS[schema.type ?? ''] ?? schema.type ?? 'anything')]
}

/** Objects that have no name are written out where they stand: `message.content[].text`. */
const fieldsOf = ({ properties = {}, required = [] }: Schema, before = ''): FieldRow[] =>
  Object.entries(properties).flatMap(([name, schema]) => {
    const place = `${before}${name}`
    const row = {
      name: place,
      type: typeOf(schema),
      required: required.includes(name),
      description: schema.description ?? '',
    }
    return [row, ...fieldsOf(schema, `${place}.`), ...(schema.items ? fieldsOf(schema.items, `${place}[].`) : [])]
  })

const bodyOf = (schema: Schema) => ({ type: typeOf(schema), fields: fieldsOf(schema) })

/** A union is described by its members; a named member is only referenced. */
const partsOf = (schema: Schema): ShapePart[] => {
  if (!schema.anyOf) return [bodyOf(schema)]
  return schema.anyOf.map((form) => ({
    ...(form.properties?.type?.const !== undefined && { title: String(form.properties.type.const) }),
    ...bodyOf(form),
  }))
}

/** Reads one document; what it points at is looked up in its components. */
export const readingOf = ({ info, tags, paths, components }: Document): Omit<DocsPageProps, 'assets'> => {
  const found = <T>(one: T | { $ref: string }): T => {
    if (typeof one !== 'object' || one === null || !('$ref' in one)) return one as T
    const [kind = '', name = ''] = one.$ref.split('/').slice(2)
    return components[kind]?.[name] as T
  }

  const parameters = (operation: Operation) =>
    ((operation.parameters ?? []) as (Parameter | { $ref: string })[]).map(found).map((one) => ({
      name: one.name,
      place: one.in,
      required: one.required,
      type: typeOf(one.schema),
      description: one.description ?? '',
    }))

  const answers = ({ responses }: Operation): AnswerRow[] =>
    Object.entries(responses)
      .filter(([status]) => Number(status) < 400)
      .map(([status, response]) => {
        const { description, content = {}, headers = {} } = found(response)
        const bodies = Object.entries(content).map(([media, { schema }]) => ({ media, ...bodyOf(schema as Schema) }))
        return { status, description, bodies, headers: Object.keys(headers) }
      })

  const failures = ({ responses }: Operation) =>
    Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, response]) => ({ status, codes: found(response).description.match(/\w+/g) ?? [] }))

  const rowOf = (path: string, method: string, operation: Operation): OperationRow => {
    const [body] = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema)
    return {
      id: operation.operationId ?? '',
      method: method.toUpperCase(),
      path,
      summary: operation.summary ?? '',
      description: operation.description ?? '',
      access: accessOf(operation),
      parameters: parameters(operation),
      ...(body !== undefined && { body: bodyOf(body as Schema) }),
      answers: answers(operation),
      failures: failures(operation),
    }
  }

  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags?.[0],
      row: rowOf(path, method, operation),
    })),
  )
  return {
    version: info.version,
    about: info.description.split('\n\n'),
    groups: tags.map((tag) => ({
      ...tag,
      operations: operations.filter((one) => one.tag === tag.name).map(({ row }) => row),
    })),
    shapes: Object.entries(components.schemas ?? {}).map(([name, schema]) => ({
      name,
      description: (schema as Schema).description ?? '',
      parts: partsOf(schema as Schema),
    })),
  }
}

interface Parameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: Schema
}

const accessOf = ({ security }: Operation) => {
  if (!security?.length) return 'Open to everybody.'
  const [scope] = security.flatMap((one) => Object.values(one).flat())
  return scope === undefined ? 'Needs a token.' : `Needs a token; an access token needs the scope ${scope}.`
}
