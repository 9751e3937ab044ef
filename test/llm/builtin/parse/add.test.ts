import { expect, test } from 'bun:test'
import { readTasks, taskOf } from '../../../../src/llm/builtin/parse/add.ts'
import { contextOf } from '../support.ts'

const titles = (words: string) => readTasks(contextOf(words).hidden.words, contextOf(words)).map(({ title }) => title)

test.each([
  ['milk and eggs and bread', ['milk', 'eggs', 'bread']],
  ['eggs, flour and sugar', ['eggs', 'flour', 'sugar']],
  ['buy bread and butter', ['buy bread and butter']],
  ['dinner with Anna, Ben and Carl', ['dinner with Anna, Ben and Carl']],
  ['call mum and buy stamps', ['call mum', 'buy stamps']],
  ['gym every mon, wed and fri', ['gym']],
  ['"salt, pepper and oil"', ['salt, pepper and oil']],
  ['oats; figs\nrice', ['oats', 'figs', 'rice']],
  ['one more egg', ['one more egg']],
  ['one bottle of wine', ['one bottle of wine']],
  ['one to call mum', ['call mum']],
  ['one task: call mum', ['call mum']],
  ['1. wash car 2. sweep yard', ['wash car', 'sweep yard']],
])('%p is %p', (words, expected) => expect(titles(words)).toEqual(expected))

test('what the last of several things says is meant for all', () => {
  const words = 'eggs, bread and butter tomorrow'
  expect(readTasks(words, contextOf(words)).map(({ due_on }) => due_on)).toEqual([
    '2026-11-21',
    '2026-11-21',
    '2026-11-21',
  ])
})

test('a full stop ends the sentence, not the title', () => {
  expect([taskOf('buy stamps.', contextOf('x')).title, taskOf('buy eggs etc.', contextOf('x')).title]).toEqual([
    'buy stamps',
    'buy eggs etc.',
  ])
})
