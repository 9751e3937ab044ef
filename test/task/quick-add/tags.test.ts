import { expect, test } from 'bun:test'
import { readTags } from '../../../src/task/quick-add/tags.ts'

const rows: [string, string[], string][] = [
  ['buy milk #home #food', ['home', 'food'], 'buy milk'],
  ['#home buy milk', ['home'], 'buy milk'],
  ['buy #home milk', ['home'], 'buy milk'],
  ['buy milk #home, #food.', ['home', 'food'], 'buy milk ,'],
  ['buy milk #home #home', ['home'], 'buy milk'],
  ['grüße senden #familie-süd', ['familie-süd'], 'grüße senden'],
  ['buy milk tagged home and garden', ['home', 'garden'], 'buy milk'],
  ['close issue #12', [], 'close issue #12'],
  ['fix C# bug', [], 'fix C# bug'],
  ['a # b', [], 'a # b'],
  ['', [], ''],
]
test.each(rows)('%p', (words, tags, rest) => expect(readTags(words)).toEqual({ tags, rest }))

test('tags keep the bounds of the task: twenty of fifty characters', () => {
  const words = Array.from({ length: 30 }, (_, i) => `#t${i}`).join(' ')
  expect(readTags(words).tags).toHaveLength(20)
  expect(readTags(`#${'x'.repeat(80)}`).tags[0]).toHaveLength(50)
})
