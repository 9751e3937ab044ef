import { expect, test } from 'bun:test'
import { english } from '../../../../src/language/en.ts'
import { mended } from '../../../../src/llm/builtin/parse/slips.ts'

test.each([
  ['finsih 3', 'finish 3'],
  ['dleete 7', 'delete 7'],
])('%p may mean %p', (words, meant) => expect(mended(words, english)).toContain(meant))

test('words of the person’s own stay', () => expect(mended('buy quinoa', english)).toEqual([]))
