/**
 * Corpora of which no answer was seen before they were written; each case has a clock and a list of its own. Untuned they
 * were right in 70.3, 71.6, 69.3, 78.2 and 84.0 %: the bounds here hold what has been mended since.
 */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { clockedLine, clockedTable, readClocked, runClocked } from './corpus/clocked.ts'

const RIGHT = { 'clocked-7': 0.94, 'clocked-8': 0.92, 'clocked-9': 0.95, 'clocked-10': 0.97, 'clocked-11': 0.92 }
const WRONG_MAX = 0.05
const pathOf = (name: string) => join(import.meta.dir, 'corpus', `${name}.jsonl`)

test('they are of seven languages and twenty-one groups', () => {
  const cases = Object.keys(RIGHT).flatMap((name) => readClocked(pathOf(name)))
  expect(new Set(cases.map(({ language }) => language)).size).toBe(7)
  expect(new Set(cases.map(({ group }) => group)).size).toBe(21)
})

test.each(Object.entries(RIGHT))('%s: nothing harmful, and right in %d of all at least', async (name, share) => {
  const results = await runClocked(pathOf(name))
  const bad = results.filter(({ verdict }) => verdict === 'wrong' || verdict === 'harmful')
  const report = `${bad.map(clockedLine).join('\n')}\n${clockedTable(results)}`
  expect(results.filter(({ verdict }) => verdict === 'harmful').length, report).toBe(0)
  expect(results.filter(({ verdict }) => verdict === 'wrong').length / results.length, report).toBeLessThan(WRONG_MAX)
  expect(results.filter(({ verdict }) => verdict === 'right').length / results.length, report).toBeGreaterThanOrEqual(
    share,
  )
})
