/** A reminder put off in words, in seven languages: it rings later, and its task stays due when it was. */
import { expect, test } from 'bun:test'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { Chat, FakeList, newTask } from './fake.ts'

const provider = createBuiltin({ pause: async () => {} })
const RENT = { due_on: '2026-11-22', due_time: null, remind_at: '2026-11-21T08:00' }
/** The rent was spoken of last. */
const spoken = async (locale: string) => {
  const list = new FakeList([newTask(1, 'Buy milk'), newTask(3, 'Pay rent', RENT)])
  const chat = new Chat(provider, list, 'UTC', { locale })
  await chat.say('#3')
  return chat
}

const FRIDAY = '2026-11-27'
const HOUR = '2026-11-20T16:00'
const MINUTES = '2026-11-20T15:10'
test.each([
  ['en', 'snooze 3 until friday', FRIDAY],
  ['en', 'snooze it for an hour', HOUR],
  ['en', 'remind me again in 10 minutes', MINUTES],
  ['en', 'remind me about it in 10 minutes', MINUTES],
  ['en', 'postpone the reminder for 3 until friday', FRIDAY],
  ['en', 'snooze until friday', FRIDAY],
  ['en', 'snooze 3', HOUR],
  ['en', 'remind me later', HOUR],
  ['de', 'snooze 3 bis Freitag', FRIDAY],
  ['de', 'snooze es für eine Stunde', HOUR],
  ['de', 'erinnere mich in 10 Minuten noch einmal', MINUTES],
  ['de', 'erinnere mich in 10 Minuten daran', MINUTES],
  ['de', 'verschiebe die Erinnerung an 3 auf Freitag', FRIDAY],
  ['es', 'snooze 3 hasta el viernes', FRIDAY],
  ['es', 'snooze esto por una hora', HOUR],
  ['es', 'recuérdamelo otra vez en 10 minutos', MINUTES],
  ['es', 'recuérdamelo en 10 minutos', MINUTES],
  ['es', 'pospón el recordatorio de 3 hasta el viernes', FRIDAY],
  ['fr', 'snooze 3 jusqu’à vendredi', FRIDAY],
  ['fr', 'snooze-le pendant une heure', HOUR],
  ['fr', 'rappelle-moi encore dans 10 minutes', MINUTES],
  ['fr', 'rappelle-le-moi dans 10 minutes', MINUTES],
  ['fr', 'repousse le rappel de 3 à vendredi', FRIDAY],
  ['pt', 'snooze 3 até sexta', FRIDAY],
  ['pt', 'snooze isso por uma hora', HOUR],
  ['pt', 'lembra-me outra vez daqui a 10 minutos', MINUTES],
  ['pt', 'adia o lembrete de 3 para sexta', FRIDAY],
  ['it', 'snooze 3 fino a venerdì', FRIDAY],
  ['it', 'snooze questo per un’ora', HOUR],
  ['it', 'ricordamelo di nuovo tra 10 minuti', MINUTES],
  ['it', 'posticipa il promemoria di 3 a venerdì', FRIDAY],
  ['nl', 'snooze 3 tot vrijdag', FRIDAY],
  ['nl', 'snooze het een uur', HOUR],
  ['nl', 'herinner me over 10 minuten opnieuw', MINUTES],
  ['nl', 'herinner me er over 10 minuten aan', MINUTES],
  ['nl', 'stel de herinnering van 3 uit tot vrijdag', FRIDAY],
])('%s: %s', async (locale, words, remind) => {
  const chat = await spoken(locale)
  const answer = await chat.say(words)
  expect(chat.effects).toEqual([{ name: 'update_task', args: { task_id: 3, remind } }])
  expect(chat.list.tasks[1]).toMatchObject({ due_on: RENT.due_on, due_time: null })
  expect(answer).toContain('“Pay rent” (#3). ')
  expect(answer.split(remind === FRIDAY ? '09:00' : remind.slice(11))).toHaveLength(2)
})

test('when and where it rings is said once', async () => {
  const chat = await spoken('en')
  expect(await chat.say('snooze 3 until friday')).toBe(
    '📝 Changed “Pay rent” (#3). It will ring Fri 27 Nov at 09:00 on your open pages; the settings have more ways.',
  )
  const both = await chat.say('snooze all until friday')
  expect(chat.effects).toEqual([{ name: 'update_task', args: { task_ids: [1, 3], remind: FRIDAY } }])
  expect(both.split('It will ring')).toHaveLength(2)
})

test.each([
  ['en', 'snooze 3 until yesterday', 'That has passed already'],
  ['en', 'snooze 3 until 9am today', 'That has passed already'],
  ['de', 'snooze 3 bis gestern', 'Das ist schon vorbei'],
  ['es', 'snooze 3 hasta ayer', 'Eso ya pasó'],
  ['fr', 'snooze 3 jusqu’à hier', 'C’est déjà passé'],
  ['pt', 'snooze 3 até ontem', 'Isso já passou'],
  ['it', 'snooze 3 fino a ieri', 'È già passato'],
  ['nl', 'snooze 3 tot gisteren', 'Dat is al voorbij'],
  ['en', 'snooze 3 until blue', 'I cannot read “blue” as a date'],
  ['en', 'snooze the zebra until friday', 'no task that fits “zebra”'],
])('%s: %s changes nothing, and says why', async (locale, words, why) => {
  const chat = await spoken(locale)
  expect(await chat.say(words)).toContain(why)
  expect(chat.effects).toEqual([])
})

test('without a task in sight it is asked which', async () => {
  const chat = new Chat(provider, new FakeList([newTask(1, 'Buy milk'), newTask(2, 'Buy bread')]))
  expect(await chat.say('remind me again in 10 minutes')).toContain('Which')
  expect(await chat.say('snooze 99 until friday')).toContain('There is no task 99')
  expect(await chat.say('snooze buy until friday')).toContain('#1 “Buy milk”, #2 “Buy bread”')
  expect(await chat.say('the second one')).toContain('“Buy bread” (#2). It will ring')
  expect(chat.effects).toEqual([{ name: 'update_task', args: { task_id: 2, remind: FRIDAY } }])
})

test('postponing the task itself moves its day, as before', async () => {
  const chat = await spoken('en')
  await chat.say('postpone 3 until friday')
  expect(chat.effects).toEqual([{ name: 'update_task', args: { task_id: 3, due_on: FRIDAY } }])
})
