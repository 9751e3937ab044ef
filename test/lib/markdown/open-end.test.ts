import { describe, expect, test } from 'bun:test'
import { tailOf } from '../../../src/lib/markdown/open-end.ts'
import { draft } from '../../../views/markdown/render.ts'
import { randomDocument, seededRandom } from '../../views/random-markdown.ts'

describe('the tail is mended', () => {
  const cases: [string, string][] = [
    ['plain words', '<p>plain words</p>'],
    ['half **bol', '<p>half <strong>bol</strong></p>'],
    ['half **bold*', '<p>half <strong>bold</strong></p>'],
    ['just opened **', '<p>just opened</p>'],
    ['some *it', '<p>some <em>it</em></p>'],
    ['strike ~~x', '<p>strike <del>x</del></p>'],
    ['code `a', '<p>code <code>a</code></p>'],
    ['marks in `a ** b` mean nothing', '<p>marks in <code>a ** b</code> mean nothing</p>'],
    ['see [the li', '<p>see the li</p>'],
    ['see [the list](https://a.exa', '<p>see the list</p>'],
    ['see ![pic](https://a.exa', '<p>see pic</p>'],
    ['words\n-', '<p>words\n</p>'],
    ['words\n\n#', '<p>words</p>'],
    ['words\n\n2.', '<p>words</p>'],
    ['words\n\n| a | b |', '<p>words</p>'],
    ['- one\n- tw', '<ul><li>one</li><li>tw</li></ul>'],
    ['* one\n* tw', '<ul><li>one</li><li>tw</li></ul>'],
  ]
  test.each(cases)('%j', (text, html) => {
    expect(String(draft(tailOf(text, 0).text)).replace('\n</p>', '</p>')).toBe(html.replace('\n</p>', '</p>'))
  })

  test('a finished link and a finished table stay what they are', () => {
    expect(tailOf('see [a](https://a.example)', 0).text).toBe('see [a](https://a.example)')
    expect(String(draft(tailOf('| a |\n|---|\n| 1', 0).text))).toContain('<td>1</td>')
  })
})

describe('an open code fence', () => {
  test('is shown up to its last whole line, the text before it apart', () => {
    expect(tailOf('Look:\n\n```ts\nlet a = 1\nlet b', 0)).toEqual({
      text: 'Look:\n\n',
      fence: { at: 7, code: 'let a = 1\n' },
    })
  })
  test('counts its place in the whole text', () => {
    expect(tailOf('done\n\n~~~\nx\n', 6).fence).toEqual({ at: 6, code: 'x\n' })
  })
  test('has no code before its first line ends', () => {
    expect(tailOf('```ts', 0).fence).toEqual({ at: 0, code: '' })
  })
  test('is over when closed', () => {
    expect(tailOf('```\nx\n```\n', 0).fence).toBeUndefined()
  })
  test('only ever grows while the text does', () => {
    const text = `\`\`\`js\n${'let a = `x` // **\n\n'.repeat(20)}`
    let code = ''
    for (let end = 7; end <= text.length; end++) {
      const next = tailOf(text.slice(0, end), 0).fence?.code ?? ''
      expect(next.startsWith(code)).toBe(true)
      code = next
    }
    expect(code).toBe(text.slice(6))
  })
})

test('no tail of any document carries foreign markup', () => {
  const random = seededRandom(11)
  for (let round = 0; round < 300; round++) {
    const text = randomDocument(random)
    const end = Math.floor(random() * text.length)
    expect(String(draft(tailOf(text.slice(0, end), 0).text))).not.toMatch(/<(b|img|script)[\s>]|<div>/)
  }
})
