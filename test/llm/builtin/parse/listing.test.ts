/** Requests to see tasks, and what they are about. */
import { describe, expect, test } from 'bun:test'
import { understand } from '../../../../src/llm/builtin/parse/message.ts'
import { readRequest } from '../../../../src/llm/builtin/parse/requests.ts'
import { NOW } from '../fake.ts'
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

describe('a question no pattern knows adds nothing', () => {
  test.each([
    ['en', 'which of my tasks come back every week', { repeats: true, status: 'pending' }],
    ['en', "what've I got between monday and wednesday", { due_after: '2026-11-23', due_before: '2026-11-25' }],
    ['de', 'was kommt in den nächsten drei Tagen?', { due_before: '2026-11-23' }],
    ['nl', 'wat komt er de komende drie dagen?', { due_before: '2026-11-23' }],
  ])('%s: “%s” lists what it narrows', (locale, words, filter) => {
    const [intent, ...more] = understand(words, { now: NOW, time_zone: 'UTC', locale }).intents
    expect(more).toEqual([])
    expect(intent).toMatchObject({ do: 'list', filter })
  })

  test.each([
    ['en', 'who is bringing cake on friday?'],
    ['en', 'wht about the plumber tomorow'],
    ['de', 'muss ich morgen was machen?'],
    ['es', '¿quién viene el viernes?'],
    ['fr', 'qui vient vendredi ?'],
    ['it', 'chi viene venerdì?'],
    ['pt', 'quem vem sexta?'],
    ['nl', 'wie komt er vrijdag?'],
  ])('%s: “%s”', (locale, words) => {
    for (const intent of understand(words, { now: NOW, time_zone: 'UTC', locale }).intents)
      expect(intent.do).not.toBe('add')
  })
})
