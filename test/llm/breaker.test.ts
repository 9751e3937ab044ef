import { expect, test } from 'bun:test'
import { createBreaker, PAUSE_MS } from '../../src/llm/breaker.ts'

function setUp() {
  const clock = { now: 1_000 }
  return { clock, breaker: createBreaker(() => clock.now) }
}
const fail = (breaker: ReturnType<typeof createBreaker>, times = 3) => {
  for (let i = 0; i < times; i++) breaker.failed()
}

test('fewer failures than three in a row change nothing', () => {
  const { breaker } = setUp()
  fail(breaker, 2)
  breaker.succeeded()
  fail(breaker, 2)
  expect([breaker.allows(), breaker.allows()]).toEqual([true, true])
})

test('three in a row pass it over for thirty seconds, then one turn tries', () => {
  const { breaker, clock } = setUp()
  fail(breaker)
  expect([breaker.open, breaker.allows()]).toEqual([true, false])
  clock.now += PAUSE_MS - 1
  expect(breaker.allows()).toBe(false)
  clock.now += 1
  // Looking does not use up the one trial.
  expect([breaker.open, breaker.open]).toEqual([false, false])
  expect([breaker.allows(), breaker.allows(), breaker.allows()]).toEqual([true, false, false])
})

test('a good trial opens it for everybody', () => {
  const { breaker, clock } = setUp()
  fail(breaker)
  clock.now += PAUSE_MS
  expect(breaker.allows()).toBe(true)
  breaker.succeeded()
  expect([breaker.allows(), breaker.allows()]).toEqual([true, true])
})

test('a failed trial begins a new pause at once', () => {
  const { breaker, clock } = setUp()
  fail(breaker)
  clock.now += PAUSE_MS
  breaker.allows()
  clock.now += 5_000
  breaker.failed()
  clock.now += PAUSE_MS - 1
  expect(breaker.allows()).toBe(false)
  clock.now += 1
  expect(breaker.allows()).toBe(true)
})

test('an abandoned trial is followed by another a pause later', () => {
  const { breaker, clock } = setUp()
  fail(breaker)
  clock.now += PAUSE_MS
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false])
  clock.now += PAUSE_MS
  expect(breaker.allows()).toBe(true)
})
