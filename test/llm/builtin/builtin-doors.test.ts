/** One sentence, one task: in the chat, in quick add, and as a title with the `when` of a model or an agent. */
import { expect, test } from 'bun:test'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import { readTask } from '../../../src/task/quick-add/parse.ts'
import { readWords } from '../../../src/tool/task/words.ts'
import { Chat, FakeList, NOW } from './fake.ts'

const when = { now: NOW, time_zone: 'Europe/Berlin' }

test.each([
  ['en', 'call Ann', 'tomorrow at 5pm'],
  ['en', 'pay rent', 'every month on the 31st'],
  ['en', 'pay the bill', 'on 3/4/2031'],
  ['en', 'water ferns', 'every monday at 8am'],
  ['de', 'Brot kaufen', 'übermorgen um halb 5'],
  ['de', 'Miete zahlen', 'jeden Monat am 31.'],
  ['es', 'comprar pan', 'el 14 de diciembre a las 9:30'],
  ['fr', 'acheter du pain', 'vendredi à 14h30'],
  ['pt', 'comprar pão', 'amanhã às 17h'],
  ['it', 'comprare il pane', 'venerdì alle 17'],
  ['nl', 'brood kopen', 'volgende dinsdag om 9:30'],
])('%s: %s %s', async (locale, title, words) => {
  const here = { ...when, locale }
  const list = new FakeList()
  await new Chat(createBuiltin({ pause: async () => {} }), list, when.time_zone, { now: NOW, locale }).say(
    `${title} ${words}`,
  )
  const [chat] = list.tasks
  const added = readTask(`${title} ${words}`, here)
  const told = readWords({ title, when: words }, here)
  const parts = (
    task: { title?: string; due_on?: string | null; due_time?: string | null; repeat?: string | null } | undefined,
  ) => [task?.title, task?.due_on ?? null, task?.due_time ?? null, task?.repeat ?? null]
  expect(parts(chat)).toEqual(parts(added))
  expect(parts(told)).toEqual(parts(added))
  expect(added.due_on).not.toBeNull()
})
