/**
 * A conversation as every chat template takes it: one leading system message, then user and assistant by turns, the
 * last word with the user or a tool. What belongs to a message beside its words is folded into it as marked data.
 * Strict templates are those of Mistral, Gemma and Qwen; the others take this form as well, so that all get the same.
 */
import { createHash } from 'node:crypto'
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { ModelMessage, ModelToolCall, Reasoning } from './provider.ts'

type Of<Role extends ModelMessage['role']> = Extract<ModelMessage, { role: Role }>

/** Inserted as assistant message where an answer ended early: templates require one after a tool result. */
const ENDED_EARLY = '(This answer ended here.)'

/** Marks what is not the person’s own words. The prompt says what the mark means. */
const framed = (context: readonly string[]) =>
  context.length > 0 ? `\n\n<context>\n${context.map(unframed).join('\n')}\n</context>` : ''

/** Data cannot end its own frame. */
const unframed = (text: string) => text.replaceAll(/<(\/?)context>/gi, '‹$1context›')

const wordsOf = ({ content, context = [], at }: Of<'user'>) =>
  `${at === undefined ? '' : `[${at}] `}${unframed(content)}${framed(context)}`

/** Some providers refuse an assistant message without text and calls. */
const saysSomething = (message: ModelMessage) =>
  message.role !== 'assistant' || message.content !== '' || Boolean(message.tool_calls?.length)

const joined = (first: string, second: string) => [first, second].filter(Boolean).join('\n\n')

/** The message before it takes the words of one that may not stand there. */
const merged = (before: ModelMessage | undefined, message: ModelMessage): ModelMessage | undefined => {
  if (before?.role === 'user' && message.role === 'user')
    return { role: 'user', content: joined(wordsOf(before), wordsOf(message)) }
  if (before?.role === 'assistant' && message.role === 'assistant' && !before.tool_calls?.length)
    return { ...message, content: joined(before.content, message.content) }
  return undefined
}

/** Any list of messages as strict templates take it. */
const alternating = (messages: readonly ModelMessage[]): ModelMessage[] => {
  const system = messages.filter((message) => message.role === 'system').map(({ content }) => content)
  const list: ModelMessage[] = []
  for (const given of messages.filter(saysSomething)) {
    if (given.role === 'system') continue
    const message: ModelMessage = given.role === 'user' ? { role: 'user', content: wordsOf(given) } : given
    const before = list.at(-1)
    const both = merged(before, message)
    if (both) list.pop()
    else if (before?.role === 'tool' && message.role === 'user') list.push({ role: 'assistant', content: ENDED_EARLY })
    list.push(both ?? message)
  }
  return system.length > 0 ? [{ role: 'system', content: system.join('\n\n') }, ...list] : list
}

const WIRE_ID_CHARS = 9

/** Mistral takes nine letters and digits and nothing else; the same id always becomes the same nine. */
const wireId = (id: string) => {
  const digits = BigInt(`0x${createHash('sha256').update(id).digest('hex')}`).toString(36)
  return digits.slice(-WIRE_ID_CHARS).padStart(WIRE_ID_CHARS, '0')
}

/** Whose requests these are: reasoning goes back to its own provider and model only. */
export interface Recipient {
  name: string
  model: string
  /** Fields a call must have when its provider gave none. */
  call_extra?: Record<string, unknown>
}

export const toWireMessages = (messages: readonly ModelMessage[], recipient: Recipient): ChatCompletionMessageParam[] =>
  alternating(messages).map((message) => toMessage(message, recipient))

const toMessage = (message: ModelMessage, recipient: Recipient): ChatCompletionMessageParam => {
  if (message.role === 'tool')
    return { role: 'tool', tool_call_id: wireId(message.tool_call_id), content: message.content }
  if (message.role !== 'assistant') return { role: message.role, content: message.content }
  const thought = ownReasoning(message.reasoning, recipient)
  const said = { role: 'assistant', ...thought?.message } as const
  if (!message.tool_calls?.length) return { ...said, content: message.content }
  const tool_calls = message.tool_calls.map((call, at) => toCall(call, thought?.calls[at] ?? recipient.call_extra))
  return { ...said, content: message.content || null, tool_calls }
}

const ownReasoning = (reasoning: Reasoning | undefined, { name, model }: Recipient) =>
  reasoning?.provider === name && reasoning.model === model ? reasoning : undefined

const toCall = (call: ModelToolCall, extra: Record<string, unknown> | undefined) => ({
  id: wireId(call.id),
  type: 'function' as const,
  function: { name: call.name, arguments: readable(call.arguments) },
  ...extra,
})

/** Gateways that parse a history refuse it for good when an old call is no JSON object; its error result stays. */
const readable = (written: string): string => {
  try {
    const value: unknown = JSON.parse(written)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? written : '{}'
  } catch {
    return '{}'
  }
}
