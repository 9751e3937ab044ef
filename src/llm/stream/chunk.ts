/**
 * Reads one chunk of a Chat Completion in the many shapes that servers give it: an odd optional field costs that field,
 * never the answer. What cannot be an answer at all is `model_bad_response`.
 */
import { providerError } from '../error.ts'
import type { Usage } from '../provider.ts'

export interface CallDelta {
  index?: number
  id: string
  name: string
  arguments: string
  /** Fields the provider wants to see again with this call. */
  extra?: Fields
}

export interface Chunk {
  text: string
  refused: boolean
  calls: readonly CallDelta[]
  finish: string | undefined
  usage: Usage | undefined
  /** Fields of the message that the provider may want to see again. */
  reasoning: Fields
}

export type Fields = Record<string, unknown>
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : isFields(value) ? [value] : [])
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** Content is text, or parts of which only the spoken ones are text. */
const contentOf = (content: unknown): string => {
  if (!Array.isArray(content)) return textOf(content)
  return content.map((part) => (fieldsOf(part).type === 'text' ? textOf(fieldsOf(part).text) : '')).join('')
}

const argumentsOf = (value: unknown) => (isFields(value) ? JSON.stringify(value) : textOf(value))

const indexOf = (value: unknown): number | undefined => {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const index = Number(value)
  return value !== '' && Number.isInteger(index) && index >= 0 ? index : undefined
}

const callOf = (value: unknown): CallDelta => {
  const { index, id, function: called, extra_content } = fieldsOf(value)
  const { name, arguments: written } = fieldsOf(called)
  const at = indexOf(index)
  return {
    ...(at !== undefined && { index: at }),
    id: typeof id === 'number' ? String(id) : textOf(id),
    name: textOf(name),
    arguments: argumentsOf(written),
    ...(isFields(extra_content) && { extra: { extra_content } }),
  }
}

/** Nearly every chunk is a few words and nothing else: what it lacks is not made anew each time. */
const NO_CALLS: readonly CallDelta[] = []
const NO_FIELDS: Fields = Object.freeze({})

/** `function_call` is the one call of the API before it had tools. */
const callsOf = ({ tool_calls, function_call }: Fields): readonly CallDelta[] =>
  tool_calls == null && function_call == null
    ? NO_CALLS
    : [
        ...listOf(tool_calls).filter(isFields).map(callOf),
        ...(isFields(function_call) ? [callOf({ index: 0, function: function_call })] : []),
      ]

const REASONING = ['reasoning_content', 'reasoning_details', 'reasoning'] as const

const reasoningOf = (delta: Fields): Fields => {
  let fields = NO_FIELDS
  for (const name of REASONING) {
    const value = delta[name]
    if ((typeof value === 'string' && value !== '') || Array.isArray(value)) fields = { ...fields, [name]: value }
  }
  return fields
}

const tokensOf = (value: unknown) => (typeof value === 'number' && value >= 0 ? Math.round(value) : undefined)

/** Both numbers or none: half a count is worse than an estimate. */
const usageOf = (value: unknown): Usage | undefined => {
  const usage = fieldsOf(value)
  const input_tokens = tokensOf(usage.prompt_tokens)
  const output_tokens = tokensOf(usage.completion_tokens)
  return input_tokens === undefined || output_tokens === undefined ? undefined : { input_tokens, output_tokens }
}

const isOfFirst = (choice: unknown) => isFields(choice) && (indexOf(choice.index) ?? 0) === 0

/** @throws ProviderError model_bad_response: this is no chunk */
export const readChunk = (value: unknown): Chunk => {
  if (!isFields(value) || !('choices' in value || 'usage' in value)) throw providerError('model_bad_response')
  const { choices, usage } = value
  if (choices != null && typeof choices !== 'object') throw providerError('model_bad_response')
  const choice = fieldsOf(listOf(choices).find(isOfFirst))
  const words = fieldsOf(choice.delta)
  const delta = choice.message == null ? words : { ...fieldsOf(choice.message), ...words }
  return {
    text: contentOf(delta.content),
    refused: textOf(delta.refusal) !== '',
    calls: callsOf(delta),
    finish: textOf(choice.finish_reason) || undefined,
    usage: usage == null ? undefined : usageOf(usage),
    reasoning: reasoningOf(delta),
  }
}

/** The object in JSON text; undefined when it is none. */
export const parsedObject = (written: string): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(written)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}
