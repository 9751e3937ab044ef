/**
 * Requests of the ChatKit protocol: one envelope, an operation by name. Unknown fields are ignored and null counts as
 * absent, as its clients expect; numbers and texts are never read into one another.
 * Source: openai/chatkit-python:chatkit/types.py and the types of `@openai/chatkit`.
 */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { AppError } from '../../errors.ts'
import { oneOf } from '../../lib/one-of.ts'
import { TITLE_MAX_CHARS } from '../../thread/schema.ts'
import { problemsOf } from '../plugin/problems.ts'

const Id = Type.String({ minLength: 1, maxLength: 200 })
const Any = Type.Record(Type.String(), Type.Unknown())

/** Parts of one message at most. */
const PARTS_MAX = 50
const Part = Type.Union([
  Type.Object({ type: Type.Literal('input_text'), text: Type.String() }),
  Type.Object({
    type: Type.Literal('input_tag'),
    id: Type.String({ maxLength: 200 }),
    text: Type.String({ maxLength: 500 }),
    data: Type.Optional(Any),
    group: Type.Optional(Type.String({ maxLength: 200 })),
    interactive: Type.Optional(Type.Boolean()),
  }),
])
const UserInput = Type.Object({
  content: Type.Array(Part, { maxItems: PARTS_MAX }),
  attachments: Type.Optional(Type.Array(Type.Unknown())),
  quoted_text: Type.Optional(Type.String()),
  inference_options: Type.Optional(
    Type.Object({
      model: Type.Optional(Type.String()),
      tool_choice: Type.Optional(Type.Object({ id: Type.String() })),
    }),
  ),
})
export type UserInput = Static<typeof UserInput>

const Action = Type.Object({
  type: Type.String({ minLength: 1, maxLength: 100 }),
  payload: Type.Optional(Type.Unknown()),
})
const ActionParams = Type.Object({ thread_id: Id, item_id: Type.Optional(Id), action: Action })
export type ActionParams = Static<typeof ActionParams>

/** 0 and null mean the default; any number is good, pages are capped. */
const Page = {
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  order: Type.Optional(oneOf(['asc', 'desc'])),
  after: Type.Optional(Id),
}

/** Operations answered by a stream; everything that can go wrong in them is told as an event. */
export const STREAMING = {
  'threads.create': Type.Object({ input: UserInput }),
  'threads.add_user_message': Type.Object({ thread_id: Id, input: UserInput }),
  'threads.add_client_tool_output': Type.Object({ thread_id: Id, result: Type.Optional(Type.Unknown()) }),
  'threads.add_structured_input': Type.Object({ thread_id: Id, item_id: Id, input: Type.Object({}) }),
  'threads.retry_after_item': Type.Object({ thread_id: Id, item_id: Id }),
  'threads.custom_action': ActionParams,
} satisfies Record<string, TSchema>

/** Operations answered by one JSON object. */
export const PLAIN = {
  'threads.get_by_id': Type.Object({ thread_id: Id }),
  'threads.list': Type.Object(Page),
  'threads.update': Type.Object({ thread_id: Id, title: Type.String({ maxLength: TITLE_MAX_CHARS, pattern: '\\S' }) }),
  'threads.delete': Type.Object({ thread_id: Id }),
  'threads.sync_custom_action': ActionParams,
  'items.list': Type.Object({ thread_id: Id, ...Page }),
  'items.feedback': Type.Object({
    thread_id: Id,
    item_ids: Type.Array(Id, { maxItems: 500 }),
    kind: oneOf(['positive', 'negative']),
  }),
  'attachments.create': Any,
  'attachments.delete': Any,
  'input.transcribe': Any,
} satisfies Record<string, TSchema>

const OPERATIONS = { ...STREAMING, ...PLAIN }
type Operations = typeof OPERATIONS
export type OperationName = keyof Operations
export type Params<N extends OperationName> = Static<Operations[N]>
export type Operation = { [N in OperationName]: { type: N; params: Params<N> } }[OperationName]
export type StreamingOperation = Extract<Operation, { type: keyof typeof STREAMING }>
export type PlainOperation = Extract<Operation, { type: keyof typeof PLAIN }>

export const isStreaming = (operation: Operation): operation is StreamingOperation => operation.type in STREAMING

const checks = new Map(
  Object.entries(OPERATIONS).map(([name, schema]) => [name, TypeCompiler.Compile(schema as TSchema)]),
)

/** What an action may carry and a tool may have answered is anything, null included: it is left as it is. */
const KEPT = new Set(['payload', 'result', 'data'])

/** The same value without fields that are null, which mean the same as absent ones. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const filled = Object.entries(value).filter(([, part]) => part !== null)
  return Object.fromEntries(filled.map(([name, part]) => [name, KEPT.has(name) ? part : withoutNulls(part)]))
}

const refuse = (path: string, message: string) =>
  new AppError('validation_error', 'The request is not valid; details say what and where.', {
    details: [{ path, message }],
  })

/** @throws validation_error */
export const readOperation = (body: Record<string, unknown>): Operation => {
  const { type } = body
  const check = typeof type === 'string' ? checks.get(type) : undefined
  if (!check) throw refuse('/type', 'Names no operation of the ChatKit protocol.')
  const params = withoutNulls(body.params)
  if (typeof params !== 'object' || params === null || Array.isArray(params))
    throw refuse('/params', 'Must be an object.')
  if (!check.Check(params)) {
    const details = problemsOf(check.Errors(params)).map(({ path, message }) => ({ path: `/params${path}`, message }))
    throw new AppError('validation_error', 'The request is not valid; details say what and where.', { details })
  }
  return { type, params } as Operation
}
