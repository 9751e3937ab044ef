/** Reminders counted from a task, in seven languages: it rings before it is due, and stays due when it was. */
import { expect, test } from 'bun:test'
import { createBuiltin } from '../../../../src/llm/builtin/builtin.ts'
import { Chat, FakeList, newTask } from '../fake.ts'

const provider = createBuiltin({ pause: async () => {} })
const DUE = { due_on: '2026-11-24', due_time: '16:30' }
const chatWith = (locale: string) =>
  new Chat(provider, new FakeList([newTask(1, 'Buy milk'), newTask(2, 'Karen', DUE)]), 'UTC', { locale })

const HALF = '2026-11-24T16:00'
const HOUR = '2026-11-24T15:30'
const QUARTER = '2026-11-24T16:15'
const EVENING = '2026-11-23T19:00'
const DAY = '2026-11-23T16:30'
test.each([
  ['en', 'remind me half an hour before Karen', HALF],
  ['en', 'can you ping me an hour before Karen?', HOUR],
  ['en', 'give me a nudge a quarter of an hour before Karen', QUARTER],
  ['en', 'remind me about Karen 30 minutes before', HALF],
  ['en', 'remind me the evening before Karen', EVENING],
  ['en', 'alert me a day before Karen', DAY],
  ['de', 'erinnere mich eine halbe Stunde vor Karen', HALF],
  ['de', 'erinner mich an Karen eine Stunde vorher', HOUR],
  ['de', 'gib mir Bescheid eine Viertelstunde vor Karen', QUARTER],
  ['de', 'erinnere mich am Abend vor Karen', EVENING],
  ['de', 'erinnere mich am Vorabend an Karen', EVENING],
  ['es', 'recuérdame media hora antes de Karen', HALF],
  ['es', 'avísame una hora antes de Karen', HOUR],
  ['es', 'avísame de Karen 15 minutos antes', QUARTER],
  ['es', 'recuérdame la noche antes de Karen', '2026-11-23T20:00'],
  ['es', 'recuérdame la víspera de Karen', DAY],
  ['fr', 'rappelle-moi une demi-heure avant Karen', HALF],
  ['fr', 'préviens-moi une heure avant Karen', HOUR],
  ['fr', 'rappelle-moi un quart d’heure avant Karen', QUARTER],
  ['fr', 'rappelle-moi la veille au soir pour Karen', EVENING],
  ['pt', 'lembra-me meia hora antes da Karen', HALF],
  ['pt', 'avisa-me uma hora antes da Karen', HOUR],
  ['pt', 'lembra-me na véspera da Karen', DAY],
  ['it', 'ricordami mezz’ora prima di Karen', HALF],
  ['it', 'avvisami un’ora prima di Karen', HOUR],
  ['it', 'ricordami la sera prima di Karen', EVENING],
  ['nl', 'herinner me een half uur voor Karen', HALF],
  ['nl', 'geef me een seintje een uur voor Karen', HOUR],
  ['nl', 'herinner me een kwartier voor Karen', QUARTER],
  ['nl', 'herinner me de avond voor Karen', EVENING],
])('%s: %s', async (locale, words, remind_at) => {
  const chat = chatWith(locale)
  const answer = await chat.say(words)
  expect(chat.effects).toEqual([{ name: 'update_task', args: { task_id: 2, remind_at } }])
  expect(chat.list.tasks[1]).toMatchObject(DUE)
  expect(answer).toContain(remind_at.slice(11))
})

test('of what is added in the same breath', async () => {
  const chat = chatWith('en')
  await chat.say('vet on thursday at 10:00, remind me an hour before')
  expect(chat.list.tasks[2]).toMatchObject({ title: 'vet', due_time: '10:00', remind_at: '2026-11-26T09:00' })
  await chat.say('buzz me half an hour before the gym on friday at 7am')
  expect(chat.list.tasks[3]).toMatchObject({ title: 'the gym', due_time: '07:00', remind_at: '2026-11-27T06:30' })
})

test('what cannot ring is said, and nothing is added', async () => {
  for (const [words, answer] of [
    ['remind me an hour before the milk', 'a day or a time'],
    ['remind me the evening before the milk', 'a day or a time'],
    ['remind me 9 days before Karen', 'passed'],
    ['remind me an hour before the opera', 'Shall I add'],
  ] as const) {
    const chat = chatWith('en')
    expect(await chat.say(words)).toContain(answer)
    expect(chat.effects).toEqual([])
  }
})

test('at an hour, of a task that is there', async () => {
  const chat = chatWith('en')
  await chat.say('remind me tomorrow at 9 to buy milk')
  expect(chat.effects).toEqual([{ name: 'update_task', args: { task_id: 1, remind: '2026-11-21T09:00' } }])
  await chat.say('remind me tomorrow at 9 to buy bread')
  expect(chat.list.tasks[2]).toMatchObject({ title: 'buy bread', due_time: '09:00' })
})
