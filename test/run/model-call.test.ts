/** A message as it grows: announced with its first words, cleaned, bounded, closed by its whole item. */
import { describe, expect, test } from 'bun:test'
import type { ChainEvent } from '../../src/llm/chain.ts'
import type { Journal } from '../../src/run/log/journal.ts'
import { ask, StreamedMessage } from '../../src/run/model-call.ts'
import type { RunEvent } from '../../src/run/schema.ts'

const journal = () => {
  const pushed: { event: RunEvent; when: string }[] = []
  const push: Journal['push'] = (event, when = 'soon') => void pushed.push({ event, when })
  return { pushed, message: new StreamedMessage('t', { push } as Journal) }
}
const types = (pushed: { event: RunEvent }[]) =>
  pushed.map(({ event }) => (event.type === 'thread.item.updated' ? event.update.type : event.type))

const DELTA = 'assistant_message.content_part.text_delta'

describe('a streamed message', () => {
  test('is announced with its first words, which are sent at once; later ones may wait', () => {
    const { pushed, message } = journal()
    message.append('')
    expect(pushed).toEqual([])
    message.append('Hel')
    message.append('lo')
    expect(types(pushed)).toEqual(['thread.item.added', 'assistant_message.content_part.added', DELTA, DELTA])
    expect(pushed.slice(2).map(({ when }) => when)).toEqual(['now', 'soon'])
    expect(message.text).toBe('Hello')
  })

  test('holds nothing that Postgres cannot keep', () => {
    const { message } = journal()
    message.append('a\0b\ud800')
    message.append('c')
    expect(message.text).toBe('ab\ufffdc')
  })

  test('puts a character together whose halves came in two deltas', () => {
    const { pushed, message } = journal()
    const [first, second] = ['😀'.slice(0, 1), '😀'.slice(1)] as [string, string]
    message.append(first)
    expect(pushed).toEqual([])
    message.append(`${second} and ${first}`)
    message.append(`${second}?`)
    expect(message.text).toBe('😀 and 😀?')
    const deltas = pushed.flatMap(({ event }) =>
      event.type === 'thread.item.updated' && 'delta' in event.update ? [event.update.delta] : [],
    )
    expect(deltas).toEqual(['😀 and ', '😀?'])
  })

  test('ends with the whole item', () => {
    const { message } = journal()
    message.append('Done.')
    expect(message.closing().at(-1)).toMatchObject({
      type: 'thread.item.done',
      item: { id: message.id, content: [{ type: 'output_text', text: 'Done.' }] },
    })
  })

  test('that never ends is stopped', () => {
    const { message } = journal()
    expect(() => {
      for (let i = 0; i < 1000; i++) message.append('x'.repeat(1000))
    }).toThrow('too long')
  })
})

test('a model call gives text, calls, the reason of its end and what it cost', async () => {
  const { message } = journal()
  const events: ChainEvent[] = [
    { type: 'provider', provider: 'openai', model: 'm', tools: true },
    { type: 'text', delta: 'Adding.' },
    { type: 'tool_call', call: { id: 'a', name: 'add_task', arguments: '{}' } },
    { type: 'done', finish: 'tool_calls', usage: { input_tokens: 3, output_tokens: 2 } },
  ]
  const asked: string[] = []
  const given = await ask({
    request: { messages: [], tools: [] } as never,
    turn: async function* () {
      yield* events
    },
    message,
    onProvider: ({ provider, model }) => void asked.push(provider, model),
  })
  expect(asked).toEqual(['openai', 'm'])
  expect(given).toMatchObject({
    text: 'Adding.',
    calls: [{ name: 'add_task' }],
    finish: 'tool_calls',
    usage: { input_tokens: 3, output_tokens: 2 },
  })
})
