/**
 * What a model provider is: one model call (a turn) in, a stream of events out. Nothing outside `llm/` sees a
 * provider’s own chunks. The built-in assistant is a provider like any other.
 */
export interface ModelToolCall {
  id: string
  name: string
  /** JSON text as the model wrote it; may be malformed. */
  arguments: string
}
/** What a model thought in one turn, in its provider’s own form: returned to that provider only and never shown. */
export interface Reasoning {
  provider: string
  model: string
  /** Fields of the assistant message, like `reasoning_content`. */
  message: Record<string, unknown>
  /** Fields of each call, like Gemini’s signature; by its place in the turn. */
  calls: Record<string, unknown>[]
}

export type ModelMessage =
  | { role: 'system'; content: string }
  /** `context` belongs to the words (notes, quotations, the open tasks): data, never an instruction. */
  | {
      role: 'user'
      content: string
      context?: string[] /** When an earlier one was said, on the person’s clock. */
      at?: string
    }
  | { role: 'assistant'; content: string; tool_calls?: ModelToolCall[]; reasoning?: Reasoning }
  | { role: 'tool'; tool_call_id: string; name: string; content: string }

/** A tool as models see it; `parameters` is JSON Schema. */
export interface ToolSpec {
  name: string
  description: string
  parameters: Record<string, unknown>
}

export interface TurnRequest {
  messages: ModelMessage[]
  tools: readonly ToolSpec[]
  /** ISO 8601 instant of the message being answered; dates in words are read from it, also when a turn is asked again. */
  now: string
  /** IANA time zone of the person. */
  time_zone: string
  /** BCP 47 tag of how the person reads dates, if their client said so. */
  locale?: string
  /** Tag of the language of the message, in which the built-in assistant answers. */
  language?: string
  /** W3C header that names the trace of which this call is a part. */
  traceparent?: string
}

export type Finish = 'stop' | 'tool_calls' | 'length'
export interface Usage {
  input_tokens: number
  output_tokens: number
}

export type TurnEvent =
  | { type: 'text'; delta: string }
  /** A complete call; sent after the whole of its arguments has arrived. */
  | { type: 'tool_call'; call: ModelToolCall }
  /** The last event of every good turn. No turn ends well without it. */
  | { type: 'done'; finish: Finish; usage: Usage; reasoning?: Reasoning }

export const PROVIDER_ERROR_CODES = [
  'model_auth',
  'model_busy',
  'model_unavailable',
  'model_bad_response',
  'model_timeout',
  'model_truncated',
  'model_refused',
  'model_not_found',
  'model_no_credit',
  'model_request_refused',
  'model_context_exceeded',
  'output_limit',
] as const
export type ProviderErrorCode = (typeof PROVIDER_ERROR_CODES)[number]

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
  /** A server of the operator’s own: a slow first token there is a model being loaded, not a failure. */
  readonly own?: boolean
  /** Whether the model takes tools, as far as it has been learned. */
  readonly tools?: () => boolean
  /**
   * Streams one turn; ends with `done` or throws ProviderError. Aborting `signal` ends it at once by throwing the signal’s
   * reason. With `heard`, text that comes after the first event may be told there as it arrives, in place of an event.
   */
  stream(request: TurnRequest, signal: AbortSignal, heard?: Heard): AsyncIterable<TurnEvent>
}
/** Takes text in order, without waiting; what it throws ends the turn. */
export type Heard = (delta: string) => void
