import { expect, test } from 'bun:test'
import { linesOf } from '../../src/lib/lines.ts'

const rows: [string, string[]][] = [
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\nb', ['a', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['\n\na', ['', '', 'a']],
  ['a\rb', ['a\rb']],
]
test.each(rows)('%j', (text, lines) => {
  const found = [...linesOf(text)]
  expect(found.map((line) => line.text)).toEqual(lines)
  expect(found.map((line) => line.number)).toEqual(lines.map((_, at) => at + 1))
})

test('is read no further than it is asked for', () => {
  const [first] = linesOf('\n'.repeat(4_000_000)).take(1)
  expect(first).toEqual({ number: 1, text: '' })
})
