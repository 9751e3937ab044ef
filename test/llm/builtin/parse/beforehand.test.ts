/** What is to be done before something that happens gets its day, in several languages. */
import { expect, test } from 'bun:test'
import { understand } from '../../../../src/llm/builtin/parse/message.ts'

/** A Friday. */
const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const tasksIn = (words: string, locale: string) => {
  const [intent, ...more] = understand(words, { ...when, locale }).intents
  return more.length === 0 && intent?.do === 'add' ? intent.tasks.map(({ title, due_on }) => [title, due_on]) : []
}

test.each([
  ['de', 'am Samstag kommt der Installateur, vorher Bad putzen', [['Bad putzen', '2026-11-21']]],
  ['fr', 'lundi vient le plombier, avant ça vider le placard', [['vider le placard', '2026-11-23']]],
  [
    'en',
    'braai on friday the 27th, get charcoal the day before',
    [
      ['braai', '2026-11-27'],
      ['get charcoal', '2026-11-26'],
    ],
  ],
])('%s: %s', (locale, words, tasks) => expect(tasksIn(words, locale)).toEqual(tasks))

test('a day of its own stays, and without a day there is nothing to count from', () => {
  expect(tasksIn('the plumber comes monday, before that buy tape on saturday', 'en')).not.toContainEqual([
    'buy tape on saturday',
    '2026-11-23',
  ])
  expect(tasksIn('buy bread, get charcoal the day before', 'en')).not.toContainEqual(['get charcoal', '2026-11-19'])
})
