import { expect, test } from 'bun:test'
import { understandIn } from '../../../src/llm/builtin/follow-up.ts'
import { readHistory } from '../../../src/llm/builtin/history.ts'
import type { ModelMessage } from '../../../src/llm/provider.ts'
import { newTask } from './fake.ts'
import { FRIDAY } from './support.ts'

const user = (content: string): ModelMessage => ({ role: 'user', content })
const ours = (content: string): ModelMessage => ({ role: 'assistant', content })
const did = (title: string): ModelMessage[] => [
  { role: 'assistant', content: '', tool_calls: [{ id: 'c1', name: 'add_task', arguments: '{}' }] },
  { role: 'tool', tool_call_id: 'c1', name: 'add_task', content: JSON.stringify({ task: newTask(9, title) }) },
]
const read = (...messages: ModelMessage[]) => understandIn(readHistory(messages), FRIDAY).intents[0]

test('a day after an addition changes what was added', () => {
  expect(read(user('add call mum'), ...did('call mum'), ours('✅ Added.'), user('no, friday'))).toMatchObject({
    do: 'change',
    target: { kind: 'it' },
    change: { due_on: '2026-11-27' },
  })
})

test('a day alone is a list', () => {
  expect(read(user('tomorrow'))).toMatchObject({
    do: 'list',
    filter: { due_after: '2026-11-21', due_before: '2026-11-21' },
  })
})

test('“yes” accepts an offer, and nothing else does', () => {
  const offer = ours('Shall I add “sourdough starter” to your list?')
  expect(read(user('sourdough starter'), offer, user('yes'))).toMatchObject({
    do: 'add',
    tasks: [{ title: 'sourdough starter' }],
  })
  expect(read(user('sourdough starter'), offer, user('no'))).toEqual({ do: 'talk', topic: 'no' })
})

test('“which one?” is answered by a place, a number or a name', () => {
  const question = ours('Which one do you mean? #1 “Buy milk”, #3 “Oat milk”?')
  const answer = (said: string) => read(user('delete the milk one'), question, user(said))
  expect([answer('the second one'), answer('3'), answer('both')]).toEqual([
    { do: 'delete', target: { kind: 'ids', ids: [3] } },
    { do: 'delete', target: { kind: 'ids', ids: [3] } },
    { do: 'delete', target: { kind: 'ids', ids: [1, 3] } },
  ] as never)
})

const done = (name: string, id: number): ModelMessage[] => [
  { role: 'assistant', content: '', tool_calls: [{ id: 'c1', name, arguments: '{}' }] },
  { role: 'tool', tool_call_id: 'c1', name, content: JSON.stringify({ task: newTask(id, 'Oven') }) },
]
const all = (...messages: ModelMessage[]) => understandIn(readHistory(messages), FRIDAY).intents

test.each(['and 9 too', 'also 9', 'and 9'])('“%s” goes on with the deed before', (said) =>
  expect(all(user('finish 5'), ...done('complete_task', 5), ours('✅ Done.'), user(said))).toEqual([
    { do: 'complete', target: { kind: 'ids', ids: [9] } },
  ]),
)

test('another task in its place: what was done is taken back first', () =>
  expect(all(user('finish 5'), ...done('complete_task', 5), ours('✅ Done.'), user('no, 6'))).toEqual([
    { do: 'undo' },
    { do: 'complete', target: { kind: 'ids', ids: [6] } },
  ]))

test('another title in place of what was added', () =>
  expect(all(user('add birthday card'), ...done('add_task', 9), ours('✅ Added.'), user('I meant two cards'))).toEqual([
    { do: 'change', target: { kind: 'it' }, change: { title: 'two cards' } },
  ]))
