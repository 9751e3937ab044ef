/** What servers refuse in our requests: schemas, roles, ids, reasoning that is not given back, fields they do not know. */
import { calls, chunk, ending, type FakeMessage, type FakeRequest, says } from '../fake-provider.ts'
import { ADD, ADD_JSON, frames, type Quirk, refusal, unlessMessages } from './quirk.ts'

const schemas = ({ body }: FakeRequest) => JSON.stringify((body.tools ?? []).map((tool) => tool.function.parameters))
const unlessSchemas = (wrong: RegExp, text: string) => (request: FakeRequest) =>
  wrong.test(schemas(request)) ? refusal(text) : undefined

const roles = (messages: FakeMessage[]) => messages.map(({ role }) => role)
const oneSystem = (messages: FakeMessage[]) => roles(messages).lastIndexOf('system') <= 0
/** As Mistral’s and Gemma’s templates check it: tool work aside, user and assistant take turns. */
const alternate = (messages: FakeMessage[]) => {
  const spoken = messages.filter(({ role, tool_calls }) => role !== 'system' && role !== 'tool' && !tool_calls?.length)
  return spoken.every(({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant'))
}
const noUserAfterTool = (messages: FakeMessage[]) =>
  messages.every(({ role }, at) => role !== 'user' || messages[at - 1]?.role !== 'tool')
const callsOf = (messages: FakeMessage[]) => messages.flatMap(({ tool_calls = [] }) => tool_calls)

/** A turn that thinks before it calls, under the field that this server uses. */
const thinksAndCalls = (thought: object) => frames({ data: chunk(thought) }, ...calls([ADD]).steps)
const thoughtGivenBack = (field: 'reasoning_content' | 'reasoning_details') => (messages: FakeMessage[]) =>
  messages.every((message) => !message.tool_calls?.length || Boolean(message[field]))

const SIGNATURE = { google: { thought_signature: 'c2lnbmVk' } }
const signedCall = frames(
  {
    data: chunk({
      tool_calls: [
        {
          index: 0,
          id: 'call-1',
          type: 'function',
          function: { name: ADD.name, arguments: ADD_JSON },
          extra_content: SIGNATURE,
        },
      ],
    }),
  },
  ...ending('tool_calls'),
)
const signed = (messages: FakeMessage[]) => callsOf(messages).every(({ extra_content }) => extra_content !== undefined)

/** Refuses a field, as old and small servers do. */
const unknownField = (field: 'stream_options' | 'tools' | 'temperature', text: string, status: number) => ({
  refuses: ({ body }: FakeRequest) => (body[field] === undefined ? undefined : refusal(text, status)),
})
const WITHOUT_TOOLS = {
  call: says('I cannot reach your list.'),
  expects: { text: 'I cannot reach your list.', titles: [] },
}

const tooLong = (text: string, code?: string) => ({
  after_failure: true as const,
  refuses: ({ body }: FakeRequest) => {
    const spoken = body.messages?.filter(({ role }) => role === 'user').length ?? 0
    return spoken > 1 ? refusal(text, 400, code) : undefined
  },
})

export const REQUEST_QUIRKS: Quirk[] = [
  {
    name: 'a grammar that knows no \\d, \\s, \\w',
    row: '1',
    source: 'llama.cpp#16714, LM Studio llama.cpp#27580',
    refuses: unlessSchemas(/\\\\[dsw]/, 'failed to parse grammar'),
  },
  {
    name: 'a grammar that takes no pattern at all',
    row: '1',
    source: 'rowboat#741',
    refuses: unlessSchemas(/"pattern"/, 'Unable to generate parser for this template'),
  },
  {
    name: 'a grammar that is too long for maxLength',
    row: '1',
    source: 'llama.cpp#22314',
    refuses: unlessSchemas(/"(min|max)(Length|Items)"/, 'failed to initialize grammar: too many rules'),
  },
  {
    name: 'a system message only at the beginning, 400',
    row: '2',
    source: 'vLLM#41114',
    after_failure: true,
    refuses: unlessMessages(oneSystem, 'System message must be at the beginning.'),
  },
  {
    name: 'a system message only at the beginning, 500',
    row: '2',
    source: 'ollama#17774, llama.cpp#27367',
    after_failure: true,
    refuses: unlessMessages(oneSystem, 'template error: System message must be at the beginning', 500),
  },
  {
    name: 'user and assistant take turns',
    row: '2',
    source: 'Gemma and Mistral chat templates, vLLM#41114',
    after_failure: true,
    refuses: unlessMessages(alternate, 'Conversation roles must alternate user/assistant/user/assistant/...'),
  },
  {
    name: 'no user message straight after a tool message',
    row: '2',
    source: 'Mistral API invalid_request_message_order, langchain#24668',
    after_failure: true,
    refuses: unlessMessages(noUserAfterTool, "Unexpected role 'user' after role 'tool'"),
  },
  {
    name: 'the last message is of the user or a tool',
    row: '2',
    source: 'Mistral API invalid_request_message_order',
    after_failure: true,
    refuses: unlessMessages(
      (messages) => ['user', 'tool'].includes(messages.at(-1)?.role ?? ''),
      'Expected last role User or Tool for serving but got system',
    ),
  },
  {
    name: 'call ids of nine letters and digits',
    row: '3',
    source: 'opencode#1680, langchain#24668',
    refuses: unlessMessages(
      (messages) =>
        callsOf(messages).every(({ id }) => /^[a-zA-Z0-9]{9}$/.test(id)) &&
        messages.every(({ role, tool_call_id }) => role !== 'tool' || /^[a-zA-Z0-9]{9}$/.test(tool_call_id ?? '')),
      'Tool call id has to be defined and be a-z, A-Z, 0-9, with a length of 9.',
    ),
  },
  {
    name: 'reasoning_content is wanted back',
    row: '4',
    source: 'openai-agents-js#791, pi#3636, openclaw#73417',
    call: thinksAndCalls({ reasoning_content: 'They want milk.' }),
    refuses: unlessMessages(
      thoughtGivenBack('reasoning_content'),
      'The reasoning_content in the thinking mode must be passed back to the API.',
    ),
  },
  {
    name: 'reasoning_details are wanted back',
    row: '4',
    source: 'Roo-Code#10307, agents#37',
    call: thinksAndCalls({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'b3BhcXVl', index: 0 }] }),
    refuses: unlessMessages(thoughtGivenBack('reasoning_details'), 'Corrupted thought signature.'),
  },
  {
    name: 'a signature on each call, gemini-flash-latest',
    row: '5',
    source: 'lens#49, ai.google.dev/gemini-api/docs/thought-signatures',
    settings: { OPENAI_MODEL: 'gemini-flash-latest' },
    call: signedCall,
    refuses: unlessMessages(signed, 'Function call is missing a thought_signature in functionCall parts.'),
  },
  {
    name: 'a signature on each call, behind a proxy under another name',
    row: '5',
    source: 'CLIProxyAPI#4498, lens#49',
    settings: { OPENAI_MODEL: 'fast' },
    call: signedCall,
    refuses: unlessMessages(signed, 'Function call is missing a thought_signature in functionCall parts.'),
  },
  {
    name: 'stream_options refused, 400',
    row: '9',
    source: 'docs.mistral.ai, older vLLM and LiteLLM',
    ...unknownField('stream_options', 'Unrecognized request argument supplied: stream_options', 400),
  },
  {
    name: 'stream_options refused, 422',
    row: '9',
    source: 'Mistral API: extra_forbidden',
    ...unknownField('stream_options', '{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"]}]}', 422),
  },
  {
    name: 'temperature refused',
    row: '9',
    source: 'platform.openai.com/docs: reasoning models',
    settings: { LLM_TEMPERATURE: '0' },
    ...unknownField('temperature', "Unsupported value: 'temperature' does not support 0 with this model.", 400),
  },
  {
    name: 'a model without tools',
    row: '9',
    source: 'Ollama: does not support tools',
    ...unknownField('tools', 'library/gemma:2b does not support tools', 400),
    ...WITHOUT_TOOLS,
  },
  {
    name: 'no endpoint with tools',
    row: '9',
    source: 'openrouter.ai/docs: No endpoints found that support tool use',
    ...unknownField('tools', 'No endpoints found that support tool use.', 404),
    ...WITHOUT_TOOLS,
  },
  {
    name: 'a short window: context_length_exceeded',
    row: '12',
    source: 'platform.openai.com/docs/guides/error-codes',
    ...tooLong("This model's maximum context length is 8192 tokens.", 'context_length_exceeded'),
  },
  {
    name: 'a short window: exceed_context_size_error',
    row: '12',
    source: 'llama.cpp server: exceed_context_size_error',
    ...tooLong('the request exceeds the available context size, try increasing it'),
  },
]
