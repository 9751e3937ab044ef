import { expect, test } from 'bun:test'
import { fitting, keyword, matching } from '../../../src/llm/builtin/match.ts'
import { newTask } from './fake.ts'

const tasks = [
  newTask(1, 'Buy milk'),
  newTask(2, 'Buy oat milk'),
  newTask(3, 'Call the dentist', { tags: ['health'] }),
  newTask(4, 'Boxes for the attic'),
  newTask(5, 'Buy milk', { status: 'completed' }),
  newTask(6, 'Café Crème'),
  newTask(7, 'Taxes', { description: 'ask Anna' }),
]
const ids = (found: { id: number }[]) => found.map(({ id }) => id)

const rows: [string, number[]][] = [
  ['buy milk', [1]],
  ['the milk', [1, 2]],
  ['oat milk', [2]],
  ['dentist', [3]],
  ['health', [3]],
  ['dent', [3]],
  ['box', [4]],
  ['cafe creme', [6]],
  ['anna', [7]],
  ['milk dentist', []],
  ['den', []],
  ['.*', []],
  ['', []],
]
test.each(rows)('%p', (words, expected) => expect(ids(matching(tasks, words, 'pending'))).toEqual(expected))

test('a deed on done tasks looks among them first', () => {
  expect(ids(matching(tasks, 'buy milk', 'completed'))).toEqual([5])
  expect(ids(matching(tasks, 'buy milk'))).toEqual([1, 5])
  expect(ids(fitting(tasks, 'milk'))).toEqual([1, 2, 5])
})

test('the longest word is searched for', () =>
  expect([keyword('the Dentist!'), keyword('?')]).toEqual(['dentist', undefined]))
