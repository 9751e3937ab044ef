/** Shapes of runs and of their events. The log stores these very objects; doors add framing only. */
import type { AssistantMessageItem, Item, OutputText, WorkflowTask } from '../thread/schema.ts'

export type RunStatus =
  | 'queued'
  | 'running'
  | 'awaiting_confirmation'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'interrupted'

/** Why a run failed; the codes of the failure catalogue. */
export type RunErrorCode =
  | 'model_auth'
  | 'model_busy'
  | 'model_unavailable'
  | 'model_bad_response'
  | 'model_timeout'
  | 'model_truncated'
  | 'model_refused'
  | 'model_bad_tool_call'
  | 'output_limit'
  | 'turn_limit'
  | 'tool_call_limit'
  | 'repeated_tool_call'
  | 'run_timeout'
  | 'usage_limit_reached'
  | 'database_unavailable'
  | 'interrupted'
  | 'internal'

export interface Run {
  id: string
  session_id: string
  thread_id: string
  status: RunStatus
  provider: string | null
  model: string | null
  usage: { input_tokens: number; output_tokens: number }
  error: { code: RunErrorCode; message: string } | null
  created_at: string
  finished_at: string | null
  items: Item[]
}

export type ItemUpdate =
  | { type: 'assistant_message.content_part.added'; content_index: number; content: OutputText }
  | { type: 'assistant_message.content_part.text_delta'; content_index: number; delta: string }
  | { type: 'assistant_message.content_part.done'; content_index: number; content: OutputText }
  | { type: 'workflow.task.added'; task_index: number; task: WorkflowTask }
  | { type: 'workflow.task.updated'; task_index: number; task: WorkflowTask }

/** A thread as ChatKit shows it inside events. */
export interface ThreadObject {
  id: string
  title?: string
  created_at: string
  status: { type: 'active' }
  metadata: Record<string, never>
  items: { data: []; has_more: false }
}

/** Everything that can happen in a run, as clients read it. `run.done` is the last of every log, whatever the outcome. */
export type RunEvent =
  | { type: 'thread.updated'; thread: ThreadObject }
  | { type: 'thread.item.added'; item: Item }
  | { type: 'thread.item.updated'; item_id: string; update: ItemUpdate }
  | { type: 'thread.item.done'; item: Item }
  | { type: 'thread.item.removed'; item_id: string }
  | { type: 'thread.item.replaced'; item: Item }
  | { type: 'stream_options'; stream_options: { allow_cancel: boolean } }
  | { type: 'progress_update'; text: string; icon?: string }
  | { type: 'client_effect'; name: string; data: Record<string, unknown> }
  | { type: 'error'; code: 'custom' | 'stream.error'; message?: string; allow_retry: boolean }
  | { type: 'notice'; level: 'info' | 'warning' | 'danger'; message: string; title?: string }
  | { type: 'run.done'; run: Run }

/** An event with its place in the run's log: 1, 2, 3, … without gaps. */
export interface LoggedEvent {
  seq: number
  event: RunEvent
}

export const isLive = (status: RunStatus) => status === 'queued' || status === 'running'
export type { AssistantMessageItem }
