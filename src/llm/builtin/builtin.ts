/**
 * The built-in assistant: a provider like any other that calls no model. It answers when no key is set or every other
 * provider has failed. It keeps no state: each turn runs the whole conversation again over what the request holds, so
 * the same request always gives the same turn, also in another process.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { languageOf } from '../../language/languages.ts'
import type { ModelToolCall, Provider, TurnEvent, TurnRequest } from '../provider.ts'
import { converse } from './conversation.ts'
import { understandIn } from './follow-up.ts'
import { readHistory } from './history.ts'
import type { Call } from './plan.ts'
import type { Outcome } from './tool-result.ts'

/** Pause between words, in milliseconds: as fast as people read along. */
const WORD_PAUSE_MS = 20

export interface BuiltinOptions {
  /** Waits between two words; tests do not wait. Rejects with the signal’s reason once it is aborted. */
  pause?: (signal: AbortSignal) => Promise<void>
}

const pauseOneWord = async (signal: AbortSignal) => {
  try {
    await sleep(WORD_PAUSE_MS, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted() // the timer’s own error says only that it was aborted, not why
    throw error
  }
}

/** What a turn is: more calls, or the answer. */
type NextTurn = { calls: Call[] } | { text: string }

/** A call the history holds no outcome for did not happen, as far as we can tell. */
const NO_RESULT: Outcome = { kind: 'failed', message: 'there is no result' }

const nextTurn = ({ messages, now, time_zone, locale, language }: TurnRequest): NextTurn & { before: number } => {
  const when = { now, time_zone, ...(locale !== undefined && { locale }) }
  const history = readHistory(messages)
  const { intents, languages } = understandIn(history, when, languageOf(language))
  const conversation = converse(intents, languages, history, when)
  let step = conversation.next()
  for (const { outcomes } of history.turns) {
    if (step.done) break
    step = conversation.next(step.value.map((_, i) => outcomes[i] ?? NO_RESULT))
  }
  const before = history.turns.reduce((n, { calls }) => n + calls.length, 0)
  return step.done ? { text: step.value, before } : { calls: step.value, before }
}

const toolCall = ({ name, args }: Call, number: number): ModelToolCall => ({
  id: `call_${number}`,
  name,
  arguments: JSON.stringify(args),
})

/** Words with the space before them, so that they join to exactly the text. */
const wordsOf = (text: string) => text.match(/\s*\S+/g) ?? []

export const createBuiltin = ({ pause = pauseOneWord }: BuiltinOptions = {}): Provider => ({
  name: 'builtin',
  model: 'builtin',
  async *stream(request, signal): AsyncGenerator<TurnEvent> {
    signal.throwIfAborted()
    const usage = { input_tokens: 0, output_tokens: 0 } // no model, no tokens
    const turn = nextTurn(request)
    if ('calls' in turn) {
      for (const [i, call] of turn.calls.entries())
        yield { type: 'tool_call', call: toolCall(call, turn.before + i + 1) }
      yield { type: 'done', finish: 'tool_calls', usage }
      return
    }
    for (const [i, delta] of wordsOf(turn.text).entries()) {
      if (i > 0) await pause(signal)
      signal.throwIfAborted()
      yield { type: 'text', delta }
    }
    yield { type: 'done', finish: 'stop', usage }
  },
})
