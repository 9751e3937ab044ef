/** docs/troubleshooting.md quotes the program: every sentence in it is one that the program can say. */
import { describe, expect, test } from 'bun:test'
import { filesOf, textOf } from '../support/source.ts'

/** As people read it: markup, quotation marks and line ends of the code do not matter. */
const flat = (text: string) => text.replace(/\s+/g, ' ')
const code = filesOf('{src,views}/**/*.{ts,tsx}').map((path) => flat(textOf(path)))
const page = textOf('docs/troubleshooting.md')
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| You see'))
const quoted = rows.flatMap((row) => [...row.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words))
const PLACES = new Set(['Least privilege'])

/** The parts between what differs all stand in one file. */
const isSaid = (words: string) => {
  const parts = words.split(/ ?…\.? ?/).filter((part) => part.length > 3)
  return code.some((text) => parts.every((part) => text.includes(part)))
}

describe('docs/troubleshooting.md', () => {
  const said = quoted.filter((words) => !PLACES.has(words))

  test('has many symptoms, each with cause and remedy', () => {
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter((row) => row.split(' | ').length !== 3)).toEqual([])
  })

  test.each(said)('the program can say: %s', (words) => {
    expect(isSaid(words)).toBe(true)
  })

  test('a sentence that nobody says is seen', () => {
    expect(isSaid('The dog ate the database.')).toBe(false)
  })
})
