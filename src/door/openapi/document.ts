/** The OpenAPI 3.1 document of the REST API, made from its routes and what they say about themselves. */
import { ERROR_CODES, type ErrorCode } from '../../errors.ts'
import type { TextBody } from '../http/body.ts'
import { STATUS } from '../http/error.ts'
import { type Answer, type Operation, type RequestHeader, TAGS } from '../rest/operation.ts'
import { ANSWER_HEADERS, REQUEST_HEADERS, SECURITY_SCHEMES } from './components.ts'
import { exampleOf, examples } from './examples.ts'
import { propertiesOf, referTo, schemas } from './references.ts'

/** A route as the framework lists it. */
interface Route {
  method: string
  path: string
  hooks: RouteHooks
}
/** What the macros for credentials and limits add. */
interface RouteMarks {
  'x-caller'?: true | string
  'x-budget'?: string
}
interface RouteHooks {
  body?: unknown
  query?: unknown
  params?: unknown
  detail?: Partial<Operation> & RouteMarks
}

interface ResponseObject {
  description: string
  headers?: Record<string, unknown>
  content?: Record<string, { schema: unknown; examples?: Record<string, Reference> }>
}
interface Reference {
  $ref: string
}
interface OperationObject {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  security?: Record<string, string[]>[]
  parameters?: unknown[]
  requestBody?: { required: boolean; content: Record<string, { schema: unknown }> }
  responses: Record<string, ResponseObject | Reference>
  'x-rate-limit'?: string
}
export interface Document {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, OperationObject>>
  components: Record<string, Record<string, unknown>>
}

const ABOUT = [
  'To-do lists kept by talking: sessions with an assistant, its answers as streams of events, and the tasks themselves.',
  'Times are ISO 8601 in UTC; days of tasks are calendar dates in the person’s time zone. Unknown fields are refused.',
  '`/chatkit` speaks OpenAI’s ChatKit protocol; its streams hold the same `RunEvent` objects, without `run.done`.',
  'Any address answers 405 `method_not_allowed` to a method that it does not know.',
  'Lists take `limit` (1 to 100, 20 when absent) and `after`, and answer `has_more` and `after`, which is null on the last page.',
].join('\n\n')

export const documentOf = (routes: readonly Route[], version: string): Document => {
  const paths: Document['paths'] = {}
  for (const { method, path, hooks } of routes) {
    const address = templateOf(path)
    paths[address] = { ...paths[address], [method.toLowerCase()]: operationOf(method, path, hooks) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'TodoChat', version, description: ABOUT, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemas(),
      examples: examples(),
      responses: failuresIn(routes),
      headers: plain(ANSWER_HEADERS),
      parameters: plain(REQUEST_HEADERS),
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

const plain = (named: object) =>
  Object.fromEntries(
    Object.entries(named).map(([name, { schema, ...rest }]) => [name, { ...rest, schema: referTo(schema) }]),
  )

/** `/tasks/:id` as the document writes it; a trailing slash names the same route. */
const templateOf = (path: string) => path.replace(/(?<=.)\/$/, '').replace(/:(\w+)/g, '{$1}')

const operationOf = (method: string, path: string, hooks: RouteHooks): OperationObject => {
  const { operationId, summary, description, tags, ...detail } = hooks.detail ?? {}
  const budget = detail['x-budget']
  const answers = Object.entries(detail['x-answers'] ?? {}).map(([status, answer]) => [
    status,
    responseOf(answer, operationId),
  ])
  return {
    ...(operationId && { operationId: path.includes(':user_id') ? `${operationId}OfUser` : operationId }),
    ...(summary && { summary }),
    ...(description && { description }),
    ...(tags && { tags }),
    security: securityOf(detail['x-caller']),
    ...withParameters([
      ...pathParameters(path, hooks),
      ...queryParameters(hooks),
      ...headerParameters(detail['x-headers']),
    ]),
    ...(hooks.body !== undefined && { requestBody: bodyOf(hooks.body, detail['x-body']) }),
    responses: { ...Object.fromEntries(answers), ...failuresOf(codesOf(method, hooks)) },
    ...(budget !== undefined && { 'x-rate-limit': budget }),
  }
}

/** Strangers may call what names no caller; a scope is named, beside being known. */
const securityOf = (caller: RouteMarks['x-caller']) => {
  if (caller === undefined) return []
  return [{ bearer: caller === true || caller === 'person' ? [] : [caller] }]
}

const withParameters = (parameters: unknown[]) => (parameters.length > 0 ? { parameters } : {})

const pathParameters = (path: string, { params }: RouteHooks) => {
  const said = new Map(propertiesOf(params).map(([name, schema]) => [name, schema]))
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: referTo(said.get(name) ?? { type: 'string' }),
  }))
}

const queryParameters = ({ query }: RouteHooks) =>
  propertiesOf(query).map(([name, { description, ...schema }, required]) => ({
    name,
    in: 'query',
    required,
    ...(description && { description }),
    schema: referTo(schema),
  }))

const headerParameters = (names: RequestHeader[] = []) =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }))

/** A body whose fields may all be left out may be left out itself. */
const bodyOf = (schema: unknown, text?: TextBody) => ({
  required: propertiesOf(schema).some(([, , required]) => required),
  content: text
    ? Object.fromEntries(text.types.map((type) => [type, { schema: { type: 'string' } }]))
    : { 'application/json': { schema: referTo(schema) } },
})

const headerRefs = (names: string[]) => ({
  headers: Object.fromEntries(
    ['X-Request-Id', ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ),
})

const responseOf = ({ description, content, headers }: Answer, id = ''): ResponseObject => ({
  description,
  ...headerRefs(headers),
  ...(Object.keys(content).length > 0 && {
    content: Object.fromEntries(
      Object.entries(content).map(([type, schema]) => {
        const written = referTo(schema)
        return [type, { schema: written, ...(type === 'application/json' && exampleOf(written, id)) }]
      }),
    ),
  }),
})

/** Every error that the route can give: its own, and those that follow from what it takes and whom it lets in. */
const codesOf = (method: string, { query, detail = {} }: RouteHooks): ErrorCode[] => {
  const caller = detail['x-caller']
  const writes = method !== 'GET'
  const codes = new Set<ErrorCode>([...(detail['x-errors'] ?? []), 'internal', 'database_unavailable', 'draining'])
  const add = (when: boolean, ...more: ErrorCode[]) => {
    if (when) for (const code of more) codes.add(code)
  }
  add(caller !== undefined, 'unauthenticated', 'rate_limited')
  add(caller !== undefined && caller !== true, 'insufficient_scope')
  add(detail['x-budget'] !== undefined, 'rate_limited')
  add(query !== undefined || writes, 'validation_error')
  add(writes, 'bad_json', 'payload_too_large', 'unsupported_media_type', 'storage_full')
  add(detail['x-headers']?.includes('Idempotency-Key') ?? false, 'idempotency_key_reused')
  return ERROR_CODES.filter((code) => codes.has(code))
}

const failuresOf = (codes: ErrorCode[]) =>
  Object.fromEntries(
    [...Map.groupBy(codes, (code) => STATUS[code])].map(([status, same]) => [
      String(status),
      { $ref: `#/components/responses/${nameOf(same)}` },
    ]),
  )

/** Failures that can be given together have one name, whichever routes give them. */
const nameOf = (codes: ErrorCode[]) =>
  codes.map((code) => code.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())).join('Or')

/** Every failure that some route points at. */
const failuresIn = (routes: readonly Route[]) => {
  const groups = routes.flatMap(({ method, hooks }) => [...Map.groupBy(codesOf(method, hooks), (code) => STATUS[code])])
  return Object.fromEntries(groups.map(([status, codes]) => [nameOf(codes), failureOf(status, codes)]))
}

/** Statuses whose answers have a header of their own. */
const FAILURE_HEADERS: Record<number, string[]> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

const failureOf = (status: number, codes: ErrorCode[]): ResponseObject => ({
  description: codes.map((code) => `\`${code}\``).join(', '),
  ...headerRefs(FAILURE_HEADERS[status] ?? []),
  content: {
    'application/json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Error' },
          { properties: { error: { properties: { code: { enum: codes } } } } },
        ],
      },
      ...(codes.includes('validation_error') && exampleOf({ $ref: 'Error' }, '')),
    },
  },
})
