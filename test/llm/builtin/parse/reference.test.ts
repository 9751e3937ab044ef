import { expect, test } from 'bun:test'
import { pointsAtTask, readReference } from '../../../../src/llm/builtin/parse/reference.ts'
import { contextOf } from '../support.ts'

const read = (words: string) => readReference(contextOf(words).hidden.words, contextOf(words))

test.each([
  ['3', { kind: 'ids', ids: [3] }],
  ['1…', { kind: 'ids', ids: [1] }],
  ['tasks 2, 3 and 5', { kind: 'ids', ids: [2, 3, 5] }],
  ['3 to 5', { kind: 'ids', ids: [3, 4, 5] }],
  ['the second one', { kind: 'place', place: 2 }],
  ['the last one', { kind: 'place', place: -1 }],
  ['it', { kind: 'it' }],
  ['both', { kind: 'them', count: 2 }],
  ['everything', { kind: 'all', filter: {} }],
  ['all completed tasks', { kind: 'all', filter: { status: 'completed' } }],
  ['everything but the bank one', { kind: 'all', filter: {}, except: { kind: 'words', words: 'bank' } }],
  [
    'everything except the gutters in house',
    { kind: 'all', filter: {}, words: 'house', except: { kind: 'words', words: 'gutters' } },
  ],
  ['all garden tasks', { kind: 'all', filter: {}, words: 'garden' }],
  ['the milk one', { kind: 'words', words: 'milk' }],
  ['"all tasks"', { kind: 'words', words: 'all tasks' }],
  ['', { kind: 'nothing' }],
] as const)('%p', (words, reference) => expect(read(words)).toEqual(reference as never))

test('an id, “it” and “the … one” point; a name does not', () => {
  expect(
    ['3', 'it', 'the milk one', 'milk', 'the report'].map((words) => pointsAtTask(words, contextOf(words))),
  ).toEqual([true, true, true, false, false])
})
