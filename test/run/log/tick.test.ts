import { expect, test } from 'bun:test'
import { tickAfter } from '../../../src/run/log/tick.ts'

test.each([
  [0, 50],
  [1, 50.1],
  [100, 60],
  [500, 100],
  [1_000, 150],
  [3_000, 150],
])('words after an append of %d answers wait %d ms', (answers, ms) => {
  expect(tickAfter(answers)).toBeCloseTo(ms)
})
