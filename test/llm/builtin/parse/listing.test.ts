/** Requests to see tasks, and what they are about. */
import { expect, test } from 'bun:test'
import { readRequest } from '../../../../src/llm/builtin/parse/requests.ts'
import { contextOf } from '../support.ts'

test.each([
  ['gibt es noch was für die Arbeit?', 'Arbeit'],
  ['che cosa ho per il lavoro?', 'lavoro'],
  ['heb ik nog iets voor werk?', 'werk'],
  ['il y a encore des trucs pour le travail ?', 'travail'],
])('%p is about %p', (words, subject) =>
  expect(readRequest(words, contextOf(words))?.intent).toMatchObject({ do: 'list', words: subject }),
)

test.each(['was hast du gegessen?', 'che cosa ho mangiato ieri?', 'heb ik gelijk gehad?'])(
  '%p asks for no tasks',
  (words) => expect(readRequest(words, contextOf(words))?.intent.do).not.toBe('list'),
)

test('what was missed this week is what is late', () => {
  const words = 'was hab ich diese Woche verpasst?'
  expect(readRequest(words, contextOf(words))?.intent).toEqual({
    do: 'list',
    filter: { status: 'pending', due_before: '2026-11-19' },
  })
})
