import { expect, test } from 'bun:test'
import { openMessages } from '../../src/run/recovery.ts'
import type { RunEvent } from '../../src/run/schema.ts'
import type { AssistantMessageItem } from '../../src/thread/schema.ts'
import { delta } from './log/support.ts'

const message = (id: string): AssistantMessageItem => ({
  id,
  thread_id: 't',
  created_at: '2026-11-20T10:00:00.000Z',
  type: 'assistant_message',
  content: [],
})
const added = (id: string): RunEvent => ({ type: 'thread.item.added', item: message(id) })
const done = (id: string): RunEvent => ({ type: 'thread.item.done', item: message(id) })

const cases: { name: string; events: RunEvent[]; open: [string, string][] }[] = [
  { name: 'nothing streamed', events: [], open: [] },
  { name: 'half a message', events: [added('a'), delta('He', 'a'), delta('llo', 'a')], open: [['a', 'Hello']] },
  { name: 'a finished message', events: [added('a'), delta('Hi', 'a'), done('a')], open: [] },
  {
    name: 'a withdrawn message, then half of the next',
    events: [added('a'), delta('x', 'a'), { type: 'thread.item.removed', item_id: 'a' }, added('b'), delta('y', 'b')],
    open: [['b', 'y']],
  },
]

for (const { name, events, open } of cases) {
  test(`${name}: what is open`, () => {
    expect(openMessages(events).map(({ item, text }) => [item.id, text])).toEqual(open)
  })
}
