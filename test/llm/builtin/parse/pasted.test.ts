import { expect, test } from 'bun:test'
import { readPasted } from '../../../../src/llm/builtin/parse/pasted.ts'
import { contextOf } from '../support.ts'

const read = (words: string, commanded = false) =>
  readPasted(words, contextOf(words), () => commanded)?.map(({ title, due_on, tags }) =>
    [title, due_on, ...tags].filter(Boolean).join(' '),
  )

test.each([
  ['- a1\n- b2', ['a1', 'b2']],
  ['Tomorrow:\n* a1\n* b2', ['a1 2026-11-21', 'b2 2026-11-21']],
  ['#home\n1. a1\n2. b2', ['a1 home', 'b2 home']],
  ['- [ ] a1\n- [x] b2', ['a1']],
  ['• a1 • b2', ['a1', 'b2']],
  ['- wash\n- iron', ['wash', 'iron']],
  ['* [ ] putzen\n* [x] spülen\n* [ ] kochen', ['putzen', 'kochen']],
  ['apples\npears', ['apples', 'pears']],
  ['for the party: balloons, cake and candles', ['balloons', 'cake', 'candles']],
  ['Weekend: wash car', ['wash car 2026-11-21']],
])('%p', (words, tasks) => expect(read(words)).toEqual(tasks))

test('requests on lines of their own are no list', () => {
  expect([read('delete 3\nfinish 4', true), read('buy milk'), read('is it done?\nwhy?')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('every line of a message is read; what is longer than a list may be is none, so nothing is left out', () => {
  const lines = (n: number) => Array.from({ length: n }, (_, i) => `- t${i}`)
  expect(read(lines(80).join('\n'))).toEqual(lines(80).map((line) => line.slice(2)))
  expect(read(Array(250).fill('- a1').join('\n'))).toHaveLength(250)
  expect(read(lines(251).join('\n'))).toBeUndefined()
})
