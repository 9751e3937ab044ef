import { describe, expect, test } from 'bun:test'
import { languagesOf } from '../../../../src/language/languages.ts'
import type { Intent } from '../../../../src/llm/builtin/intent.ts'
import { understand } from '../../../../src/llm/builtin/parse/message.ts'
import { retracted } from '../../../../src/llm/builtin/parse/retract.ts'
import { hideQuotes } from '../../../../src/task/quick-add/quotes.ts'

const when = { now: '2026-11-20T09:12:00Z', time_zone: 'UTC' }
const meant = (words: string, locale = 'en') => understand(words, { ...when, locale }).intents

describe('a message that takes itself back', () => {
  test.each([
    ['delete 3? no, better not', 'en'],
    ['finish 3, no wait', 'en'],
    ['lösch 3, nein, lieber nicht', 'de'],
    ['borra la 3, no, mejor no', 'es'],
    ['supprime la 3, non, laisse tomber', 'fr'],
    ['apaga a 3, não, deixa', 'pt'],
    ['elimina la 3, no, meglio di no', 'it'],
    ['verwijder 3, nee, liever niet', 'nl'],
  ])('%s: nothing is done', (words, locale) =>
    expect(meant(words, locale)).toEqual([{ do: 'talk', topic: 'refrained' }]),
  )

  test('another task, another day', () => {
    expect(meant('finish 3, no wait, 4')).toEqual([{ do: 'complete', target: { kind: 'ids', ids: [4] } }])
    expect(meant('move 3 to friday, sorry, saturday')).toMatchObject([{ change: { due_on: '2026-11-21' } }])
    expect(meant('add dinner with Joe friday, no, saturday')).toMatchObject([
      { do: 'add', tasks: [{ title: 'dinner with Joe', due_on: '2026-11-21' }] },
    ])
  })

  test('a title that holds such words stays whole', () => {
    expect(meant('add call mum, no answer last time')).toMatchObject([{ do: 'add' }])
    expect(meant('add "sorry, wrong number"')).toMatchObject([{ do: 'add', tasks: [{ title: 'sorry, wrong number' }] }])
  })

  test('lines of a list are none', () => {
    const hidden = hideQuotes('milk\nno, bread')
    const context = { when, languages: languagesOf('milk'), hidden }
    const read = (): Intent[] => [{ do: 'undo' }]
    expect(retracted(hidden.words, context, read)).toBeUndefined()
  })
})

test.each([
  ['if it rains, move 5 to tomorrow', 'en'],
  ['wenn es regnet, lösch 5', 'de'],
  ['si llueve, borra la 5', 'es'],
  ["s'il pleut, supprime la 5", 'fr'],
  ['se chover, apaga a 5', 'pt'],
  ['se piove, elimina la 5', 'it'],
  ['als het regent, verwijder 5', 'nl'],
])('%s: a condition is not waited for', (words, locale) =>
  expect(meant(words, locale)).toEqual([{ do: 'talk', topic: 'condition' }]),
)
