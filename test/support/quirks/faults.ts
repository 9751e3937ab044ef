/** Failures of servers: each under its own code, none hidden, none in the provider’s own words. */
import { fails, failsInStream, page, says } from '../fake-provider.ts'
import { failsAs, json, type Quirk, refusal } from './quirk.ts'

const always = (reply: ReturnType<typeof refusal>, code: string) => ({ refuses: () => reply, expects: failsAs(code) })
const once = (reply: ReturnType<typeof refusal>) => ({
  refuses: (_: unknown, index: number) => (index === 0 ? reply : undefined),
})

export const FAULT_QUIRKS: Quirk[] = [
  {
    name: 'a model that is not there',
    row: '13',
    source: 'Ollama: model not found, try pulling it first',
    ...always(refusal("model 'x' not found", 404, 'model_not_found'), 'model_not_found'),
  },
  {
    name: 'a model that is not there, 400',
    row: '13',
    source: 'openrouter.ai: x is not a valid model ID',
    ...always(refusal('x/y is not a valid model ID', 400), 'model_not_found'),
  },
  {
    name: 'no credit, 402',
    row: '13',
    source: 'openrouter.ai/docs/api-reference/errors',
    ...always(refusal('Insufficient credits', 402), 'model_no_credit'),
  },
  {
    name: 'no credit, 429 insufficient_quota',
    row: '13',
    source: 'platform.openai.com/docs/guides/error-codes',
    ...always(refusal('You exceeded your current quota', 429, 'insufficient_quota'), 'model_no_credit'),
  },
  {
    name: 'a request that is refused',
    row: '13',
    source: 'every server',
    ...always(refusal('messages.0: bad value', 400), 'model_request_refused'),
  },
  {
    name: 'a message longer than the window',
    row: '13',
    source: 'vLLM: maximum context length',
    ...always(
      refusal("This model's maximum context length is 2048 tokens. However, you requested 4000", 400),
      'model_context_exceeded',
    ),
  },
  { name: 'a key that is refused', row: 'right before', source: 'every server', ...always(fails(401), 'model_auth') },
  {
    name: '429 with Retry-After',
    row: 'right before',
    source: 'every server',
    ...once(fails(429, { retry_after: 0 })),
  },
  { name: '500 once', row: 'right before', source: 'every server', ...once(fails(500)) },
  {
    name: 'an error in the stream',
    row: 'right before',
    source: 'openrouter.ai/docs/api-reference/errors',
    ...always(failsInStream({ code: 502 }), 'model_unavailable'),
  },
  { name: 'HTML with 200', row: 'right before', source: 'gateways', ...always(page(), 'model_bad_response') },
  { name: 'HTML with 502', row: 'right before', source: 'gateways', ...once(page(502)) },
  {
    name: 'an error as JSON with 200',
    row: '13',
    source: 'openrouter.ai, LiteLLM',
    ...always(json({ error: { message: 'Rate limited', code: 429 } }), 'model_busy'),
  },
  {
    name: 'a filter that declines',
    row: 'right before',
    source: 'Azure OpenAI',
    ...always(says('', { finish: 'content_filter' }), 'model_refused'),
  },
  {
    name: 'a tool call that the server could not parse',
    row: '13',
    source: 'Groq: tool_use_failed',
    ...once(refusal('Failed to call a function.', 400, 'tool_use_failed')),
  },
]
