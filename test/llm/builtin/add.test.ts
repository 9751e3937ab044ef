import { expect, test } from 'bun:test'
import { readTasks } from '../../../src/llm/builtin/add.ts'
import { hideQuotes } from '../../../src/plain/quote.ts'

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const titles = (content: string) => {
  const hidden = hideQuotes(content)
  return readTasks(hidden.words, hidden, when).map(({ title, due_on }) => (due_on ? `${title} @${due_on}` : title))
}

const rows: [string, string[]][] = [
  ['eggs, bread and butter', ['eggs', 'bread', 'butter']],
  ['eggs, bread and butter tomorrow', ['eggs @2026-11-21', 'bread @2026-11-21', 'butter @2026-11-21']],
  ['eggs tomorrow, bread and butter', ['eggs @2026-11-21', 'bread', 'butter']],
  ['salt and pepper', ['salt and pepper']],
  ['buy bread and butter', ['buy bread and butter']],
  ['buy milk, eggs and bread', ['buy milk, eggs and bread']],
  ['buy milk, call mum and pay rent', ['buy milk', 'call mum', 'pay rent']],
  ['wash and fold laundry', ['wash and fold laundry']],
  ['milk tomorrow and bread on friday', ['milk @2026-11-21', 'bread @2026-11-27']],
  ['buy milk, tomorrow', ['buy milk @2026-11-21']],
  ['dentist, 5pm tomorrow', ['dentist @2026-11-21']],
  ['dinner with Anna, Ben and Carl', ['dinner with Anna, Ben and Carl']],
  ['"milk, eggs" and bread', ['"milk, eggs" and bread']],
  ['"milk" and "eggs"', ['milk', 'eggs']],
  ['- milk\n- eggs\n\n* bread', ['milk', 'eggs', 'bread']],
  ['1. milk 2. eggs', ['milk', 'eggs']],
  ['gym every mon, wed and fri', ['gym @2026-11-20']],
  ['call mum; ; pay rent.', ['call mum', 'pay rent']],
  ['milk. Thanks!', ['milk']],
  [' - ', []],
]
for (const [content, expected] of rows) test(content, () => expect(titles(content)).toEqual(expected))

test('a list too long to cut stays whole', () => {
  expect(titles(Array.from({ length: 100 }, (_, i) => `t${i}`).join(', '))).toHaveLength(1)
})
