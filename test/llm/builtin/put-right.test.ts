/** What is said about a task that was spoken of, whole conversations long: moved by “it”, put right, taken back. */
import { expect, test } from 'bun:test'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { Chat, FakeList, newTask } from './fake.ts'

const provider = createBuiltin({ pause: async () => {} })
const chatIn = (locale: string, ...tasks: ReturnType<typeof newTask>[]) =>
  new Chat(provider, new FakeList(tasks), 'UTC', { now: '2026-11-20T15:00:00Z', locale })
const chatWith = (...tasks: ReturnType<typeof newTask>[]) => chatIn('en', ...tasks)
const brief = ({ list }: Chat) =>
  list.tasks.map(({ title, due_on, due_time, status }) =>
    [title, due_on, due_time, status === 'completed' ? 'done' : ''].filter(Boolean).join(' | '),
  )

test.each([
  ['en', 'pay the rent', 'paid the rent', 'oh no, I haven’t paid it yet'],
  ['de', 'Miete zahlen', 'Miete gezahlt', 'ach nein, das hab ich noch nicht gezahlt'],
  ['pt', 'pagar o aluguel', 'paguei o aluguel', 'ops, ainda não paguei'],
  ['es', 'pagar el alquiler', 'he pagado el alquiler', 'perdón, todavía no lo he pagado'],
  ['fr', 'payer le loyer', "j'ai payé le loyer", "non, je ne l'ai pas encore payé"],
  ['it', 'pagare l’affitto', "ho pagato l'affitto", 'no, non l’ho ancora pagato'],
  ['nl', 'huur betalen', 'huur betaald', 'nee, ik heb het nog niet betaald'],
])('%s: “%s” is ticked off by “%s” and open again after “%s”', async (locale, title, told, denied) => {
  const chat = chatIn(locale, newTask(1, title))
  await chat.say(told)
  expect(brief(chat)).toEqual([`${title} | done`])
  await chat.say(denied)
  expect(brief(chat)).toEqual([title])
})

test('what is denied of another task takes nothing back', async () => {
  const chat = chatWith(newTask(1, 'buy milk'), newTask(2, 'pay the rent'))
  await chat.say('finish 1')
  await chat.say('I haven’t paid the rent yet')
  expect(brief(chat)).toEqual(['buy milk | done', 'pay the rent'])
})

test.each([
  ['push it to 3', 'call Ann | 2026-11-27 | 15:00'],
  ['make that 6', 'call Ann | 2026-11-27 | 06:00'],
  ['6 actually', 'call Ann | 2026-11-27 | 06:00'],
  ['sorry, at 18:30', 'call Ann | 2026-11-27 | 18:30'],
])('after a task at 7 in the morning “%s” is an hour', async (said, expected) => {
  const chat = chatWith()
  await chat.say('add call Ann friday 7am')
  await chat.say(said)
  expect(brief(chat)).toEqual([expected])
})

test.each([
  ['no, put it back the way it was', 'en'],
  ['mach es wieder wie vorher', 'de'],
  ['remets-le comme avant', 'fr'],
  ['déjalo como estaba', 'es'],
  ['rimettila com’era', 'it'],
  ['deixa como estava', 'pt'],
  ['zet het weer zoals het was', 'nl'],
])('“%s” takes the move back', async (said, locale) => {
  const chat = chatIn(locale, newTask(1, 'eye test', { due_on: '2026-12-01' }))
  await chat.say('move the eye test to friday')
  await chat.say(said)
  expect(brief(chat)).toEqual(['eye test | 2026-12-01'])
})

test('a day with an hour after a thank-you is still about what was added', async () => {
  const chat = chatWith(newTask(1, 'scones', { due_on: '2026-11-24' }))
  await chat.say('add ring the solicitor')
  await chat.say('thanks')
  await chat.say('tuesday at 11')
  expect(brief(chat)).toEqual(['scones | 2026-11-24', 'ring the solicitor | 2026-11-24 | 11:00'])
})

test('what is told of a task by its whole name is asked about', async () => {
  const chat = chatWith(newTask(1, 'history essay', { due_on: '2026-11-24' }))
  expect(await chat.say('the history essay isn’t for tuesday it’s friday')).toContain('history essay')
  expect(brief(chat)).toEqual(['history essay | 2026-11-27'])
})
