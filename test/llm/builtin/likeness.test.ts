import { expect, test } from 'bun:test'
import { accomplished, fitting, keyword, like, matching } from '../../../src/llm/builtin/likeness.ts'
import { newTask } from './fake.ts'

const tasks = [
  newTask(1, 'Buy milk'),
  newTask(2, 'Call the dentist', { tags: ['health'] }),
  newTask(3, 'Oat milk'),
  newTask(4, 'Miete zahlen'),
  newTask(5, 'Pay rent', { status: 'completed' }),
]
const ids = (some: { id: number }[]) => some.map(({ id }) => id)

test('the best fit wins, several equal ones stay several', () => {
  expect([ids(matching(tasks, 'oat milk')), ids(matching(tasks, 'milk')), ids(matching(tasks, 'dent'))]).toEqual([
    [3],
    [1, 3],
    [2],
  ])
})

test('a word that is a tag means the tag', () => expect(ids(fitting(tasks, 'health'))).toEqual([2]))

test('a mistyped name is only like one', () => {
  expect([ids(matching(tasks, 'dentsit')), ids(like(tasks, 'dentsit')), ids(like(tasks, 'piano'))]).toEqual([
    [],
    [2],
    [],
  ])
})

test.each([
  ['i bought milk', [1]],
  ['called the dentist', [2]],
  ['ich habe die Miete gezahlt', [4]],
  ['rent paid', []],
  ['bought shoes', []],
])('%p was %p', (said, done) => expect(ids(accomplished(tasks, said))).toEqual(done))

test.each([
  ['paying rent', [5]],
  ['calling the dentist', [2]],
  ['buying the milk', [1]],
  ['playing the dentist', []],
  ['ring milk', []],
])('%p names %p', (said, named) => expect(ids(matching(tasks, said))).toEqual(named))

test('the longest word is searched for', () => expect(keyword('the grandma one')).toBe('grandma'))

test.each([
  ['hab Lisa zurückgerufen', 'Lisa zurückrufen'],
  ['Altglas weggebracht', 'Altglas wegbringen'],
  ['heb Lisa teruggebeld', 'Lisa terugbellen'],
  ['de was gedaan', 'Was draaien'],
  ['ich hab heute die Wäsche gemacht', 'Wäsche waschen'],
  ['le loyer est viré', 'Virer le loyer'],
])('“%s” was “%s”', (said, title) => {
  const tasks = [newTask(1, title), newTask(2, 'Something else')]
  expect(accomplished(tasks, said).map(({ id }) => id)).toEqual([1])
})
