/** Chunks of every odd shape: the field is dropped, the answer stays. */
import { describe, expect, test } from 'bun:test'
import { parsedObject, readChunk } from '../../../src/llm/stream/chunk.ts'

const of = (delta: unknown, more: object = {}) => readChunk({ choices: [{ delta, ...more }] })

describe('text', () => {
  test.each([
    ['text', 'Hi', 'Hi'],
    ['parts', [{ type: 'thinking', thinking: 'Hm' }, { type: 'text', text: 'Hi' }, 7], 'Hi'],
    ['null', null, ''],
    ['a number', 5, ''],
    ['false', false, ''],
  ])('%s', (_, content, text) => {
    expect(of({ content }).text).toBe(text)
  })

  test('of a message in place of a delta; of the first choice alone', () => {
    expect(readChunk({ choices: [{ message: { content: 'Hi' } }] }).text).toBe('Hi')
    expect(readChunk({ choices: [{ index: 1, delta: { content: 'No' } }] }).text).toBe('')
  })
})

describe('calls', () => {
  const called = { name: 'add_task', arguments: '{"title":"Milk"}' }
  test.each([
    ['as they should be', { tool_calls: [{ index: 0, id: 'a', function: called }] }, { index: 0, id: 'a' }],
    ['an object', { tool_calls: { id: 'a', function: called } }, { id: 'a' }],
    ['of old', { function_call: called }, { index: 0, id: '' }],
    ['an index of text', { tool_calls: [{ index: '2', id: 9, function: called }] }, { index: 2, id: '9' }],
    ['an index of nonsense', { tool_calls: [{ index: 'first', function: called }] }, { id: '' }],
  ])('%s', (_, delta, wanted) => {
    expect(of(delta).calls).toEqual([{ ...wanted, ...called }])
  })

  test('arguments that are an object are written as text; signatures are kept', () => {
    const extra_content = { google: { thought_signature: 's' } }
    const [call] = of({ tool_calls: [{ function: { name: 'x', arguments: { a: 1 } }, extra_content }] }).calls
    expect(call).toMatchObject({ arguments: '{"a":1}', extra: { extra_content } })
  })
})

test.each([
  [
    { prompt_tokens: 3, completion_tokens: 2 },
    { input_tokens: 3, output_tokens: 2 },
  ],
  [{ prompt_tokens: 3 }, undefined],
  [{ prompt_tokens: '3', completion_tokens: 2 }, undefined],
  [{ prompt_tokens: 3, completion_tokens: -2 }, undefined],
  ['none', undefined],
])('usage %p', (usage, wanted) => {
  expect(readChunk({ choices: [], usage }).usage).toEqual(wanted)
})

test.each([[null], [7], ['text'], [[]], [{ object: 'list' }], [{ choices: 'none' }]])('%p is no chunk', (value) => {
  expect(() => readChunk(value)).toThrow('could not be read')
})

test('reasoning is kept apart from text', () => {
  expect(of({ reasoning_content: 'Hm', reasoning: '' })).toMatchObject({
    text: '',
    reasoning: { reasoning_content: 'Hm' },
  })
})

test.each([
  ['{"a":1}', { a: 1 }],
  ['[1]', undefined],
  ['{', undefined],
])('parsedObject %p', (written, value) => {
  expect(parsedObject(written)).toEqual(value)
})
