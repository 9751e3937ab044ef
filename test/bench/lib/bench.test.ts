import { expect, test } from 'bun:test'
import { type Aim, isMet } from '../../../bench/lib/bench.ts'

const figure = { what: 'x', unit: 'ms', n: 3, median: 5, p95: 9, ratio: 0.8 }

test.each<[Aim | undefined, boolean | undefined]>([
  [undefined, undefined],
  [{ of: 'median', at_most: 5 }, true],
  [{ of: 'median', at_most: 4 }, false],
  [{ of: 'p95', at_most: 5 }, false],
  [{ of: 'ratio', at_least: 0.75 }, true],
  [{ of: 'ratio', at_least: 0.75, at_most: 0.79 }, false],
  // What was not measured is not met.
  [{ of: 'p99', at_most: 100 }, false],
])('%p is met: %p', (aim, wanted) => {
  expect(isMet({ ...figure, ...(aim && { aim }) })).toBe(wanted)
})

test('what could not be measured is missed', () => {
  expect(isMet({ ...figure, median: Number.NaN, aim: { of: 'median', at_most: 5 } })).toBe(false)
})
