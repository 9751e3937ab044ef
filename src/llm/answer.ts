/**
 * One streamed Chat Completion, chunk by chunk: checks each chunk’s shape (the provider is not to be trusted with it),
 * collects tool calls by index, counts bytes, and knows when the answer is complete.
 */
import { type Static, Type } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { providerError } from './failure.ts'
import type { ModelToolCall, TurnEvent } from './provider.ts'

/** Text of one turn, and arguments of all its calls together, in bytes of UTF-8. */
export const MAX_OUTPUT_BYTES = 64 * 1024
export const MAX_ARGUMENT_BYTES = 64 * 1024
/** Far above what a run may call; bounds calls with empty arguments. */
export const MAX_CALLS = 64

const maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

const CallDelta = Type.Object({
  index: maybe(Type.Integer()),
  id: maybe(Type.String()),
  function: maybe(Type.Object({ name: maybe(Type.String()), arguments: maybe(Type.String()) })),
})
const Delta = Type.Object({
  content: maybe(Type.String()),
  refusal: maybe(Type.String()),
  /** Thinking aloud, under the two names in use; never shown, but a sign of life. */
  reasoning: maybe(Type.String()),
  reasoning_content: maybe(Type.String()),
  tool_calls: maybe(Type.Array(CallDelta)),
})
const Chunk = Type.Object({
  choices: maybe(Type.Array(Type.Object({ delta: maybe(Delta), finish_reason: maybe(Type.String()) }))),
  usage: maybe(Type.Object({ prompt_tokens: Type.Number(), completion_tokens: Type.Number() })),
})
type CallDelta = Static<typeof CallDelta>
type Delta = Static<typeof Delta>
const chunkShape = TypeCompiler.Compile(Chunk)

export interface Usage {
  input_tokens: number
  output_tokens: number
}
interface OpenCall extends ModelToolCall {
  index: number
}

export interface Answer {
  /** Takes a chunk in and gives the text it adds; `cut` when the text limit ends the answer here. */
  take(chunk: unknown): Taken
  /** A finish reason was seen: what may still come is usage and the end mark. */
  readonly finished: boolean
  /** At least one chunk was read. */
  readonly begun: boolean
  /** Calls and the `done` event. @throws model_truncated without a finish reason, model_bad_response when empty. */
  close(options: { may_be_empty: boolean; usage: (written: string) => Usage }): TurnEvent[]
}
export interface Taken {
  text: string
  /** The chunk held something of worth; empty ones must not keep a stalled answer alive. */
  progress: boolean
  cut: boolean
}

export function createAnswer(): Answer {
  const calls: OpenCall[] = []
  let begun = false
  let written = ''
  let bytes = 0
  let argument_bytes = 0
  let finish: string | undefined
  let usage: Usage | undefined

  const takeText = (content: string): { text: string; cut: boolean } => {
    bytes += Buffer.byteLength(content)
    const over = bytes - MAX_OUTPUT_BYTES
    const text = over > 0 ? fitting(content, Buffer.byteLength(content) - over) : content
    written += text
    return { text, cut: over > 0 }
  }
  const takeCall = (delta: CallDelta) => {
    const call = callOf(calls, delta)
    call.id ||= delta.id ?? ''
    call.name += delta.function?.name ?? ''
    call.arguments += delta.function?.arguments ?? ''
    argument_bytes += Buffer.byteLength((delta.function?.name ?? '') + (delta.function?.arguments ?? ''))
    if (argument_bytes > MAX_ARGUMENT_BYTES || calls.length > MAX_CALLS) throw providerError('output_limit')
  }
  const finishCode = (begun: boolean) => {
    if (!begun) return 'model_bad_response' as const
    if (finish === undefined) return 'model_truncated' as const
    if (finish === 'content_filter') return 'model_refused' as const
    return finish === 'error' ? ('model_unavailable' as const) : undefined
  }

  return {
    get finished() {
      return finish !== undefined
    },
    get begun() {
      return begun
    },
    take(chunk) {
      if (!chunkShape.Check(chunk)) throw providerError('model_bad_response')
      begun = true
      const [choice] = chunk.choices ?? []
      const delta = choice?.delta ?? {}
      if (delta.refusal) throw providerError('model_refused')
      for (const call of delta.tool_calls ?? []) takeCall(call)
      finish ??= choice?.finish_reason || undefined
      usage = chunk.usage ? wholeUsage(chunk.usage) : usage
      return { ...takeText(delta.content ?? ''), progress: progresses(delta) }
    },
    close(options) {
      const code = finishCode(begun)
      if (code) throw providerError(code)
      // Cut at its length limit, a turn may have lost arguments: none of its calls is trusted.
      const whole = finish === 'length' ? [] : calls.map(closedCall)
      if (finish !== 'length' && !written && !whole.length && !options.may_be_empty) {
        throw providerError('model_bad_response')
      }
      const reason = finish === 'length' ? 'length' : whole.length ? 'tool_calls' : 'stop'
      const spent = usage ?? options.usage(written + calls.map((call) => call.name + call.arguments).join(''))
      return [
        ...whole.map((call) => ({ type: 'tool_call' as const, call })),
        { type: 'done', finish: reason, usage: spent },
      ]
    },
  }
}

const progresses = (delta: Delta) =>
  Boolean(delta.content || delta.reasoning || delta.reasoning_content || delta.tool_calls?.length)

/**
 * The call a delta belongs to. Servers differ: some leave the index out, and some number all parallel calls 0; there a
 * new id together with a name opens the next call.
 */
function callOf(calls: OpenCall[], delta: CallDelta): OpenCall {
  const opens = Boolean(delta.id && delta.function?.name)
  const known = calls.findLast((call) => (delta.index == null ? true : call.index === delta.index))
  if (known && !(opens && known.id && known.id !== delta.id)) return known
  const opened = { index: delta.index ?? calls.length, id: '', name: '', arguments: '' }
  calls.push(opened)
  return opened
}

/** An id of ours where the provider gave none; no arguments at all mean an empty object. */
const closedCall = ({ id, name, arguments: written }: OpenCall): ModelToolCall => ({
  id: id || `call_${crypto.randomUUID()}`,
  name,
  arguments: written.trim() || '{}',
})

const wholeUsage = (usage: { prompt_tokens: number; completion_tokens: number }): Usage => ({
  input_tokens: Math.max(0, Math.round(usage.prompt_tokens)),
  output_tokens: Math.max(0, Math.round(usage.completion_tokens)),
})

/** The longest start of `text` within so many bytes that does not split a character. */
function fitting(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, bytes)))
  return text.slice(0, read)
}
