/** What servers send: odd ends, calls and thoughts as text, and what was right from the start. */
import { calls, chunk, ending, nothing, type Step, says, words } from '../fake-provider.ts'
import { ADD, ADD_JSON, added, frames, type Quirk } from './quirk.ts'

const call = (fields: object, finish = 'tool_calls') =>
  frames({ data: chunk({ tool_calls: [fields] }) }, ...ending(finish))
const fn = (name: unknown, args: unknown) => ({ type: 'function', function: { name, arguments: args } })
/** Says the sentence in frames of its own and ends as usual. */
const saysAs = (...steps: Step[]) => frames(...steps, ...ending('stop'))
const asText = (text: string) => says(text)
const withChoice = (choice: object) => ({ ...chunk({}), choices: [{ index: 0, finish_reason: null, ...choice }] })
const bytes = (text: string): Step[] => [...Buffer.from(text)].map((byte) => ({ bytes: Uint8Array.of(byte) }))
const sse = (data: object | string) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}`

export const TEXT_QUIRKS: Quirk[] = [
  {
    name: '[DONE] without finish_reason',
    row: '8',
    source: 'proxies',
    say: frames(...words('Added milk.'), { data: '[DONE]' }),
  },
  {
    name: '[DONE] without finish_reason after calls',
    row: '8',
    source: 'proxies',
    call: frames(
      { data: chunk({ tool_calls: [{ index: 0, id: 'x', ...fn('add_task', ADD_JSON) }] }) },
      { data: '[DONE]' },
    ),
  },
  {
    name: 'choices of another index',
    row: '8',
    source: 'proxies that ask for n > 1',
    say: frames(
      { data: withChoice({ delta: { content: 'Added milk.' } }) },
      { data: { ...chunk({}), choices: [{ index: 1, delta: { content: 'Something else.' }, finish_reason: 'stop' }] } },
      ...ending('stop'),
    ),
  },
  {
    name: 'a call cut by length',
    row: '8',
    source: 'small num_predict',
    call: call({ index: 0, id: 'x', ...fn('add_task', '{"title":"Buy m') }, 'length'),
    expects: { titles: [], status: 'failed', code: 'output_limit', provider: null, text: '' },
  },
  {
    name: 'halves of a character in two deltas',
    row: '8',
    source: 'servers that detokenize by piece',
    say: saysAs(
      { data: JSON.stringify(chunk({ content: 'Added milk \\uD83E' })).replaceAll('\\\\u', '\\u') },
      { data: JSON.stringify(chunk({ content: '\\uDD5B.' })).replaceAll('\\\\u', '\\u') },
    ),
    expects: { text: 'Added milk 🥛.' },
  },
  {
    name: '<think> in the text',
    row: '10',
    source: 'vLLM and Ollama without a reasoning parser',
    say: asText('<think>They want milk.\nSo be it.</think>\n\nAdded milk.'),
  },
  {
    name: '<think> in pieces',
    row: '10',
    source: 'vLLM and Ollama without a reasoning parser',
    say: saysAs(
      ...['<th', 'ink>', 'They want', ' milk.</', 'think>', '\n\nAdded', ' milk.'].map((content) => ({
        data: chunk({ content }),
      })),
    ),
  },
  {
    name: '<think> before a call',
    row: '10',
    source: 'Qwen 3 by llama.cpp',
    call: frames({ data: chunk({ content: '<think>A task.</think>' }) }, ...calls([ADD]).steps),
  },
  {
    name: 'harmony tokens',
    row: '10',
    source: 'gpt-oss by llama.cpp and vLLM',
    say: asText(
      '<|channel|>analysis<|message|>They want milk.<|end|><|start|>assistant<|channel|>final<|message|>Added milk.',
    ),
  },
  {
    name: '<tool_call> as text',
    row: '10',
    source: 'Qwen and Hermes without a tool parser',
    call: asText(`<tool_call>\n{"name":"add_task","arguments":${ADD_JSON}}\n</tool_call>`),
  },
  {
    name: '{"name","parameters"} as text',
    row: '10',
    source: 'Llama 3.1',
    call: asText(`{"name": "add_task", "parameters": ${ADD_JSON}}`),
  },
  {
    name: 'functions.x({…}) as text',
    row: '10',
    source: 'models of 8b',
    call: asText(`functions.add_task(${ADD_JSON})`),
  },
  {
    name: '[TOOL_CALLS] as text',
    row: '10',
    source: 'Mistral without a tool parser',
    call: asText(`[TOOL_CALLS][{"name": "add_task", "arguments": ${ADD_JSON}}]`),
  },
  {
    name: 'a fenced call as text',
    row: '10',
    source: 'models of 8b',
    call: asText(`\`\`\`json\n{"name": "add_task", "arguments": ${ADD_JSON}}\n\`\`\``),
  },
  {
    name: '<|python_tag|> as text',
    row: '10',
    source: 'Llama 3.1',
    call: asText(`<|python_tag|>{"name": "add_task", "parameters": ${ADD_JSON}}`),
  },
  {
    name: 'a call quoted inside a sentence stays text',
    row: '10',
    source: 'us',
    say: asText('Added milk. I called {"name":"add_task"}.'),
    expects: { text: 'Added milk. I called {"name":"add_task"}.' },
  },
  {
    name: 'comments between frames',
    row: 'right before',
    source: 'openrouter.ai/docs/api-reference/streaming',
    say: frames({ raw: ': OPENROUTER PROCESSING\n\n' }, ...added.steps),
  },
  {
    name: 'reasoning deltas',
    row: 'right before',
    source: 'openrouter.ai/docs: reasoning tokens',
    say: frames({ data: chunk({ reasoning: 'Hm.' }) }, ...added.steps),
  },
  {
    name: 'usage in the last chunk with choices',
    row: 'right before',
    source: 'Groq, vLLM',
    say: frames(
      ...words('Added milk.'),
      { data: { ...chunk({}, 'stop'), usage: { prompt_tokens: 1, completion_tokens: 1 } } },
      { data: '[DONE]' },
    ),
  },
  { name: 'no usage at all', row: 'right before', source: 'older servers', say: says('Added milk.', { usage: null }) },
  {
    name: 'a first chunk of filter results',
    row: 'right before',
    source: 'Azure OpenAI',
    say: frames(
      { data: { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: [] } },
      ...added.steps,
    ),
  },
  {
    name: 'CRLF lines',
    row: 'right before',
    source: 'IIS proxies',
    say: frames({
      raw: `${sse(chunk({ content: 'Added milk.' }))}\r\n\r\n${sse(chunk({}, 'stop'))}\r\n\r\n${sse('[DONE]')}\r\n\r\n`,
    }),
  },
  {
    name: 'no space after data:',
    row: 'right before',
    source: 'the SSE standard',
    say: frames({
      raw: `data:${JSON.stringify(chunk({ content: 'Added milk.' }))}\n\ndata:${JSON.stringify(chunk({}, 'stop'))}\n\ndata:[DONE]\n\n`,
    }),
  },
  {
    name: 'event and id lines',
    row: 'right before',
    source: 'the SSE standard',
    say: frames({
      raw: `event: message\nid: 1\n${sse(chunk({ content: 'Added milk.' }))}\n\nevent: message\n${sse(chunk({}, 'stop'))}\n\n${sse('[DONE]')}\n\n`,
    }),
  },
  {
    name: 'byte by byte',
    row: 'right before',
    source: 'small TCP segments',
    say: frames(
      ...bytes(`${sse(chunk({ content: 'Added milk 🥛.' }))}\n\n${sse(chunk({}, 'stop'))}\n\n${sse('[DONE]')}\n\n`),
    ),
    expects: { text: 'Added milk 🥛.' },
  },
  {
    name: 'text after the finish reason',
    row: 'right before',
    source: 'proxies',
    say: frames(...words('Added'), { data: chunk({}, 'stop') }, ...words(' milk.'), { data: '[DONE]' }),
  },
  {
    name: 'a body that stays open after [DONE]',
    row: 'right before',
    source: 'proxies',
    say: frames(...added.steps, 'hang'),
  },
  { name: 'no answer after the tools', row: '10', source: 'models of 8b', say: says(''), says: /Buy milk/ },
  {
    name: 'the end without a blank line',
    row: 'right before',
    source: 'hand-written servers',
    say: frames({ raw: `${sse(chunk({ content: 'Added milk.' }))}\n\n${sse(chunk({}, 'stop'))}\n\n${sse('[DONE]')}` }),
  },
  {
    name: 'an empty stream is asked again',
    row: '8',
    source: 'hosted models under load',
    refuses: (_, index) => (index === 0 ? nothing() : undefined),
  },
]
