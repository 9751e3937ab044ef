import { expect, test } from 'bun:test'
import { batches, naming, say } from '../../../src/llm/builtin/plan.ts'

test('batches keep order and bounds', () => {
  expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(batches([])).toEqual([])
})
test('one id takes the single form', () =>
  expect([naming([3]), naming([3, 4])]).toEqual([{ task_id: 3 }, { task_ids: [3, 4] }]))
test('words alone need no call', () => expect([say('a').calls, say('a').tell([])]).toEqual([[], 'a']))
