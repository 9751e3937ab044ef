import { afterEach, beforeEach, expect, test } from 'bun:test'
import { setClock, sharedNow } from '../../src/lib/clock.ts'

// Servers of other test files have set it before.
beforeEach(() => setClock(undefined))
afterEach(() => setClock(undefined))
/** The two clocks of the machine differ by less. */
const DRIFT_MS = 50
/** Whether a reading lies between two of this machine's clock, taken before and after it, moved by `ms`. */
const between = (before: number, time: Date, after: number, ms = 0) =>
  before + ms - DRIFT_MS <= time.getTime() && time.getTime() <= after + ms + DRIFT_MS

test('is this machine’s clock until the database was asked', () => {
  const before = Date.now()
  expect(between(before, sharedNow(), Date.now())).toBe(true)
})

test('is the database’s afterwards, half of the way there counted', () => {
  const began = Date.now()
  const database = new Date(began - 3_600_000)
  const came = performance.now()
  setClock(database, came - 200, came)
  expect(between(began, sharedNow(), Date.now(), 100 - 3_600_000)).toBe(true)
})

test('never stands still or runs backwards between readings', async () => {
  setClock(new Date('2026-01-01T00:00:00Z'), performance.now())
  const began = performance.now()
  const first = sharedNow().getTime()
  await Bun.sleep(20)
  const second = sharedNow().getTime()
  expect(second - first).toBeGreaterThanOrEqual(19)
  expect(second - first).toBeLessThanOrEqual(performance.now() - began + 1)
})
