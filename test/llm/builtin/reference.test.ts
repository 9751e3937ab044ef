import { expect, test } from 'bun:test'
import type { Reference } from '../../../src/llm/builtin/intent.ts'
import { pointAt, pointsAtTask, readReference } from '../../../src/llm/builtin/reference.ts'
import { hideQuotes } from '../../../src/plain/quote.ts'

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const rows: [string, Reference][] = [
  ['3', { kind: 'ids', ids: [3] }],
  ['#3', { kind: 'ids', ids: [3] }],
  ['task number 3', { kind: 'ids', ids: [3] }],
  ['tasks 2, 3 and 5', { kind: 'ids', ids: [2, 3, 5] }],
  ['2 & 2', { kind: 'ids', ids: [2] }],
  ['3-5', { kind: 'ids', ids: [3, 4, 5] }],
  ['tasks 3 to 5', { kind: 'ids', ids: [3, 4, 5] }],
  ['0', { kind: 'words', words: '0' }],
  ['5-3', { kind: 'words', words: '5-3' }],
  ['1-100000', { kind: 'words', words: '1-100000' }],
  ['99999999999', { kind: 'words', words: '99999999999' }],
  ['it', { kind: 'it' }],
  ['that one please', { kind: 'it' }],
  ['both of them', { kind: 'them' }],
  ['the last one', { kind: 'place', place: -1 }],
  ['the second task', { kind: 'place', place: 2 }],
  ['everything', { kind: 'all', filters: {} }],
  ['all done tasks', { kind: 'all', filters: { status: 'completed' } }],
  ['all overdue tasks', { kind: 'all', filters: { status: 'pending', due_before: '2026-11-19' } }],
  ['everything due tomorrow', { kind: 'all', filters: { due_after: '2026-11-21', due_before: '2026-11-21' } }],
  ['all tasks tagged #home', { kind: 'all', filters: { tag: 'home' } }],
  ['all milk tasks', { kind: 'all', filters: {}, words: 'milk' }],
  ['the milk one', { kind: 'words', words: 'milk' }],
  ['the task about taxes', { kind: 'words', words: 'taxes' }],
  ['milk from my list', { kind: 'words', words: 'milk' }],
  [
    'milk and the eggs',
    {
      kind: 'several',
      words: 'milk and the eggs',
      parts: [
        { kind: 'words', words: 'milk' },
        { kind: 'words', words: 'eggs' },
      ],
    },
  ],
  ['', { kind: 'nothing' }],
  [' . ', { kind: 'nothing' }],
]
test.each(rows)('%p', (words, reference) => expect(readReference(words, when)).toEqual(reference))

test('a quoted name is a name, whatever it says', () => {
  for (const name of ['all', 'everything', '3', 'it', 'the last one']) {
    const hidden = hideQuotes(`the "${name}" task`)
    expect(pointAt(hidden.words, hidden, when)).toEqual({ kind: 'words', words: name })
  }
})

test.each(['3', '#3 to friday', 'task 3', 'it', 'it as done', 'all tasks', 'the milk one', 'the first one', 'them'])(
  '%p clearly points at a task',
  (words) => expect(pointsAtTask(words)).toBe(true),
)
test.each(['3 boxes', 'milk', 'the report', 'italy guide', 'all-hands notes', 'thatch roof', ''])(
  '%p does not',
  (words) => expect(pointsAtTask(words)).toBe(false),
)
