import { expect, test } from 'bun:test'
import { english } from '../../../src/language/en.ts'
import { readPriority as read } from '../../../src/task/quick-add/priority.ts'
import type { Priority } from '../../../src/task/schema.ts'

const readPriority = (words: string, bangs?: boolean) => read(words, [english], bangs)

const rows: [string, Priority, string][] = [
  ['buy milk !high', 'high', 'buy milk'],
  ['buy !low milk', 'low', 'buy milk'],
  ['buy milk !2', 'medium', 'buy milk'],
  ['p1 buy milk', 'high', 'buy milk'],
  ['(p2) buy milk', 'medium', 'buy milk'],
  ['buy milk p3', 'low', 'buy milk'],
  ['urgent: buy milk', 'high', 'buy milk'],
  ['buy milk, urgent!', 'high', 'buy milk,'],
  ['buy milk urgently', 'high', 'buy milk'],
  ['high priority: buy milk', 'high', 'buy milk'],
  ['buy milk with high priority', 'high', 'buy milk'],
  ['buy milk low-priority', 'low', 'buy milk'],
  ['buy milk priority medium', 'medium', 'buy milk'],
  ['buy milk asap', 'high', 'buy milk'],
  ['buy milk !!!', 'high', 'buy milk'],
  ['buy milk !', 'low', 'buy milk'],
]
test.each(rows)('%p is %p', (words, priority, rest) => expect(readPriority(words)).toEqual({ priority, rest }))

const none = [
  'urgent care visit',
  'urgent-care visit',
  'get p1 cable',
  'high street shopping',
  'answer low priority mail',
  'buy milk!',
  'ship v1!2',
  'p1x',
  '',
]
test.each(none)('%p names none', (words) => expect(readPriority(words)).toBeUndefined())

test('exclamation marks left over from a sentence are not counted', () => {
  expect(readPriority('do it !', false)).toBeUndefined()
})
