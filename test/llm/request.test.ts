import { expect, test } from 'bun:test'
import { EVERYTHING } from '../../src/llm/capabilities.ts'
import type { ModelMessage } from '../../src/llm/provider.ts'
import { toChatCompletion } from '../../src/llm/request.ts'
import { request } from './turn.ts'

/** What the id “a” is on the wire. */
const ID = expect.stringMatching(/^[a-z0-9]{9}$/)

const messagesOf = (messages: ModelMessage[], call_extra?: Record<string, unknown>) =>
  toChatCompletion(request('', { messages }), { name: 'p', model: 'm', call_extra }, EVERYTHING).messages

const call = (written: string): ModelMessage => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ id: 'a', name: 'add_task', arguments: written }],
})

test('a call and its result in the words of Chat Completions', () => {
  const result: ModelMessage = { role: 'tool', tool_call_id: 'a', name: 'add_task', content: '{"task":{"id":1}}' }
  expect(messagesOf([call('{"title":"Milk"}'), result])).toEqual([
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: ID, type: 'function', function: { name: 'add_task', arguments: '{"title":"Milk"}' } }],
    },
    { role: 'tool', tool_call_id: ID, content: '{"task":{"id":1}}' },
  ])
})

test.each(['{"title":"cut', '', 'null', '[1]', '"text"'])('old arguments %p are sent as an empty object', (written) => {
  expect(JSON.stringify(messagesOf([call(written)]))).toContain('"arguments":"{}"')
})

test('an assistant message without text and calls is left out, an empty question is not', () => {
  const messages: ModelMessage[] = [
    { role: 'user', content: '' },
    { role: 'assistant', content: '' },
    { role: 'assistant', content: '', tool_calls: [] },
    { role: 'assistant', content: 'Hi' },
  ]
  expect(messagesOf(messages)).toEqual([
    { role: 'user', content: '' },
    { role: 'assistant', content: 'Hi' },
  ])
})

test('an empty list of tools is not sent', () => {
  expect(toChatCompletion(request(), { name: 'p', model: 'm' }, EVERYTHING)).not.toHaveProperty('tools')
})

test('extra fields of a provider stand on every call and nowhere else', () => {
  const extra = { extra_content: { google: { thought_signature: 'none' } } }
  const sent = messagesOf([{ role: 'user', content: 'Hi' }, call('{}')], extra)
  expect(sent[1]).toMatchObject({ tool_calls: [{ id: ID, ...extra }] })
  expect(sent[0]).not.toHaveProperty('extra_content')
})
