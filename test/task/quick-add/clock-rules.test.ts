import { expect, test } from 'bun:test'
import type { Language } from '../../../src/language/language.ts'
import { LANGUAGES, languageOf } from '../../../src/language/languages.ts'
import { findClock } from '../../../src/task/quick-add/clock-rules.ts'
import { lexiconOf } from '../../../src/task/quick-add/lexicon.ts'
import { readTask } from '../../../src/task/quick-add/parse.ts'
import { kindsOf, tokenize } from '../../../src/task/quick-add/tokens.ts'

const time = (words: string, language: Language) => {
  const tokens = tokenize(words, lexiconOf([language]))
  return findClock(tokens, kindsOf(tokens), language)?.time
}

test.each([
  ['en', 'at 5', '17:00'],
  ['en', 'at 5 in the morning', '05:00'],
  ['en', 'at half past six', '18:30'],
  ['en', 'quarter to seven pm', '18:45'],
  ['en', '5-6pm', '17:00'],
  ['en', 'at noon', '12:00'],
  ['en', 'dinner at 8', '20:00'],
  ['de', 'um halb 5', '16:30'],
  ['de', 'um 19 Uhr', '19:00'],
  ['es', 'a las 5 de la tarde', '17:00'],
  ['fr', 'à 14h30', '14:30'],
  ['pt', 'às 17h', '17:00'],
  ['it', 'alle 9:30', '09:30'],
  ['nl', 'om half 5', '16:30'],
  ['de', 'um 17 Uhr', '17:00'],
  ['de', '15.30 Uhr', '15:30'],
  ['es', 'a las 17 horas', '17:00'],
  ['fr', 'à 17 heures', '17:00'],
  ['fr', 'à 1 heure', '13:00'],
  ['pt', 'às 17 horas', '17:00'],
  ['it', 'alle ore 17', '17:00'],
  ['it', 'ore 18:30', '18:30'],
  ['nl', 'om 17 uur', '17:00'],
  ['nl', '15.30 uur', '15:30'],
])('%s: %p is %p', (tag, words, expected) =>
  expect(time(words, languageOf(tag) ?? (LANGUAGES[0] as Language))).toBe(expected),
)

test.each([
  ['en', 'fetch the kids at 5 o’clock', 'fetch the kids', '17:00'],
  ['de', 'um 17 Uhr Kinder abholen', 'Kinder abholen', '17:00'],
  ['de', 'morgen 15.30 Uhr Kinder abholen', 'Kinder abholen', '15:30'],
  ['es', 'recoger a los niños a las 17 horas', 'recoger a los niños', '17:00'],
  ['fr', 'demain à 17 heures récupérer les enfants', 'récupérer les enfants', '17:00'],
  ['fr', 'demain 17 heures récupérer les enfants', 'récupérer les enfants', '17:00'],
  ['pt', 'buscar as crianças às 17 horas', 'buscar as crianças', '17:00'],
  ['it', 'prendere i bambini alle ore 17', 'prendere i bambini', '17:00'],
  ['it', 'martedì 15.30 prendere i bambini', 'prendere i bambini', '15:30'],
  ['nl', 'om 17 uur kinderen ophalen', 'kinderen ophalen', '17:00'],
])('%s: the word of the clock goes with its hour: %s', (_, words, title, due_time) =>
  expect(readTask(words, { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' })).toMatchObject({ title, due_time }),
)

test.each(['travailler 2 heures demain', 'demain 2 heures de sport', 'estudar 2 horas', 'camminare 2 ore'])(
  'a number of hours is no hour: %s',
  (words) => expect(readTask(words, { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }).due_time).toBeNull(),
)

test('no hour is read from what is none', () => {
  for (const words of ['room 10', '25:00', 'at 30', 'buy 2 tickets'])
    expect(time(words, LANGUAGES[0] as Language)).toBeUndefined()
})
