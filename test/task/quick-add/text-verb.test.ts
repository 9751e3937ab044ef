import { expect, test } from 'bun:test'
import { english } from '../../../src/language/en.ts'
import { isVerbAlone, startsWithVerb } from '../../../src/task/quick-add/text.ts'

test.each(['call mum', ' Buy milk', 'pay 5 euros'])('%p begins a to-do', (words) =>
  expect(startsWithVerb(words, english)).toBe(true),
)
test.each(['call', 'butter', 'callous remarks', '', 'mum call'])('%p does not', (words) =>
  expect(startsWithVerb(words, english)).toBe(false),
)
test('a verb alone waits for its object', () =>
  expect([isVerbAlone(' wash ', english), isVerbAlone('wash car', english)]).toEqual([true, false]))
