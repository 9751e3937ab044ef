/** Shifts by an amount, in seven languages: counted from the task’s own day and hour, never from now. */
import { describe, expect, test } from 'bun:test'
import { createBuiltin } from '../../../../src/llm/builtin/builtin.ts'
import { Chat, FakeList, newTask } from '../fake.ts'

const provider = createBuiltin({ pause: async () => {} })
const chatIn = (locale: string) => {
  const dentist = newTask(3, 'Dentist', { due_on: '2026-11-25', due_time: '14:00' })
  const list = new FakeList([newTask(1, 'Buy milk', { due_on: '2026-11-24' }), dentist, newTask(5, 'Read Dune')])
  return new Chat(provider, list, 'UTC', { locale })
}
const dueOf = ({ list }: Chat, id = 3) => {
  const { due_on, due_time } = list.tasks.find((task) => task.id === id) ?? {}
  return [due_on, due_time]
}

const HOUR = ['2026-11-25', '15:00']
const HALF = ['2026-11-25', '14:30']
const SOONER = ['2026-11-25', '13:00']
const DAYS = ['2026-11-27', '14:00']
const DAY_BEFORE = ['2026-11-24', '14:00']

describe.each([
  ['en', 'make it an hour later', HOUR],
  ['en', 'push it back an hour', HOUR],
  ['en', 'half an hour later please', HALF],
  ['en', 'make it an hour earlier', SOONER],
  ['en', 'push it back two days', DAYS],
  ['en', 'two days later', DAYS],
  ['en', 'bring it forward by a day', DAY_BEFORE],
  ['de', 'eine Stunde später', HOUR],
  ['de', 'mach es eine halbe Stunde später', HALF],
  ['de', 'verschieb es um eine Stunde nach hinten', HOUR],
  ['de', 'doch lieber eine Stunde früher', SOONER],
  ['de', 'schieb es zwei Tage nach hinten', DAYS],
  ['de', 'zieh es um einen Tag vor', DAY_BEFORE],
  ['es', 'una hora más tarde', HOUR],
  ['es', 'media hora más tarde', HALF],
  ['es', 'retrásalo una hora', HOUR],
  ['es', 'una hora antes', SOONER],
  ['es', 'aplázalo dos días', DAYS],
  ['es', 'adelántalo un día', DAY_BEFORE],
  ['fr', 'une heure plus tard', HOUR],
  ['fr', "décale-le d'une demi-heure", HALF],
  ['fr', "repousse-le d'une heure", HOUR],
  ['fr', 'une heure plus tôt', SOONER],
  ['fr', 'reporte-le de deux jours', DAYS],
  ['fr', "avance-le d'un jour", DAY_BEFORE],
  ['pt', 'uma hora mais tarde', HOUR],
  ['pt', 'meia hora mais tarde', HALF],
  ['pt', 'atrasa isso em uma hora', HOUR],
  ['pt', 'uma hora mais cedo', SOONER],
  ['pt', 'adia dois dias', DAYS],
  ['pt', 'antecipa isso um dia', DAY_BEFORE],
  ['it', "un'ora più tardi", HOUR],
  ['it', "mezz'ora più tardi", HALF],
  ['it', "spostalo di un'ora", HOUR],
  ['it', "un'ora prima", SOONER],
  ['it', 'rimandalo di due giorni', DAYS],
  ['it', 'anticipalo di un giorno', DAY_BEFORE],
  ['nl', 'een uur later', HOUR],
  ['nl', 'een half uur later', HALF],
  ['nl', 'schuif het een uur op', HOUR],
  ['nl', 'een uur eerder', SOONER],
  ['nl', 'stel het twee dagen uit', DAYS],
  ['nl', 'haal het een dag naar voren', DAY_BEFORE],
])('%s: %s', (locale, words, due) => {
  test('moves what was spoken of', async () => {
    const chat = chatIn(locale)
    await chat.say('#3')
    await chat.say(words)
    expect(dueOf(chat)).toEqual(due)
    expect([dueOf(chat, 1), dueOf(chat, 5)]).toEqual([
      ['2026-11-24', null],
      [null, null],
    ])
    expect(chat.list.tasks).toHaveLength(3)
  })
})

test.each([
  ['push the dentist back an hour', HOUR],
  ['move the dentist two days earlier', ['2026-11-23', '14:00']],
  ['verschiebe Dentist um eine Stunde', HOUR],
  ['décale Dentist d’une heure', HOUR],
])('%s: a task by its name', async (words, due) => {
  const chat = chatIn('en')
  await chat.say(words)
  expect(dueOf(chat)).toEqual(due)
})

test('past midnight is the next day', async () => {
  const chat = chatIn('en')
  await chat.say('make 3 11 hours later')
  expect(dueOf(chat)).toEqual(['2026-11-26', '01:00'])
})

test('what has no hour is asked about and left as it is', async () => {
  const chat = chatIn('en')
  for (const words of ['make 1 an hour later', 'push 5 back an hour']) expect(await chat.say(words)).toContain('?')
  expect([dueOf(chat, 1), dueOf(chat, 5)]).toEqual([
    ['2026-11-24', null],
    [null, null],
  ])
})

test.each(['an hour later', 'eine Stunde später'])('“%s” of nothing is asked about', async (words) => {
  const chat = chatIn('en')
  expect(await chat.say(words)).toContain('?')
  expect(chat.effects).toEqual([])
})
