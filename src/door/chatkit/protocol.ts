/**
 * Requests of the ChatKit protocol: one envelope, an operation by name. Unknown fields are ignored and null counts as
 * absent, as its clients expect; numbers and texts are never read into one another.
 * Source: openai/chatkit-python:chatkit/types.py and the types of `@openai/chatkit`.
 */
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { invalid } from '../../errors.ts'
import { oneOf } from '../../lib/one-of.ts'
import { InferenceOptions, InputTag, InputText, Title as ThreadTitle } from '../../thread/schema.ts'
import { check } from '../../validate.ts'

const Id = Type.String({ minLength: 1, maxLength: 200 })
const Any = Type.Record(Type.String(), Type.Unknown())

/** Parts of one message at most. */
const PARTS_MAX = 50
/** The core’s own shapes, read leniently: what a client leaves out has a default. */
const Part = Type.Union([
  Type.Object(InputText.properties),
  Type.Object({
    ...InputTag.properties,
    id: Type.String({ maxLength: 200 }),
    text: Type.String({ maxLength: 500 }),
    data: Type.Optional(InputTag.properties.data),
    group: Type.Optional(Type.String({ maxLength: 200 })),
    interactive: Type.Optional(InputTag.properties.interactive),
  }),
])
const UserInput = Type.Object({
  content: Type.Array(Part, { maxItems: PARTS_MAX }),
  attachments: Type.Optional(Type.Array(Type.Unknown())),
  quoted_text: Type.Optional(Type.String()),
  inference_options: Type.Optional(InferenceOptions),
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

/** Operations answered by a stream; their errors are sent as events. */
const STREAMING = {
  'threads.create': Type.Object({ input: UserInput }),
  'threads.add_user_message': Type.Object({ thread_id: Id, input: UserInput }),
  'threads.add_client_tool_output': Type.Object({ thread_id: Id, result: Type.Optional(Type.Unknown()) }),
  'threads.add_structured_input': Type.Object({ thread_id: Id, item_id: Id, input: Type.Object({}) }),
  'threads.retry_after_item': Type.Object({ thread_id: Id, item_id: Id }),
  'threads.custom_action': ActionParams,
  /** Of clients beside OpenAI's: after a break the answer at work goes on, behind `Last-Event-ID` where it names it. */
  'threads.resume': Type.Object({ thread_id: Id }),
} satisfies Record<string, TSchema>

/** Operations answered by one JSON object. */
const UNARY = {
  'threads.get_by_id': Type.Object({ thread_id: Id }),
  'threads.list': Type.Object(Page),
  'threads.update': Type.Object({ thread_id: Id, title: ThreadTitle }),
  'threads.delete': Type.Object({ thread_id: Id }),
  /** Of clients beside OpenAI's: what others say by closing the request. */
  'threads.stop': Type.Object({ thread_id: Id }),
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

const OPERATIONS = { ...STREAMING, ...UNARY }
type Operations = typeof OPERATIONS
type OperationName = keyof Operations
export type Params<N extends OperationName> = Static<Operations[N]>
export type Operation = { [N in OperationName]: { type: N; params: Params<N> } }[OperationName]
export type StreamingOperation = Extract<Operation, { type: keyof typeof STREAMING }>
export type UnaryOperation = Extract<Operation, { type: keyof typeof UNARY }>

export const isStreaming = (operation: Operation): operation is StreamingOperation => operation.type in STREAMING

/** The parts of a message stay as they were sent: white space between them means something. A title has one part. */
const checks = new Map(
  Object.entries(OPERATIONS).map(([name, schema]) => [
    name,
    check(schema as TSchema, { trim: name === 'threads.update' }),
  ]),
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

/** @throws validation_error */
export const readOperation = (body: Record<string, unknown>): Operation => {
  const { type } = body
  const checkParams = typeof type === 'string' ? checks.get(type) : undefined
  if (!checkParams) throw invalid('/type', 'Type names no operation of the ChatKit protocol.')
  return { type, params: checkParams(withoutNulls(body.params) ?? null, '/params') } as Operation
}
