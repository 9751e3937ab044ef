/**
 * Shapes of threads and their items. Items and events are ChatKit objects, on the wire and in the log alike
 * (source: the ChatKit protocol, `@openai/chatkit` types and openai/chatkit-python:chatkit/types.py).
 */
import { type Static, Type } from '@sinclair/typebox'

const strict = { additionalProperties: false }
export const TITLE_MAX_CHARS = 200
export const Title = Type.String({ minLength: 1, maxLength: TITLE_MAX_CHARS, pattern: '\\S' })
export const NewThread = Type.Object({ title: Type.Optional(Title) }, strict)
export type NewThread = Static<typeof NewThread>
export const ThreadChange = Type.Object(
  { title: Type.Optional(Title), pinned: Type.Optional(Type.Boolean()), archived: Type.Optional(Type.Boolean()) },
  strict,
)
export type ThreadChange = Static<typeof ThreadChange>

/** A thread as every door shows it; REST calls it a session. Times are ISO 8601 UTC. */
export interface Thread {
  id: string
  user_id: string
  title: string | null
  message_count: number
  pinned: boolean
  archived: boolean
  created_at: string
  updated_at: string
}

export type ThreadStatus = 'active' | 'locked' | 'closed'

/** A thread with whether it takes new messages. */
export interface OpenThread extends Thread {
  status: ThreadStatus
  status_reason: string | null
}

interface ItemBase {
  id: string
  thread_id: string
  created_at: string
}
export interface InputText {
  type: 'input_text'
  text: string
}
/** Something the person pointed at; `data` comes from their client and is believed by nobody. */
export interface InputTag {
  type: 'input_tag'
  id: string
  text: string
  data: Record<string, unknown>
  group?: string
  interactive: boolean
}
/** What the person chose beside the words; followed as far as the operator allows. */
export interface InferenceOptions {
  model?: string
  tool_choice?: { id: string }
}
export interface UserMessageItem extends ItemBase {
  type: 'user_message'
  content: (InputText | InputTag)[]
  attachments: []
  quoted_text?: string
  inference_options: InferenceOptions
}
export interface OutputText {
  type: 'output_text'
  text: string
  annotations: []
}
export interface AssistantMessageItem extends ItemBase {
  type: 'assistant_message'
  content: OutputText[]
}
/** One tool call as people see it: icon, sentence, outcome. */
export interface WorkflowTask {
  type: 'custom'
  title: string
  icon?: string
  content?: string
  status_indicator: 'none' | 'loading' | 'complete'
}
export interface WorkflowItem extends ItemBase {
  type: 'workflow'
  workflow: { type: 'custom'; tasks: WorkflowTask[]; summary?: { title: string; icon?: string }; expanded: boolean }
}
/** A card; `widget` is a tree of ChatKit nodes (`src/widget`). */
export interface WidgetItem extends ItemBase {
  type: 'widget'
  widget: Record<string, unknown>
  copy_text?: string
}
/** Any item a client may see. */
export type Item = UserMessageItem | AssistantMessageItem | WorkflowItem | WidgetItem

/** OpenAI's shape of a tool call, as REST messages carry it; `arguments` is JSON text. */
export interface MessageToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}
/** A message as REST shows it. */
export interface Message {
  id: string
  role: 'user' | 'assistant'
  content: { type: 'input_text' | 'text'; text: string }[]
  tool_calls?: MessageToolCall[]
  created_at: string
}

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
