/**
 * Shapes of threads and their items. Items and events are ChatKit objects, on the wire and in the log alike
 * (source: the ChatKit protocol, `@openai/chatkit` types and openai/chatkit-python:chatkit/types.py).
 */
import { type Static, Type } from '@sinclair/typebox'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'

const TITLE_MAX_CHARS = 200
export const Title = Type.String({ minLength: 1, maxLength: TITLE_MAX_CHARS, pattern: '\\S' })
export const NewThread = Type.Object({ title: Type.Optional(Title) }, strict)
export type NewThread = Static<typeof NewThread>
export const ThreadChange = Type.Object(
  { title: Type.Optional(Title), pinned: Type.Optional(Type.Boolean()), archived: Type.Optional(Type.Boolean()) },
  strict,
)
export type ThreadChange = Static<typeof ThreadChange>

/** A thread as every door shows it; REST calls it a session. */
export const threadFields = {
  id: Id,
  user_id: Id,
  title: nullable(Type.String({ description: 'Taken from the first message unless one is given.' })),
  message_count: Type.Integer({ description: 'Messages of the person and of the assistant.' }),
  pinned: Type.Boolean(),
  archived: Type.Boolean(),
  created_at: Instant,
  updated_at: Instant,
}
export const Thread = Type.Object(threadFields, { ...strict, description: 'One conversation.' })
export type Thread = Static<typeof Thread>

/** Where a chat has what was searched for. */
export interface FoundPlace {
  thread_id: string
  item_id: string
  /** The whole message. */
  words: string
}

/** A branch that leaves the current one. */
export interface Fork {
  id: string
  /** Where both part. */
  after_position: number
  /** Where the branch begins. */
  position: number
  /** The visible item that the current branch has there; null while there is none. */
  item_id: string | null
  item_position: number | null
}

/** A thread that is deleted and can be restored. */
export interface DeletedThread {
  id: string
  title: string | null
  deleted_at: string
  /** Days until it is gone for good. */
  days_left: number
}

export type ThreadStatus = 'active' | 'locked' | 'closed'

/** A thread with whether it takes new messages. */
export interface OpenThread extends Thread {
  status: ThreadStatus
  status_reason: string | null
}

const Data = Type.Record(Type.String(), Type.Unknown())
const itemFields = { id: Id, thread_id: Id, created_at: Instant }

export const InputText = Type.Object({ type: Type.Literal('input_text'), text: Type.String() }, strict)
export type InputText = Static<typeof InputText>
/** Something the person pointed at; `data` comes from their client and is never trusted. */
export const InputTag = Type.Object(
  {
    type: Type.Literal('input_tag'),
    id: Type.String(),
    text: Type.String(),
    data: Data,
    group: Type.Optional(Type.String()),
    interactive: Type.Boolean(),
  },
  strict,
)
export type InputTag = Static<typeof InputTag>
/** What the person chose beside the words; followed as far as the operator allows. */
export const InferenceOptions = Type.Object({
  model: Type.Optional(Type.String()),
  tool_choice: Type.Optional(Type.Object({ id: Type.String() })),
})
export type InferenceOptions = Static<typeof InferenceOptions>
/** Nothing of this kind is taken or given yet; clients of ChatKit read the list. */
const None = Type.Array(Type.Never(), { maxItems: 0 })

export const UserMessageItem = Type.Object(
  {
    ...itemFields,
    type: Type.Literal('user_message'),
    content: Type.Array(Type.Union([InputText, InputTag])),
    attachments: None,
    quoted_text: Type.Optional(Type.String()),
    inference_options: InferenceOptions,
  },
  strict,
)
export type UserMessageItem = Static<typeof UserMessageItem>
export const OutputText = Type.Object(
  { type: Type.Literal('output_text'), text: Type.String(), annotations: None },
  strict,
)
export type OutputText = Static<typeof OutputText>
export const AssistantMessageItem = Type.Object(
  { ...itemFields, type: Type.Literal('assistant_message'), content: Type.Array(OutputText) },
  strict,
)
export type AssistantMessageItem = Static<typeof AssistantMessageItem>
/** One tool call as people see it: icon, sentence, outcome. */
export const WorkflowTask = Type.Object(
  {
    type: Type.Literal('custom'),
    title: Type.String(),
    icon: Type.Optional(Type.String()),
    content: Type.Optional(Type.String()),
    status_indicator: oneOf(['none', 'loading', 'complete']),
  },
  strict,
)
export type WorkflowTask = Static<typeof WorkflowTask>
export const WorkflowItem = Type.Object(
  {
    ...itemFields,
    type: Type.Literal('workflow'),
    workflow: Type.Object(
      {
        type: Type.Literal('custom'),
        tasks: Type.Array(WorkflowTask),
        summary: Type.Optional(Type.Object({ title: Type.String(), icon: Type.Optional(Type.String()) }, strict)),
        expanded: Type.Boolean(),
      },
      strict,
    ),
  },
  strict,
)
export type WorkflowItem = Static<typeof WorkflowItem>
/** A card; `widget` is a tree of ChatKit nodes (`src/widget`). */
export const WidgetItem = Type.Object(
  { ...itemFields, type: Type.Literal('widget'), widget: Data, copy_text: Type.Optional(Type.String()) },
  strict,
)
export type WidgetItem = Static<typeof WidgetItem>
/** A line of the program in the transcript, like who answers instead of whom. */
export const TaskItem = Type.Object({ ...itemFields, type: Type.Literal('task'), task: WorkflowTask }, strict)
export type TaskItem = Static<typeof TaskItem>
/** Any item a client may see. */
export const Item = Type.Union([UserMessageItem, AssistantMessageItem, WorkflowItem, WidgetItem, TaskItem])
export type Item = Static<typeof Item>

/** OpenAI's shape of a tool call, as REST messages carry it. */
export const MessageToolCall = Type.Object(
  {
    id: Type.String(),
    type: Type.Literal('function'),
    function: Type.Object(
      { name: Type.String(), arguments: Type.String({ description: 'JSON text, as the model wrote it.' }) },
      strict,
    ),
  },
  strict,
)
export type MessageToolCall = Static<typeof MessageToolCall>
/** A message as REST shows it. */
export const Message = Type.Object(
  {
    id: Id,
    role: oneOf(['user', 'assistant']),
    content: Type.Array(Type.Object({ type: oneOf(['input_text', 'text']), text: Type.String() }, strict)),
    tool_calls: Type.Optional(Type.Array(MessageToolCall)),
    created_at: Instant,
  },
  strict,
)
export type Message = Static<typeof Message>

/** One page of a bounded list; `after` is the opaque cursor of the next page, present exactly when there is one. */
export interface Page<T> {
  data: T[]
  has_more: boolean
  after?: string
}

/** A page as clients ask for it that page by id. */
export interface IdPage {
  limit: number
  order: 'asc' | 'desc'
  /** The id of the last row the client has. */
  after?: string
}
