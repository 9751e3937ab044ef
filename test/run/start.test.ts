import { expect, test } from 'bun:test'
import { TITLE_CHARS, titleFrom } from '../../src/run/start.ts'

const cases: [string, string][] = [
  ['add buy milk', 'add buy milk'],
  ['first line\nsecond line', 'first line'],
  ['  much   space  ', 'much space'],
  ['a'.repeat(TITLE_CHARS), 'a'.repeat(TITLE_CHARS)],
  ['a'.repeat(TITLE_CHARS + 1), `${'a'.repeat(TITLE_CHARS)}…`],
  [`${'word '.repeat(11)}longer end`, `${'word '.repeat(11)}longer`.slice(0, 54).concat('…')],
]

for (const [text, title] of cases) {
  test(`«${text.slice(0, 30)}» is titled «${title.slice(0, 30)}»`, () => expect(titleFrom(text)).toBe(title))
}

test('never cuts a character in two', () => {
  const title = titleFrom(`${'x'.repeat(TITLE_CHARS - 1)}😀${'y'.repeat(20)}`)
  expect(title.isWellFormed()).toBe(true)
  expect(title).not.toContain('\uFFFD')
})
