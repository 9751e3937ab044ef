import { describe, expect, test } from 'bun:test'
import { linesOf, stableOffset } from '../../../src/lib/markdown/blocks.ts'
import { markdown } from '../../../views/markdown/render.ts'
import { randomDocument, seededRandom } from '../../views/random-markdown.ts'

describe('stableOffset', () => {
  const cases: [string, string, string][] = [
    ['an open paragraph is not final', 'one two', ''],
    ['a paragraph is final when the next block begins', 'one\n\ntwo', 'one\n\n'],
    ['a blank line alone proves nothing yet', 'one\n\n', ''],
    ['a heading is final with its line', '# Title\nbody', '# Title\n'],
    ['an open heading is not', '# Tit', ''],
    ['a fence is final when closed', '```js\na\n```\nrest', '```js\na\n```\n'],
    ['an open fence is not, whatever stands in it', '```js\na\n\n# b\n\nc', ''],
    ['a longer fence is not closed by a shorter one', '````\n```\n\nx', ''],
    ['items after a blank line stay in their list', '- a\n\n- b\n\n', ''],
    ['indented lines stay in the list', '- a\n\n  more\n', ''],
    ['a paragraph ends a list', '- a\n- b\n\nafter it\n', '- a\n- b\n\n'],
    ['an open line after a list may still become an item', '- a\n\n-', ''],
    ['a fence inside a list waits for the list', '- a\n  ```\n  x\n  ```\n', ''],
  ]
  test.each(cases)('%s', (_, text, final) => {
    expect(text.slice(0, stableOffset(text))).toBe(final)
  })

  test('never goes back and never passes the end', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 200; round++) {
      const text = randomDocument(random)
      let stable = 0
      for (let end = 0; end <= text.length; end += 1 + Math.floor(random() * 5)) {
        const next = stableOffset(text.slice(0, end), stable)
        expect(next).toBeGreaterThanOrEqual(stable)
        expect(next).toBeLessThanOrEqual(end)
        stable = next
      }
    }
  })

  test('block by block renders what the whole renders, however the text arrives', () => {
    const random = seededRandom(2026)
    for (let round = 0; round < 1500; round++) {
      const text = randomDocument(random)
      let stable = 0
      let blocks = ''
      for (let end = 0; end < text.length; ) {
        end = Math.min(text.length, end + 1 + Math.floor(random() * 6))
        const next = stableOffset(text.slice(0, end), stable)
        blocks += next > stable ? String(markdown(text.slice(stable, next))) : ''
        stable = next
      }
      blocks += String(markdown(text.slice(stable)))
      expect({ text, html: blocks }).toEqual({ text, html: String(markdown(text)) })
    }
  })

  test('hostile input of one piece ends, and is never split where nothing ended', () => {
    for (const piece of ['a', '[', '*', ' ', '`', '> ', '|']) expect(stableOffset(piece.repeat(40_000))).toBe(0)
    expect(stableOffset('\n'.repeat(40_000))).toBe(0)
    expect(stableOffset('- \n'.repeat(20_000))).toBe(0)
  })
})

test('linesOf covers the text without gap or overlap', () => {
  const text = 'a\n\nb\r\nc'
  const lines = [...linesOf(text)]
  expect(lines.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
  expect(lines.map((line) => line.open)).toEqual([false, false, false, true])
  expect([...linesOf(text, 3)].map((line) => line.text)).toEqual(['b\r', 'c'])
})
