/** Our messages and tools in the words of Chat Completions, as far as the endpoint takes them. */
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { Capabilities } from './capabilities.ts'
import { type Recipient, toWireMessages } from './messages.ts'
import type { ModelMessage, ToolSpec, TurnRequest } from './provider.ts'
import { remembered } from './remember.ts'
import { fitHistory } from './tokens.ts'
import { toModelSchema } from './tool-schema.ts'

interface RequestOptions extends Recipient {
  temperature?: number
}

/** A model without tools must not promise what it cannot do. */
const NO_TOOLS: ModelMessage = {
  role: 'system',
  content:
    'In this conversation you have no tools: you can neither see nor change the list. Say so when you are asked to.',
}

const toTool = ({ name, description, parameters }: ToolSpec) => ({
  type: 'function' as const,
  function: { name, description, parameters: toModelSchema(parameters) as Record<string, unknown> },
})

/** The tools are the same list in every request of a process. */
const toTools = remembered((tools: readonly ToolSpec[]) => tools.map(toTool))

/** What is left of the conversation for an endpoint with this window. */
export const readableBy = (messages: ModelMessage[], { context_tokens, tools }: Capabilities): ModelMessage[] => {
  const fitting = Number.isFinite(context_tokens) ? fitHistory(messages, context_tokens) : messages
  return tools ? fitting : [NO_TOOLS, ...fitting]
}

export const toChatCompletion = (
  request: TurnRequest,
  options: RequestOptions,
  can: Capabilities,
): ChatCompletionCreateParamsStreaming => ({
  model: options.model,
  messages: toWireMessages(readableBy(request.messages, can), options),
  // An empty list is refused by OpenAI.
  ...(can.tools && request.tools.length > 0 && { tools: toTools(request.tools) }),
  ...(can.temperature && options.temperature !== undefined && { temperature: options.temperature }),
  stream: true,
  ...(can.stream_options && { stream_options: { include_usage: true } }),
})
