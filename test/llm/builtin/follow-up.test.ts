import { expect, test } from 'bun:test'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { understandIn } from '../../../src/llm/builtin/follow-up.ts'
import { readHistory } from '../../../src/llm/builtin/history.ts'
import type { ModelMessage } from '../../../src/llm/provider.ts'
import { Chat, FakeList, newTask } from './fake.ts'
import { FRIDAY } from './support.ts'

const user = (content: string): ModelMessage => ({ role: 'user', content })
const ours = (content: string): ModelMessage => ({ role: 'assistant', content })
const did = (title: string): ModelMessage[] => [
  { role: 'assistant', content: '', tool_calls: [{ id: 'c1', name: 'add_task', arguments: '{}' }] },
  { role: 'tool', tool_call_id: 'c1', name: 'add_task', content: JSON.stringify({ task: newTask(9, title) }) },
]
const read = (...messages: ModelMessage[]) => understandIn(readHistory(messages), FRIDAY).intents[0]

test('a day after an addition changes what was added', () => {
  expect(read(user('add call mum'), ...did('call mum'), ours('✅ Added.'), user('no, friday'))).toMatchObject({
    do: 'change',
    target: { kind: 'it' },
    change: { due_on: '2026-11-27' },
  })
})

test('a day alone is a list', () => {
  expect(read(user('tomorrow'))).toMatchObject({
    do: 'list',
    filter: { due_after: '2026-11-21', due_before: '2026-11-21' },
  })
})

test('“yes” accepts an offer, and nothing else does', () => {
  const offer = ours('Shall I add “sourdough starter” to your list?')
  expect(read(user('sourdough starter'), offer, user('yes'))).toMatchObject({
    do: 'add',
    tasks: [{ title: 'sourdough starter' }],
  })
  expect(read(user('sourdough starter'), offer, user('no'))).toEqual({ do: 'talk', topic: 'no' })
})

test('“which one?” is answered by a place, a number or a name', () => {
  const question = ours('Which one do you mean? #1 “Buy milk”, #3 “Oat milk”?')
  const answer = (said: string) => read(user('delete the milk one'), question, user(said))
  expect([answer('the second one'), answer('3'), answer('both')]).toEqual([
    { do: 'delete', target: { kind: 'ids', ids: [3] } },
    { do: 'delete', target: { kind: 'ids', ids: [3] } },
    { do: 'delete', target: { kind: 'ids', ids: [1, 3] } },
  ] as never)
})

const done = (name: string, id: number): ModelMessage[] => [
  { role: 'assistant', content: '', tool_calls: [{ id: 'c1', name, arguments: '{}' }] },
  { role: 'tool', tool_call_id: 'c1', name, content: JSON.stringify({ task: newTask(id, 'Oven') }) },
]
const all = (...messages: ModelMessage[]) => understandIn(readHistory(messages), FRIDAY).intents

test.each(['and 9 too', 'also 9', 'and 9'])('“%s” goes on with the deed before', (said) =>
  expect(all(user('finish 5'), ...done('complete_task', 5), ours('✅ Done.'), user(said))).toEqual([
    { do: 'complete', target: { kind: 'ids', ids: [9] } },
  ]),
)

test('another task in its place: what was done is taken back first', () =>
  expect(all(user('finish 5'), ...done('complete_task', 5), ours('✅ Done.'), user('no, 6'))).toEqual([
    { do: 'undo' },
    { do: 'complete', target: { kind: 'ids', ids: [6] } },
  ]))

test('another title in place of what was added', () =>
  expect(all(user('add birthday card'), ...done('add_task', 9), ours('✅ Added.'), user('I meant two cards'))).toEqual([
    { do: 'change', target: { kind: 'it' }, change: { title: 'two cards' } },
  ]))

/** Whole conversations: moved by “it”, put right, taken back. */
const chatIn = (locale: string, ...tasks: ReturnType<typeof newTask>[]) =>
  new Chat(createBuiltin({ pause: async () => {} }), new FakeList(tasks), 'UTC', {
    now: '2026-11-20T15:00:00Z',
    locale,
  })
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

test.each([
  ['en', 'I didn’t understand that'],
  ['en', 'no thanks'],
  ['de', 'das hab ich nicht verstanden'],
  ['fr', "je n'ai pas compris"],
  ['es', 'no he entendido'],
  ['pt', 'não entendi'],
  ['pt', 'não, obrigado'],
  ['pt', 'não sei'],
  ['it', 'non ho capito'],
  ['it', 'non ho tempo'],
  ['nl', 'ik heb het niet begrepen'],
])('%s: “%s” after a task was ticked off takes nothing back', async (locale, said) => {
  const chat = chatIn(locale, newTask(1, 'milk'))
  await chat.say('✓ 1')
  expect(brief(chat)).toEqual(['milk | done'])
  await chat.say(said)
  expect(brief(chat)).toEqual(['milk | done'])
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
