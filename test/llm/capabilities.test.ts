/** What an endpoint’s refusal teaches, and what it does not. */
import { expect, test } from 'bun:test'
import { APIError } from 'openai'
import { EVERYTHING, isTooLong, learned } from '../../src/llm/capabilities.ts'

const refusal = (status: number, message: string, code?: string) =>
  APIError.generate(status, { error: { message, code } }, undefined, new Headers())
const learn = (status: number, message: string, code?: string) =>
  learned(EVERYTHING, refusal(status, message, code), 4000)

test.each([
  [400, 'Unrecognized request argument supplied: stream_options', 'stream_options'],
  [422, 'extra_forbidden: body.stream_options', 'stream_options'],
  [400, "Unsupported value: 'temperature' does not support 0", 'temperature'],
  [400, 'gemma:2b does not support tools', 'tools'],
  [404, 'No endpoints found that support tool use.', 'tools'],
] as const)('%p “%s” takes %s away', (status, message, without) => {
  expect(learn(status, message)).toEqual({ ...EVERYTHING, [without]: false })
})

test.each([
  [400, 'too long', 'context_length_exceeded'],
  [400, "This model's maximum context length is 4096 tokens", undefined],
  [400, 'the request exceeds the available context size', undefined],
  [500, 'the input token count (9000) exceeds the maximum', undefined],
])('%p “%s” halves what is sent', (status, message, code) => {
  expect(learn(status, message, code)?.context_tokens).toBe(2000)
  expect(isTooLong(refusal(status, message, code))).toBe(true)
})

test.each([
  ['a key that is refused', refusal(401, 'stream_options')],
  ['a provider that is busy', refusal(429, 'tools: too many tokens')],
  ['any other refusal', refusal(400, 'bad value')],
  ['what is no refusal', new Error('stream_options')],
])('%s teaches nothing', (_, error) => {
  expect(learned(EVERYTHING, error, 4000)).toBeUndefined()
})

test('nothing is learned twice, and a short conversation is not halved again', () => {
  const known = { ...EVERYTHING, stream_options: false }
  expect(learned(known, refusal(400, 'stream_options'), 4000)).toBeUndefined()
  expect(learned(EVERYTHING, refusal(400, 'x', 'context_length_exceeded'), 300)).toBeUndefined()
})
