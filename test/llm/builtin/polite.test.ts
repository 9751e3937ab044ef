import { expect, test } from 'bun:test'
import { plainly } from '../../../src/llm/builtin/polite.ts'

const rows: [string, string][] = [
  ['Hi, could you please delete 3 for me?', 'delete 3'],
  ['please, thanks', 'thanks'],
  ["I'd like to add milk, thank you", 'add milk'],
  ['ok now show my list please', 'show my list'],
  ['what can you do?', 'what can you do?'],
  ['please', 'please'],
  ['say please to mum', 'say please to mum'],
]
test.each(rows)('%p is plainly %p', (words, plain) => expect(plainly(words)).toBe(plain))
