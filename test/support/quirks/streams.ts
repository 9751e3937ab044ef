/** What servers send: odd frames, glued calls, whole completions, calls and thoughts as text, slow first tokens. */
import { calls, chunk, ending, type Step, words } from '../fake-provider.ts'
import { ADD, ADD_JSON, added, frames, json, type Quirk } from './quirk.ts'

const call = (fields: object, finish = 'tool_calls') =>
  frames({ data: chunk({ tool_calls: [fields] }) }, ...ending(finish))
const fn = (name: unknown, args: unknown) => ({ type: 'function', function: { name, arguments: args } })
/** Says the sentence in frames of its own and ends as usual. */
const saysAs = (...steps: Step[]) => frames(...steps, ...ending('stop'))
const EGGS = JSON.stringify({ title: 'Buy eggs' })
const BOTH = { titles: ['Buy eggs', 'Buy milk'] }
const withChoice = (choice: object) => ({ ...chunk({}), choices: [{ index: 0, finish_reason: null, ...choice }] })
const two = (first: object, second: object) =>
  frames({ data: chunk({ tool_calls: [first] }) }, { data: chunk({ tool_calls: [second] }) }, ...ending('tool_calls'))
const usageOf = (usage: object): Step[] => [
  { data: chunk({}, 'stop') },
  { data: { ...chunk({}), choices: [], usage } },
  { data: '[DONE]' },
]

export const STREAM_QUIRKS: Quirk[] = [
  {
    name: 'usage without completion_tokens',
    row: '5',
    source: 'CLIProxyAPI#4498',
    say: frames(...words('Added milk.'), ...usageOf({ prompt_tokens: 10, total_tokens: 10 })),
  },
  {
    name: 'usage of strings',
    row: '5',
    source: 'proxies',
    say: frames(...words('Added milk.'), ...usageOf({ prompt_tokens: '10', completion_tokens: '3' })),
  },
  {
    name: 'parallel calls all at index 0, without ids',
    row: '5',
    source: 'hermes-agent#62937',
    call: two({ index: 0, ...fn('add_task', ADD_JSON) }, { index: 0, ...fn('add_task', EGGS) }),
    expects: BOTH,
  },
  {
    name: 'parallel calls all at index 0, with empty ids',
    row: '5',
    source: 'hermes-agent#62937',
    call: two({ index: 0, id: '', ...fn('add_task', ADD_JSON) }, { index: 0, id: '', ...fn('add_task', EGGS) }),
    expects: BOTH,
  },
  {
    name: 'parallel calls all at index 0, ids differ',
    row: '5',
    source: 'ollama/ollama#7881',
    call: two({ index: 0, id: 'a', ...fn('add_task', ADD_JSON) }, { index: 0, id: 'b', ...fn('add_task', EGGS) }),
    expects: BOTH,
  },
  {
    name: 'parallel calls in one delta without index',
    row: '5',
    source: 'Gemini OpenAI endpoint',
    call: frames(
      { data: chunk({ tool_calls: [fn('add_task', ADD_JSON), fn('add_task', EGGS)] }) },
      ...ending('tool_calls'),
    ),
    expects: BOTH,
  },
  {
    name: 'interleaved calls',
    row: 'right before',
    source: 'OpenAI API reference',
    call: calls([ADD, { name: 'add_task', arguments: EGGS }]),
    expects: BOTH,
  },
  {
    name: 'a call with index null',
    row: 'right before',
    source: 'Gemini OpenAI endpoint',
    call: call({ index: null, id: 'x', ...fn('add_task', ADD_JSON) }),
  },
  {
    name: 'a call that ends with finish_reason stop',
    row: 'right before',
    source: 'Gemini OpenAI endpoint',
    call: call({ index: 0, id: 'x', ...fn('add_task', ADD_JSON) }, 'stop'),
  },
  {
    name: 'keep-alive comments before the first token',
    row: '6',
    source: 'openrouter.ai/docs/api-reference/streaming',
    settings: { LLM_FIRST_TOKEN_SECONDS: '1' },
    say: frames(
      { raw: ': OPENROUTER PROCESSING\n\n' },
      { pause: 700 },
      { raw: ': OPENROUTER PROCESSING\n\n' },
      { pause: 700 },
      ...added.steps,
    ),
  },
  {
    name: 'a cold start longer than the run’s own time',
    row: '6',
    source: 'ollama, llama.cpp: model load',
    settings: { AGENT_TIMEOUT_SECONDS: '1' },
    say: frames({ pause: 1500 }, ...added.steps),
  },
  {
    name: 'content as parts',
    row: '7',
    source: 'n8n#37352 (Mistral reasoning)',
    say: saysAs(
      { data: chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }) },
      { data: chunk({ content: [{ type: 'text', text: 'Added milk.' }] }) },
    ),
  },
  {
    name: 'arguments as an object',
    row: '7',
    source: 'ollama, LiteLLM proxies',
    call: call({ index: 0, id: 'x', ...fn('add_task', ADD.arguments) }),
  },
  {
    name: 'message instead of delta',
    row: '7',
    source: 'proxies',
    say: frames(
      { data: withChoice({ delta: undefined, message: { role: 'assistant', content: 'Added milk.' } }) },
      ...ending('stop'),
    ),
  },
  {
    name: 'a whole completion instead of a stream',
    row: '7',
    source: 'proxies without streaming',
    say: json({
      id: 'x',
      object: 'chat.completion',
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Added milk.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    }),
  },
  {
    name: 'a whole completion with calls',
    row: '7',
    source: 'proxies without streaming',
    call: json({
      id: 'x',
      object: 'chat.completion',
      model: 'm',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: null, tool_calls: [{ id: 'x', ...fn('add_task', ADD_JSON) }] },
          finish_reason: 'tool_calls',
        },
      ],
    }),
  },
  {
    name: 'function_call of old',
    row: '7',
    source: 'OpenAI API before tools',
    call: frames(
      { data: chunk({ function_call: { name: 'add_task', arguments: '' } }) },
      { data: chunk({ function_call: { arguments: ADD_JSON } }) },
      ...ending('function_call'),
    ),
  },
  {
    name: 'the name repeated in each delta',
    row: '7',
    source: 'proxies of Anthropic and Gemini',
    call: frames(
      { data: chunk({ tool_calls: [{ index: 0, id: 'x', ...fn('add_task', '{"title":') }] }) },
      { data: chunk({ tool_calls: [{ index: 0, id: 'x', ...fn('add_task', '"Buy milk"}') }] }) },
      ...ending('tool_calls'),
    ),
  },
  {
    name: 'a call id that is a number',
    row: '7',
    source: 'proxies',
    call: call({ index: 0, id: 7, ...fn('add_task', ADD_JSON) }),
  },
  {
    name: 'a call index that is text',
    row: '7',
    source: 'proxies',
    call: call({ index: '0', id: 'x', ...fn('add_task', ADD_JSON) }),
  },
  {
    name: 'tool_calls as an object',
    row: '7',
    source: 'proxies',
    call: frames(
      { data: chunk({ tool_calls: { index: 0, id: 'x', ...fn('add_task', ADD_JSON) } }) },
      ...ending('tool_calls'),
    ),
  },
  {
    name: 'content false beside calls',
    row: '7',
    source: 'proxies',
    call: frames(
      { data: chunk({ content: false, tool_calls: [{ index: 0, id: 'x', ...fn('add_task', ADD_JSON) }] }) },
      ...ending('tool_calls'),
    ),
  },
  {
    name: 'logprobs and other fields of odd shape',
    row: '7',
    source: 'vLLM, TGI',
    say: frames(
      {
        data: {
          ...withChoice({ delta: { content: 'Added milk.', refusal: false, annotations: 'none' }, logprobs: 3 }),
          usage: 'none',
          service_tier: [],
        },
      },
      ...ending('stop'),
    ),
  },
  {
    name: 'delta null at the end',
    row: 'right before',
    source: 'Azure, Groq',
    say: frames(
      ...words('Added milk.'),
      { data: withChoice({ delta: null, finish_reason: 'stop' }) },
      { data: '[DONE]' },
    ),
  },
]
