import { expect, test } from 'bun:test'
import { readChange } from '../../../src/llm/builtin/change.ts'
import { hideQuotes } from '../../../src/plain/quote.ts'

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const read = (words: string) => {
  const hidden = hideQuotes(words)
  return readChange(hidden.words, hidden, when)
}
const three = { kind: 'ids', ids: [3] }
const rows: [string, object, object][] = [
  ['rename 3 to "buy milk tomorrow"', three, { title: 'buy milk tomorrow' }],
  ['change 3 to buy oat milk tomorrow !high', three, { title: 'buy oat milk', due_on: '2026-11-21', priority: 'high' }],
  ['move 3 to friday', three, { due_on: '2026-11-27' }],
  ['move call to bob to friday', { kind: 'words', words: 'call to bob' }, { due_on: '2026-11-27' }],
  ['move 3 to 17:00', three, { due_on: '2026-11-20', due_time: '17:00', keep_day: true }],
  ['reschedule the dentist one tomorrow', { kind: 'words', words: 'dentist' }, { due_on: '2026-11-21' }],
  ['postpone 3 by two weeks', three, { shift_days: 14 }],
  ['snooze 3', three, { shift_days: 1 }],
  ['set 3 due friday 5pm and high priority', three, { due_on: '2026-11-27', due_time: '17:00', priority: 'high' }],
  ['make the dinner one low priority', { kind: 'words', words: 'dinner' }, { priority: 'low' }],
  ['repeat 3 every monday', three, { due_on: '2026-11-23', repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
  ['stop repeating 3', three, { repeat: null }],
  ['tag 3 with home and #garden', three, { more_tags: ['home', 'garden'] }],
  ['untag 3', three, { tags: [] }],
  ['remove #home from 3', three, { fewer_tags: ['home'] }],
  ['remove the due date from 3', three, { due_on: null, due_time: null }],
  ['clear the description of 3', three, { description: null }],
  ['add a note to 3: "bring cash" and cards', three, { description: 'bring cash and cards' }],
  ['3 is urgent', three, { priority: 'high' }],
]
for (const [words, target, change] of rows) {
  test(words, () => {
    const intent = read(words)
    expect(intent?.do).toBe('change')
    expect(intent?.do === 'change' ? [intent.target, intent.change] : []).toEqual([target, change] as never)
  })
}

test.each([
  'make dinner',
  'make pasta tomorrow',
  'set alarm to 7',
  'move boxes',
  'change',
  'the milk is urgent',
  'mark 3 as done',
  'tag',
])('%p is none', (words) => expect(read(words)).toBeUndefined())
