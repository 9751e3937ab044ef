/** What a model thought, collected for its own provider. */
import { expect, test } from 'bun:test'
import { createReasoning } from '../../../src/llm/stream/reasoning.ts'

const collected = (fields: Record<string, unknown>[], calls: Record<string, unknown>[] = [{}]) => {
  const reasoning = createReasoning()
  for (const one of fields) reasoning.take(one)
  return reasoning.closed(calls)
}

test('texts are joined, lists appended', () => {
  expect(
    collected([
      { reasoning_content: 'They ', reasoning_details: [{ data: 'a' }] },
      { reasoning_content: 'want milk.', reasoning_details: [{ data: 'b' }] },
    ]),
  ).toEqual({
    message: { reasoning_content: 'They want milk.', reasoning_details: [{ data: 'a' }, { data: 'b' }] },
    calls: [],
  })
})

test('signatures of calls are kept by their place', () => {
  expect(collected([], [{}, { extra_content: 's' }])).toEqual({ message: {}, calls: [{}, { extra_content: 's' }] })
})

test('nothing is nothing, and too much is dropped whole', () => {
  expect(collected([])).toBeUndefined()
  expect(collected([{ reasoning_content: 'x'.repeat(70_000) }])).toBeUndefined()
})
