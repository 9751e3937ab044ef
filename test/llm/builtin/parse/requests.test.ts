import { expect, test } from 'bun:test'
import { readChange, readRequest, unclearIn } from '../../../../src/llm/builtin/parse/requests.ts'
import { contextOf } from '../support.ts'

const request = (words: string) => readRequest(contextOf(words).hidden.words, contextOf(words))?.intent.do

test.each([
  ['finish 3', 'complete'],
  ['move 3 to friday', 'change'],
  ['lösche 3', 'delete'],
  ['añade pan', 'add'],
  ['what is due today', 'list'],
  ['when is the dentist', 'when'],
  ['show task 3', 'point'],
  ['snooze 3 until friday', 'change'],
  ['snooze 3 until blue', 'unclear'],
  ['snooze 3 until friday?', undefined],
  ['buy bread', undefined],
  ['buscar a encomenda', undefined],
])('%p is %p', (words, intent) => expect(request(words)).toBe(intent as never))

test('nothing but parts is a change, words with a title are none', () => {
  expect([
    readChange('friday 5pm', contextOf('x')),
    readChange('urgent', contextOf('x')),
    readChange('friday lunch', contextOf('x')),
  ]).toEqual([{ due_on: '2026-11-27', due_time: '17:00' }, { priority: 'high' }, undefined])
})

test('what looks like a date and is none is told', () => {
  expect([unclearIn('pay on 31 february', contextOf('x')), unclearIn('pay on 3 march', contextOf('x'))]).toEqual([
    '31 february',
    undefined,
  ])
})
