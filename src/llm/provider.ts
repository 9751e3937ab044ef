/**
 * What a model provider is: one model call (a turn) in, a stream of events out. Nobody outside `llm/` sees a
 * provider’s own chunks. The built-in assistant is a provider like any other.
 */
export interface ModelToolCall {
  id: string
  name: string
  /** JSON text as the model wrote it; may be malformed. */
  arguments: string
}
export type ModelMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; tool_calls?: ModelToolCall[] }
  | { role: 'tool'; tool_call_id: string; name: string; content: string }

/** A tool as models see it; `parameters` is JSON Schema. */
export interface ToolSpec {
  name: string
  description: string
  parameters: Record<string, unknown>
}

export interface TurnRequest {
  messages: ModelMessage[]
  tools: ToolSpec[]
  /** ISO 8601 instant of the message being answered; dates in words are read from it, also when a turn is asked again. */
  now: string
  /** IANA time zone of the person. */
  time_zone: string
  /** BCP 47 tag of how the person reads dates, if their client said so. */
  locale?: string
}

export type TurnEvent =
  | { type: 'text'; delta: string }
  /** A complete call; sent after the whole of its arguments has arrived. */
  | { type: 'tool_call'; call: ModelToolCall }
  /** The last event of every good turn. No turn ends well without it. */
  | { type: 'done'; finish: 'stop' | 'tool_calls' | 'length'; usage: { input_tokens: number; output_tokens: number } }

export type ProviderErrorCode =
  | 'model_auth'
  | 'model_busy'
  | 'model_unavailable'
  | 'model_bad_response'
  | 'model_timeout'
  | 'model_truncated'
  | 'model_refused'
  | 'output_limit'

/** A failed turn. `message` is ours and may be shown; the provider’s own words are only in `cause`, for the log. */
export class ProviderError extends Error {
  readonly code: ProviderErrorCode
  /** Seconds the provider asked us to wait, if it did. */
  readonly retry_after: number | undefined
  /** Asking the same provider again soon may go well. */
  readonly transient: boolean
  constructor(code: ProviderErrorCode, message: string, options: ProviderErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'ProviderError'
    this.code = code
    this.retry_after = options.retry_after
    this.transient = options.transient ?? false
  }
}

export interface ProviderErrorOptions {
  cause?: unknown
  retry_after?: number
  transient?: boolean
}

export interface Provider {
  /** `openrouter`, `openai`, `gemini` or `builtin`. */
  readonly name: string
  readonly model: string
  /** Streams one turn; ends with `done` or throws ProviderError. Aborting `signal` ends it at once by throwing the signal’s reason. */
  stream(request: TurnRequest, signal: AbortSignal): AsyncIterable<TurnEvent>
}
