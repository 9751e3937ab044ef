/** Sentences of two halves, one of which is the to-do; the words of each language that tell them apart. */
import { expect, test } from 'bun:test'
import type { Intent } from '../../../../src/llm/builtin/intent.ts'
import { understand } from '../../../../src/llm/builtin/parse/message.ts'

/** A friday. */
const understood = (locale: string, words: string): Intent[] =>
  understand(words, { now: '2026-11-20T09:12:00Z', time_zone: 'Europe/Berlin', locale }).intents
const tasks = (intents: Intent[]) =>
  intents.flatMap((intent) =>
    intent.do === 'add'
      ? intent.tasks.map(({ title, due_on, due_time }) => [title, due_on, due_time].filter(Boolean).join(' | '))
      : [intent.do],
  )

test.each([
  ['de', 'am Samstag kommt Oma, da muss ich noch Kuchen backen', 'Kuchen backen | 2026-11-21'],
  ['de', 'weil ich morgen Besuch bekomme, muss ich noch putzen', 'putzen | 2026-11-21'],
  ['de', 'am Montag haben wir Gäste. Ich muss vorher noch einkaufen gehen', 'einkaufen gehen | 2026-11-23'],
  ['de', 'ich will morgen laufen gehen, und zwar um 7', 'laufen gehen | 2026-11-21 | 07:00'],
  ['de', 'ich muss morgen zum Arzt, schreib das bitte auf', 'zum Arzt | 2026-11-21'],
  ['en', 'because the in-laws come sunday I need to clean the loft', 'clean the loft | 2026-11-22'],
  ['en', 'the plumber is coming monday so i have to clear the cupboard', 'clear the cupboard | 2026-11-23'],
  ['en', 'by the end of the month I need to order seeds', 'order seeds | 2026-11-30'],
  ['en', 'I have to see the dentist on monday, write that down please', 'see the dentist | 2026-11-23'],
  [
    'fr',
    "comme ma mère arrive dimanche, il faut que je range la chambre d'amis",
    "range la chambre d'amis | 2026-11-22",
  ],
  ['fr', 'le premier je dois payer le loyer', 'payer le loyer | 2026-12-01'],
  ['fr', "je dois passer à la pharmacie demain, note-le s'il te plaît", 'passer à la pharmacie | 2026-11-21'],
  ['es', 'como mañana viene el fontanero, tengo que vaciar el armario', 'vaciar el armario | 2026-11-21'],
  ['es', 'tengo que llamar a la gestoría el lunes, apúntalo', 'llamar a la gestoría | 2026-11-23'],
  ['it', 'sabato viene Luca, quindi devo comprare il vino', 'comprare il vino | 2026-11-21'],
  ['it', 'il primo devo pagare il bollo, segnatelo', 'pagare il bollo | 2026-12-01'],
  ['pt', 'minha mãe chega na segunda, tenho que arrumar o quarto', 'arrumar o quarto | 2026-11-23'],
  ['pt', 'tenho que buscar o bolo amanhã, anota aí', 'buscar o bolo | 2026-11-21'],
  ['nl', 'omdat ik morgen jarig ben moet ik nog taart halen', 'taart halen | 2026-11-21'],
  ['nl', 'ik moet maandag naar de tandarts, schrijf dat even op', 'naar de tandarts | 2026-11-23'],
])('%s: “%s” is one task', (locale, words, expected) => expect(tasks(understood(locale, words))).toEqual([expected]))

test.each([
  ['de', 'am Samstag kommt mein Bruder'],
  ['en', "my sister's coming on saturday"],
  ['fr', 'ma sœur vient samedi'],
  ['es', 'el jueves vienen mis suegros'],
  ['it', 'domenica arriva mia zia'],
  ['pt', 'minha avó chega na sexta'],
  ['nl', 'zaterdag komen mijn ouders'],
])('%s: “%s” is so, and only offered', (locale, words) => expect(tasks(understood(locale, words))).toEqual(['offer']))

test.each([
  ['de', 'am Freitag kommt Oma, da muss ich nicht kochen'],
  ['en', 'when do i have to pay council tax again'],
  ['es', 'como llueve no tengo que regar'],
  ['de', 'muss ich morgen noch putzen?'],
])('%s: “%s” adds nothing', (locale, words) => {
  expect(understood(locale, words).filter((intent) => intent.do === 'add')).toEqual([])
})

test.each([
  ['en', 'call Ann tomorrow and I have to buy milk', ['call Ann | 2026-11-21', 'buy milk']],
  [
    'de',
    'ich habe morgen um 9 einen Termin, ich muss noch Brot kaufen',
    ['einen Termin | 2026-11-21 | 09:00', 'Brot kaufen'],
  ],
])('%s: “%s” is two', (locale, words, expected) => expect(tasks(understood(locale, words))).toEqual(expected))

test('an hour that is jotted down is an appointment', () => {
  expect(tasks(understood('de', 'Montag um 10 kommt der Klempner'))).toEqual([
    'kommt der Klempner | 2026-11-23 | 10:00',
  ])
})
