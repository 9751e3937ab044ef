/** Shapes of runs and of their events. The log stores these very objects; doors add framing only. */
import { type Static, Type } from '@sinclair/typebox'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'
import { PROVIDER_ERROR_CODES } from '../llm/provider.ts'
import { Item, OutputText, WorkflowTask } from '../thread/schema.ts'

const RUN_STATUSES = [
  'queued',
  'running',
  'awaiting_confirmation',
  'completed',
  'failed',
  'cancelled',
  'interrupted',
] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** Why a run failed; the codes of the failure catalogue. */
export const RUN_ERROR_CODES = [
  ...PROVIDER_ERROR_CODES,
  'model_bad_tool_call',
  'turn_limit',
  'tool_call_limit',
  'repeated_tool_call',
  'run_timeout',
  'usage_limit_reached',
  'database_unavailable',
  'interrupted',
  'internal',
] as const
export type RunErrorCode = (typeof RUN_ERROR_CODES)[number]

const RunFailure = Type.Object(
  { code: oneOf(RUN_ERROR_CODES), message: Type.String({ description: 'A sentence that may be shown.' }) },
  strict,
)
export const Run = Type.Object(
  {
    id: Id,
    session_id: Id,
    thread_id: Id,
    status: oneOf(RUN_STATUSES),
    provider: nullable(Type.String({ description: 'Who answered, like openai or builtin.' })),
    model: nullable(Type.String()),
    usage: Type.Object({ input_tokens: Type.Integer(), output_tokens: Type.Integer() }, strict),
    error: nullable(RunFailure),
    created_at: Instant,
    finished_at: nullable(Instant),
    items: Type.Array(Item),
  },
  { ...strict, description: 'One answer to one message.' },
)
export type Run = Static<typeof Run>

/** How a run stands, without what it wrote. */
export type RunState = Omit<Run, 'items'>

const index = Type.Integer({ minimum: 0 })
export const ItemUpdate = Type.Union([
  Type.Object(
    { type: Type.Literal('assistant_message.content_part.added'), content_index: index, content: OutputText },
    strict,
  ),
  Type.Object(
    { type: Type.Literal('assistant_message.content_part.text_delta'), content_index: index, delta: Type.String() },
    strict,
  ),
  Type.Object(
    { type: Type.Literal('assistant_message.content_part.done'), content_index: index, content: OutputText },
    strict,
  ),
  Type.Object({ type: Type.Literal('workflow.task.added'), task_index: index, task: WorkflowTask }, strict),
  Type.Object({ type: Type.Literal('workflow.task.updated'), task_index: index, task: WorkflowTask }, strict),
])
export type ItemUpdate = Static<typeof ItemUpdate>

/** A thread as ChatKit shows it inside events. */
export const ThreadObject = Type.Object(
  {
    id: Id,
    title: Type.Optional(Type.String()),
    created_at: Instant,
    status: Type.Object({ type: Type.Literal('active') }, strict),
    metadata: Type.Object({}, strict),
    items: Type.Object({ data: Type.Array(Type.Never(), { maxItems: 0 }), has_more: Type.Literal(false) }, strict),
  },
  strict,
)

const itemEvent = <const T extends string>(type: T) => Type.Object({ type: Type.Literal(type), item: Item }, strict)

/** Everything that can happen in a run, as clients read it. `run.done` is the last of every log, whatever the outcome. */
export const RunEvent = Type.Union([
  Type.Object({ type: Type.Literal('thread.updated'), thread: ThreadObject }, strict),
  itemEvent('thread.item.added'),
  Type.Object({ type: Type.Literal('thread.item.updated'), item_id: Id, update: ItemUpdate }, strict),
  itemEvent('thread.item.done'),
  Type.Object({ type: Type.Literal('thread.item.removed'), item_id: Id }, strict),
  itemEvent('thread.item.replaced'),
  Type.Object(
    {
      type: Type.Literal('stream_options'),
      stream_options: Type.Object({ allow_cancel: Type.Boolean() }, strict),
    },
    strict,
  ),
  Type.Object(
    { type: Type.Literal('progress_update'), text: Type.String(), icon: Type.Optional(Type.String()) },
    strict,
  ),
  Type.Object(
    { type: Type.Literal('client_effect'), name: Type.String(), data: Type.Record(Type.String(), Type.Unknown()) },
    strict,
  ),
  Type.Object(
    {
      type: Type.Literal('error'),
      code: oneOf(['custom', 'stream.error']),
      message: Type.Optional(Type.String()),
      allow_retry: Type.Boolean(),
    },
    strict,
  ),
  Type.Object(
    {
      type: Type.Literal('notice'),
      level: oneOf(['info', 'warning', 'danger']),
      message: Type.String(),
      title: Type.Optional(Type.String()),
    },
    strict,
  ),
  Type.Object({ type: Type.Literal('run.done'), run: Run }, strict),
])
export type RunEvent = Static<typeof RunEvent>

/** An event with its place in the run's log: 1, 2, 3, … without gaps. */
export interface LoggedEvent {
  seq: number
  event: RunEvent
}

export const isLive = (status: RunStatus) => status === 'queued' || status === 'running'
