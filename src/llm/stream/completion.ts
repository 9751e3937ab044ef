/**
 * One streamed Chat Completion, chunk by chunk: what people may read of it, its calls, what it cost, and when it is
 * complete. Counts bytes, because the provider is not to be trusted with its own limits.
 */

import { providerError } from '../error.ts'
import type { Finish, ModelToolCall, TurnEvent, Usage } from '../provider.ts'
import { createCalls } from './calls.ts'
import { type Chunk, readChunk } from './chunk.ts'
import { createReasoning } from './reasoning.ts'
import { createSpeech } from './speech.ts'

/** Text of one turn at most, in bytes of UTF-8; thoughts count too. */
const OUTPUT_MAX_BYTES = 64 * 1024

export interface Completion {
  /** Takes a chunk in and gives the text it adds; `cut` when the text limit ends the answer here. */
  take(chunk: unknown): Taken
  /** The server said that this was all: an answer is complete then, also without a finish reason. */
  end(): void
  /** A finish reason was seen: what may still come is usage and the end mark. */
  readonly finished: boolean
  /** At least one chunk was read. */
  readonly begun: boolean
  /** Held text, calls and `done`. @throws model_truncated without a finish, model_bad_response when empty. */
  close(options: CloseOptions): TurnEvent[]
}
interface CloseOptions {
  may_be_empty: boolean
  usage: (written: string) => Usage
}
interface Taken {
  text: string
  /** The chunk held something of worth; empty ones must not keep a stalled answer alive. */
  progress: boolean
  cut: boolean
}
interface CompletionOptions {
  /** Tools that exist; a text that is wholly a call of one is a call. */
  names?: readonly string[]
  provider?: string
  model?: string
}

export const createAnswer = ({ names = [], provider = '', model = '' }: CompletionOptions = {}): Completion => {
  const calls = createCalls()
  const speech = createSpeech(names)
  const reasoning = createReasoning()
  let begun = false
  let ended = false
  let written = ''
  let shown = ''
  let bytes = 0
  let finish: string | undefined
  let usage: Usage | undefined

  const takeText = (content: string, progress: boolean): Taken => {
    const size = Buffer.byteLength(content)
    const over = bytes + size - OUTPUT_MAX_BYTES
    const fits = over > 0 ? fitting(content, size - over) : content
    bytes += size
    written += fits
    const text = speech.take(fits)
    shown += text
    return { text, progress, cut: over > 0 }
  }

  return {
    get finished() {
      return finish !== undefined
    },
    get begun() {
      return begun
    },
    take(value) {
      const chunk = readChunk(value)
      begun = true
      if (chunk.refused) throw providerError('model_refused')
      for (const call of chunk.calls) calls.take(call)
      reasoning.take(chunk.reasoning)
      finish ??= chunk.finish
      usage = chunk.usage ?? usage
      return takeText(chunk.text, progresses(chunk))
    },
    end() {
      ended = true
    },
    close({ may_be_empty, usage: estimate }) {
      const held = speech.close()
      shown += held.text
      const any = shown.trim() !== '' || calls.any || held.calls.length > 0
      const code = failureOf({ begun, finish, ended: ended && any })
      if (code) throw providerError(code, { transient: code === 'model_bad_response' })
      // Cut at its length limit, a turn may have lost arguments: none of its calls is trusted.
      const cut = finish === 'length'
      if (cut && !shown && calls.any) throw providerError('output_limit')
      if (!cut && !any && !may_be_empty) throw providerError('model_bad_response', { transient: true })
      const whole = cut ? [] : [...calls.closed(), ...held.calls.map(withId)]
      const spent = usage ?? estimate(written + calls.written())
      const thought = reasoning.closed(calls.extras())
      return [
        ...(held.text ? [{ type: 'text', delta: held.text } as const] : []),
        ...whole.map((call) => ({ type: 'tool_call', call }) as const),
        {
          type: 'done',
          finish: finishOf(finish, whole),
          usage: spent,
          ...(thought && whole.length > 0 && { reasoning: { provider, model, ...thought } }),
        },
      ]
    },
  }
}

const finishOf = (finish: string | undefined, whole: ModelToolCall[]): Finish => {
  if (finish === 'length') return 'length'
  return whole.length > 0 ? 'tool_calls' : 'stop'
}

const withId = (call: { name: string; arguments: string }): ModelToolCall => ({
  id: `call_${crypto.randomUUID()}`,
  ...call,
})

const failureOf = ({ begun, finish, ended }: { begun: boolean; finish?: string; ended: boolean }) => {
  if (!begun) return 'model_bad_response'
  if (finish === undefined) return ended ? undefined : 'model_truncated'
  if (finish === 'content_filter') return 'model_refused'
  return finish === 'error' ? 'model_unavailable' : undefined
}

const progresses = ({ text, calls, reasoning }: Chunk) => {
  if (text !== '' || calls.length > 0) return true
  for (const _ in reasoning) return true
  return false
}

/** The longest start of `text` within so many bytes that does not split a character. */
const fitting = (text: string, bytes: number): string => {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, bytes)))
  return text.slice(0, read)
}
