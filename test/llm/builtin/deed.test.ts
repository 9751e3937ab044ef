import { expect, test } from 'bun:test'
import { readDeed } from '../../../src/llm/builtin/deed.ts'
import { hideQuotes } from '../../../src/plain/quote.ts'

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const read = (words: string) => {
  const hidden = hideQuotes(words)
  return readDeed(hidden.words, hidden, when)
}
const rows: [string, string, object][] = [
  ['finish 3', 'complete', { kind: 'ids', ids: [3] }],
  ['mark "is done" as done', 'complete', { kind: 'words', words: 'is done' }],
  ['tick 3 off my list', 'complete', { kind: 'ids', ids: [3] }],
  ['tick off 3', 'complete', { kind: 'ids', ids: [3] }],
  ['complete all', 'complete', { kind: 'all', filters: { status: 'pending' } }],
  ['reopen all', 'reopen', { kind: 'all', filters: { status: 'completed' } }],
  ['mark 3 as not done', 'reopen', { kind: 'ids', ids: [3] }],
  ['toggle 3', 'toggle', { kind: 'ids', ids: [3] }],
  ['delete "all"', 'delete', { kind: 'words', words: 'all' }],
  ['get rid of the milk one', 'delete', { kind: 'words', words: 'milk' }],
  ['clear done tasks', 'delete', { kind: 'all', filters: { status: 'completed' } }],
]
test.each(rows)('%p is to %p', (words, deed, target) => {
  const intent = read(words)
  expect(intent).toEqual({ do: deed, target } as typeof intent & object)
})

test.each([
  'cancel gym membership',
  'drop off parcel',
  'check the oven',
  'is 3 done?',
  'delete the due date of 3',
  'what is done',
])('%p is none', (words) => expect(read(words)).toBeUndefined())
