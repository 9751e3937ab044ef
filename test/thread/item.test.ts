/** Items as they are made, and the rows they are stored as. */
import { describe, expect, test } from 'bun:test'
import { isId } from '../../src/lib/id.ts'
import { hiddenNote, toRow, userMessage, widgetRow } from '../../src/thread/item.ts'

const base = { id: 'i', thread_id: 't', created_at: '2026-11-21T00:00:00Z' }

describe('a message of the person', () => {
  test('is its text, or the parts that came with it', () => {
    expect(userMessage('t', 'hello')).toMatchObject({
      type: 'user_message',
      thread_id: 't',
      content: [{ type: 'input_text', text: 'hello' }],
      attachments: [],
      inference_options: {},
    })
    const parts = [{ type: 'input_text' as const, text: 'other' }]
    expect(userMessage('t', 'hello', { content: parts, quoted_text: 'q' })).toMatchObject({
      content: parts,
      quoted_text: 'q',
    })
    expect('quoted_text' in userMessage('t', 'hello')).toBe(false)
  })

  test('is stored with its words for search, without the thread that the row names', () => {
    const message = userMessage('t', 'hello')
    const row = toRow(message, 'r')
    expect(row).toMatchObject({ id: message.id, type: 'user_message', run_id: 'r', words: 'hello' })
    expect(Object.keys(row.data)).not.toContain('thread_id')
  })
})

test('an answer is stored with the tool calls that REST shows beside it', () => {
  const item = {
    ...base,
    type: 'assistant_message' as const,
    content: [{ type: 'output_text' as const, text: 'Done.', annotations: [] }],
  }
  const call = { id: 'c', type: 'function' as const, function: { name: 'add_task', arguments: '{}' } }
  expect(toRow(item, 'r', [call]).data).toMatchObject({ _tool_calls: [call] })
  expect(toRow(item, 'r').data).not.toHaveProperty('_tool_calls')
})

test('a note for the model has no words, so no search finds it', () => {
  const note = hiddenNote('r', 'The person stopped this answer.')
  expect(note).toMatchObject({ type: 'hidden_context_item', data: { content: 'The person stopped this answer.' } })
  expect('words' in note).toBe(false)
  expect(isId(note.id)).toBe(true)
})

test('a card is stored with what it is about, and shown without it', () => {
  const widget = { type: 'Card' as const, children: [] }
  const { item, row } = widgetRow(base, 'r', { widget, copy_text: '', _card: { kind: 'list' } })
  expect(row.data).toMatchObject({ _card: { kind: 'list' } })
  expect(item).toMatchObject({ ...base, type: 'widget' })
  expect(JSON.stringify(item)).not.toContain('_card')
})
