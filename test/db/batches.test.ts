import { expect, test } from 'bun:test'
import { untilDone } from '../../src/db/batches.ts'
import type { Database } from '../../src/db/database.ts'

test('a bounded statement is repeated until nothing is left', async () => {
  const batches = [1_000, 1_000, 3, 0]
  let calls = 0
  const execute = (async () => batches[calls++]) as unknown as Database['execute']
  expect(await untilDone({ execute }, async () => 0)).toBe(2_003)
  expect(calls).toBe(4)
})
