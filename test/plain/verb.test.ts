import { expect, test } from 'bun:test'
import { isVerbAlone, startsWithVerb } from '../../src/plain/verb.ts'

test.each(['call mum', ' Buy milk', 'pay 5 euros'])('%p begins a to-do', (words) =>
  expect(startsWithVerb(words)).toBe(true),
)
test.each(['call', 'butter', 'callous remarks', '', 'mum call'])('%p does not', (words) =>
  expect(startsWithVerb(words)).toBe(false),
)
test('a verb alone waits for its object', () =>
  expect([isVerbAlone(' wash '), isVerbAlone('wash car')]).toEqual([true, false]))
