import { describe, expect, test } from 'bun:test'
import { openText, type TextPart, tailNow, textOf } from '../../../../src/door/pages/chat/streamed-answer.ts'
import type { ItemUpdate, RunEvent } from '../../../../src/run/schema.ts'
import { answerOf, assistantItem, runWith, settled, userItem, waiting, workflow } from '../../../views/fixtures.tsx'

const added = (id = 'a'): RunEvent => ({ type: 'thread.item.added', item: { ...assistantItem('', id), content: [] } })
const update = (update: ItemUpdate, item_id = 'a'): RunEvent => ({ type: 'thread.item.updated', item_id, update })
const part = (text: string) =>
  ({ type: 'output_text', text, annotations: [] }) as { type: 'output_text'; text: string; annotations: [] }
const delta = (text: string, content_index = 0) =>
  update({ type: 'assistant_message.content_part.text_delta', content_index, delta: text })
const texts = (events: RunEvent[]) =>
  answerOf(events)
    .parts.filter((one): one is TextPart => one.type === 'text')
    .map(textOf)

describe('text', () => {
  test('grows by deltas and is what the end says', () => {
    expect(texts([added(), delta('Hel'), delta('lo')])).toEqual(['Hello'])
    const end = update({ type: 'assistant_message.content_part.done', content_index: 0, content: part('Hello.') })
    expect(texts([added(), delta('Hel'), end])).toEqual(['Hello.'])
    expect(texts([added(), delta('Hel'), { type: 'thread.item.done', item: assistantItem('Whole', 'a') }])).toEqual([
      'Whole',
    ])
  })
  test('of several content parts stands below each other', () => {
    const second = update({ type: 'assistant_message.content_part.added', content_index: 1, content: part('') })
    expect(texts([added(), delta('one'), second, delta('two', 1)])).toEqual(['one\n\ntwo'])
  })
  test('has a tail only while it is open', () => {
    expect(tailNow(answerOf([added(), delta('so fa')]))).toEqual({ text: 'so fa' })
    const over = answerOf([added(), delta('so fa'), { type: 'thread.item.done', item: assistantItem('so far', 'a') }])
    expect([openText(over), tailNow(over)]).toEqual([undefined, { text: '' }])
  })
  test('an event about an item nobody heard of changes nothing', () => {
    expect(answerOf([delta('x'), { type: 'thread.item.removed', item_id: 'z' }]).parts).toEqual([])
  })
})

describe('cards', () => {
  test('change task by task without touching what was stored', () => {
    const item = workflow('Milk', 'w')
    const task = { type: 'custom', title: 'now', status_indicator: 'complete' } as const
    const answer = answerOf([
      { type: 'thread.item.added', item },
      update({ type: 'workflow.task.updated', task_index: 1, task }, 'w'),
      update({ type: 'workflow.task.added', task_index: 3, task }, 'w'),
    ])
    const [card] = answer.parts
    const titles =
      card?.type === 'card' && card.item.type === 'workflow' && card.item.workflow.tasks.map(({ title }) => title)
    expect(titles).toEqual(['✅ Milk', 'now', 'Milk', 'now'])
    expect(item.workflow.tasks).toHaveLength(3)
  })
  test('a replaced widget takes the place of the old one', () => {
    const answer = answerOf([
      { type: 'thread.item.done', item: waiting('Milk', 'c') },
      { type: 'thread.item.replaced', item: settled('Milk', 'c') },
    ])
    expect(answer.parts).toHaveLength(1)
    expect(JSON.stringify(answer.parts[0])).toContain('Confirmed')
  })
})

test('what stands around the answer is noted once', () => {
  const answer = answerOf([
    { type: 'thread.item.done', item: userItem('ask') },
    {
      type: 'thread.updated',
      thread: {
        id: 't',
        title: 'Milk',
        created_at: '',
        status: { type: 'active' },
        metadata: {},
        items: { data: [], has_more: false },
      },
    },
    { type: 'client_effect', name: 'tasks.changed', data: {} },
    { type: 'client_effect', name: 'something.else', data: {} },
    { type: 'notice', level: 'warning', message: 'Cut short.' },
    { type: 'error', code: 'custom', allow_retry: true },
    { type: 'progress_update', text: 'thinking' },
    { type: 'run.done', run: runWith('', 'completed') },
  ])
  expect(answer).toMatchObject({ seq: 8, title: 'Milk', tasks_changed: true, notice: 'Cut short.', parts: [] })
  expect(answer.message?.content[0]?.text).toBe('ask')
  expect(answer.run?.status).toBe('completed')
})
