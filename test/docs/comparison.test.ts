/** docs/comparison.md says nothing of others without a source, and not only what pleases us. */
import { expect, test } from 'bun:test'
import { textOf } from '../support/source.ts'

const page = textOf('docs/comparison.md')
const sectionOf = (heading: string) => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
const rowsOf = (section: string) =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
const numbersIn = (text: string) => [...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number))
const sources = sectionOf('Sources')
  .split('\n')
  .filter((line) => /^\d+\. /.test(line))

test('every source is numbered, has an address and a day, and is used', () => {
  expect(sources.length).toBeGreaterThan(10)
  for (const [at, line] of sources.entries())
    expect(line).toMatch(new RegExp(`^${at + 1}\\. .*<https://[^>]+>.*\\d{4}-\\d\\d-\\d\\d`))
  const used = new Set(numbersIn(page.split('\n## Sources\n')[0] ?? ''))
  expect([...used].toSorted((a, b) => a - b)).toEqual(sources.map((_, at) => at + 1))
})

test('others are better in at least three things, each named with a source', () => {
  const better = rowsOf(sectionOf('Where they are better'))
  expect(better.filter((row) => numbersIn(row).length > 0).length).toBeGreaterThanOrEqual(3)
  const names = ['HF chat-ui', 'LibreChat', 'Open WebUI', 'Vikunja', 'tududi', 'Todoist']
  for (const name of names) expect(better.join('\n')).toContain(name)
})
