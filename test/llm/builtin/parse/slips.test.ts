import { expect, test } from 'bun:test'
import { english } from '../../../../src/language/en.ts'
import { understand } from '../../../../src/llm/builtin/parse/message.ts'
import { mended } from '../../../../src/llm/builtin/parse/slips.ts'

test.each([
  ['finsih 3', 'finish 3'],
  ['dleete 7', 'delete 7'],
])('%p may mean %p', (words, meant) => expect(mended(words, english)).toContain(meant))

test('words of the person’s own stay', () => expect(mended('buy quinoa', english)).toEqual([]))

test('what would change every task is not read through a slip', () => {
  const { intents } = understand('verything to high priority', { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' })
  expect(intents.some((intent) => 'target' in intent && intent.target.kind === 'all')).toBe(false)
})
