/** Our messages and tools in the words of Chat Completions. */
import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { ModelMessage, ModelToolCall, TurnRequest } from './provider.ts'

export interface RequestOptions {
  model: string
  /** Fields some provider wants on every tool call it reads back. */
  call_extra?: Record<string, unknown>
}

export function toChatCompletion(request: TurnRequest, options: RequestOptions): ChatCompletionCreateParamsStreaming {
  const tools = request.tools.map((tool) => ({ type: 'function' as const, function: { ...tool } }))
  return {
    model: options.model,
    messages: request.messages.filter(saysSomething).map((message) => toMessage(message, options)),
    // An empty list is refused by OpenAI.
    ...(tools.length > 0 && { tools }),
    stream: true,
    stream_options: { include_usage: true },
  }
}

/** Some providers refuse an assistant message without text and calls. */
const saysSomething = (message: ModelMessage) =>
  message.role !== 'assistant' || message.content !== '' || Boolean(message.tool_calls?.length)

function toMessage(message: ModelMessage, options: RequestOptions): ChatCompletionMessageParam {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.tool_call_id, content: message.content }
  if (message.role !== 'assistant') return { role: message.role, content: message.content }
  if (!message.tool_calls?.length) return { role: 'assistant', content: message.content }
  const tool_calls = message.tool_calls.map((call) => toCall(call, options))
  return { role: 'assistant', content: message.content || null, tool_calls }
}

const toCall = (call: ModelToolCall, options: RequestOptions) => ({
  id: call.id,
  type: 'function' as const,
  function: { name: call.name, arguments: readable(call.arguments) },
  ...options.call_extra,
})

/** Gateways that parse a history refuse it for good when an old call is no JSON object; its error result stays. */
function readable(written: string): string {
  try {
    const value: unknown = JSON.parse(written)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? written : '{}'
  } catch {
    return '{}'
  }
}
