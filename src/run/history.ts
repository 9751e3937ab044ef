/** What the model reads: our prompt, the bounded past of the thread, and the run so far. */
import type { ModelMessage } from '../llm/provider.ts'
import { fitHistory } from '../llm/tokens.ts'
import { systemPrompt } from './prompt.ts'
import { toldOf } from './turn/result.ts'
import type { CallResult, PastRun, ToolCall, Turn } from './turn/store.ts'

/** Tokens of history given to a model at most, by estimate. */
export const HISTORY_MAX_TOKENS = 12_000
/** One tool result in the prompt at most, in UTF-16 units. */
export const RESULT_MAX_CHARS = 16_384

const resultText = (result: CallResult | null): string => {
  const text = JSON.stringify(toldOf(result))
  return text.length > RESULT_MAX_CHARS ? `${text.slice(0, RESULT_MAX_CHARS)}… (cut)` : text
}

const callMessages = (calls: ToolCall[]): ModelMessage[] =>
  calls.map((call) => ({ role: 'tool', tool_call_id: call.id, name: call.name, content: resultText(call.result) }))

export const turnMessages = ({ text, calls }: Turn): ModelMessage[] => {
  if (calls.length === 0) return text ? [{ role: 'assistant', content: text }] : []
  const tool_calls = calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args }))
  return [{ role: 'assistant', content: text, tool_calls }, ...callMessages(calls)]
}

const noted = (note: string): ModelMessage => ({ role: 'system', content: note })

const pastMessages = ({ words, context, kept, turns, notes }: PastRun): ModelMessage[] => [
  { role: 'user', content: words },
  ...(context ? [noted(context)] : []),
  ...[...kept, ...turns].flatMap(turnMessages),
  ...notes.map(noted),
]

export interface Past {
  /** The thread's exchanges, the run's own last. */
  runs: PastRun[]
  now: string
  time_zone: string
  /** What the person would like of this answer. */
  wishes: Pick<PastRun, 'locale' | 'provider'> | undefined
}

export const buildMessages = ({ runs, now, time_zone }: Past, turns: Turn[]): ModelMessage[] => {
  const messages: ModelMessage[] = [
    { role: 'system', content: systemPrompt(now, time_zone) },
    ...runs.flatMap(pastMessages),
    ...turns.flatMap(turnMessages),
  ]
  return fitHistory(messages, HISTORY_MAX_TOKENS)
}
