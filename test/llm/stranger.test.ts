/** Our provider against a fake we did not write: its reading of the protocol must agree with ours. */
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test'
import { LLMock } from '@copilotkit/aimock'
import { createOpenAiProvider } from '../../src/llm/openai.ts'
import type { ModelMessage } from '../../src/llm/provider.ts'
import { ask, codeOf, request } from './turn.ts'

const mock = new LLMock({ port: 0, chunkSize: 5 })
beforeAll(async () => {
  await mock.start()
})
afterEach(() => mock.clearFixtures().clearChaos())
afterAll(() => mock.stop())

const provider = () =>
  createOpenAiProvider({ name: 'openai', base_url: `${mock.url}/v1`, api_key: 'sk-mock', model: 'gpt-4o-mini' })
const tools = [{ name: 'add_task', description: 'Adds a task.', parameters: { type: 'object', properties: {} } }]

test('streams text in pieces and ends with usage', async () => {
  mock.onMessage('on my list', { content: 'Two tasks are due today.' })
  const { text, events, error } = await ask(provider())
  expect(error).toBeUndefined()
  expect(text).toBe('Two tasks are due today.')
  expect(events.filter((event) => event.type === 'text').length).toBeGreaterThan(2)
  expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'stop' })
})

test('several tool calls, then the answer to their results', async () => {
  const call = (title: string) => ({ name: 'add_task', arguments: JSON.stringify({ title }) })
  mock.on({ userMessage: 'Milk and bread', hasToolResult: false }, { toolCalls: [call('Milk'), call('Bread')] })
  mock.on({ hasToolResult: true }, { content: 'Added both.' })
  const first = await ask(provider(), request('Milk and bread', { tools }))
  const calls = first.events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []))
  expect(calls.map(({ name, arguments: written }) => [name, written])).toEqual([
    ['add_task', '{"title":"Milk"}'],
    ['add_task', '{"title":"Bread"}'],
  ])
  expect(first.events.at(-1)).toMatchObject({ type: 'done', finish: 'tool_calls' })

  const results = calls.map(
    (one): ModelMessage => ({ role: 'tool', tool_call_id: one.id, name: one.name, content: '{}' }),
  )
  const messages = [
    ...request('Milk and bread').messages,
    { role: 'assistant' as const, content: '', tool_calls: calls },
    ...results,
  ]
  expect((await ask(provider(), request('', { messages, tools }))).text).toBe('Added both.')
})

test.each([
  [401, 'model_auth'],
  [429, 'model_busy'],
  [503, 'model_unavailable'],
])('its %p is our %s', async (status, code) => {
  mock.onMessage('on my list', { content: 'never' })
  mock.nextRequestError(status, { message: 'their words', type: 'their_type' })
  const { error, text } = await ask(provider())
  expect(codeOf(error)).toBe(code)
  expect(text).toBe('')
  expect((error as Error).message).not.toContain('their words')
})

test('a stream it truncates is no answer', async () => {
  mock.onMessage(
    'on my list',
    { content: 'A rather long answer that is cut off.' },
    { truncateAfterChunks: 3, latency: 20 },
  )
  const { error, text } = await ask(provider())
  expect(codeOf(error)).toBe('model_truncated')
  expect('A rather long answer'.startsWith(text.slice(0, 10))).toBe(true)
})

test('malformed JSON by its chaos is a bad response', async () => {
  mock.onMessage('on my list', { content: 'never' }).setChaos({ malformedRate: 1 })
  const { error, text } = await ask(provider())
  expect(codeOf(error)).toBe('model_bad_response')
  expect(text).toBe('')
})
