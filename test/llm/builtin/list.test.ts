import { expect, test } from 'bun:test'
import { readList } from '../../../src/llm/builtin/list.ts'
import { hideQuotes } from '../../../src/plain/quote.ts'

/** Half past eleven on a Friday night in New York; in UTC it is Saturday already. */
const night = { now: '2026-11-21T04:30:00Z', time_zone: 'America/New_York' }
const read = (words: string) => {
  const hidden = hideQuotes(words)
  return readList(hidden.words, hidden, night)
}

const open = { status: 'pending' }
const rows: [string, object, string][] = [
  ['list', open, 'open task'],
  ['what is due today?', { ...open, due_before: '2026-11-20' }, 'open task due today or before'],
  ['what is due tomorrow?', { ...open, due_after: '2026-11-21', due_before: '2026-11-21' }, 'open task due tomorrow'],
  ['overdue', { ...open, due_before: '2026-11-19' }, 'open task overdue'],
  ['what is due this week?', { ...open, due_before: '2026-11-22' }, 'open task due this week or before'],
  [
    'what is due next month',
    { ...open, due_after: '2026-12-01', due_before: '2026-12-31' },
    'open task due next month',
  ],
  [
    'what do I have this weekend',
    { ...open, due_after: '2026-11-21', due_before: '2026-11-22' },
    'open task due at the weekend',
  ],
  ['tasks due after friday', { ...open, due_after: '2026-11-27' }, 'open task due from Fri 27 Nov'],
  [
    'show high priority tasks tagged #home',
    { ...open, priority: 'high', tag: 'home' },
    'open high-priority task tagged #home',
  ],
  ['show everything', {}, 'task'],
  ['find "what is due"', { q: 'what is due' }, 'task about “what is due”'],
]
for (const [words, filters, about] of rows)
  test(words, () => expect(read(words)).toMatchObject({ do: 'list', filters, about }))
test.each(rows)('%p has no other filter', (words, filters) => {
  const intent = read(words)
  expect(intent?.do === 'list' ? intent.filters : undefined).toEqual(filters)
})

test.each([
  'show Anna the flat',
  'what is the weather today?',
  'tell me a joke',
  'buy milk',
  `find ${'x'.repeat(300)}`,
])('%p is no request to see the list', (words) => expect(read(words)).toBeUndefined())
