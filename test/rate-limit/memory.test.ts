import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createMemoryWindow } from '../../src/rate-limit/memory.ts'
import type { Mode } from '../../src/rate-limit/window.ts'

const MINUTE = 60_000

const clocked = (keys_max?: number) => {
  let at = 1_000_000
  const window = createMemoryWindow(() => at, keys_max)
  return {
    window,
    pass: (ms: number) => (at += ms),
    take: (key = 'k', limit = 3) => window.hit(key, limit, MINUTE, 'take'),
  }
}

describe('a sliding window', () => {
  test('admits the limit, refuses the next, and says when there is room', async () => {
    const { take, pass } = clocked()
    expect(await take()).toEqual({ admitted: true, count: 1, reset_ms: MINUTE })
    pass(10_000)
    expect(await take()).toEqual({ admitted: true, count: 2, reset_ms: 50_000 })
    expect(await take()).toEqual({ admitted: true, count: 3, reset_ms: 50_000 })
    expect(await take()).toEqual({ admitted: false, count: 3, reset_ms: 50_000 })
  })

  test('slides: one place is free as each hit leaves, not all at the full minute', async () => {
    const { take, pass } = clocked()
    await take()
    pass(30_000)
    await take()
    await take()
    pass(29_999)
    expect((await take()).admitted).toBe(false)
    pass(1)
    expect((await take()).admitted).toBe(true)
    expect((await take()).admitted).toBe(false)
  })

  test('lets in exactly when it said it would, however often it was asked meanwhile', async () => {
    const { take, pass } = clocked()
    for (let hit = 0; hit < 3; hit++) await take()
    let refused = await take()
    for (let asked = 0; asked < 20; asked++) {
      pass(1000)
      refused = await take()
      expect(refused.admitted).toBe(false)
    }
    pass(refused.reset_ms)
    expect((await take()).admitted).toBe(true)
  })

  test('never admits more than the limit within any minute', async () => {
    const { window, pass } = clocked()
    const admitted: number[] = []
    let now = 0
    for (let step = 0; step < 500; step++) {
      const ms = (step * 7919) % 3000
      pass(ms)
      now += ms
      if ((await window.hit('k', 30, MINUTE, 'take')).admitted) admitted.push(now)
    }
    for (const from of admitted) {
      expect(admitted.filter((at) => at >= from && at < from + MINUTE).length).toBeLessThanOrEqual(30)
    }
    expect(admitted.length).toBeGreaterThan(100)
  })

  test('keys do not touch each other', async () => {
    const { take } = clocked()
    for (let hit = 0; hit < 4; hit++) await take('a')
    expect((await take('b')).admitted).toBe(true)
  })
})

describe('modes', () => {
  test('look counts nothing', async () => {
    const { window } = clocked()
    for (let look = 0; look < 5; look++) {
      expect(await window.hit('k', 1, MINUTE, 'look')).toEqual({ admitted: true, count: 0, reset_ms: 0 })
    }
  })

  test('add counts beyond the limit too, and keeps only what is needed to refuse', async () => {
    const { window, pass } = clocked()
    for (let hit = 0; hit < 10; hit++) {
      await window.hit('k', 3, MINUTE, 'add')
      pass(1000)
    }
    const look = await window.hit('k', 3, MINUTE, 'look')
    // The third newest hit was 3 s ago.
    expect(look).toEqual({ admitted: false, count: 3, reset_ms: 57_000 })
  })
})

describe('memory', () => {
  test('is bounded: the longest unused key goes first', async () => {
    const { take, window } = clocked(3)
    for (const key of ['a', 'b', 'c', 'a', 'd']) await take(key, 1)
    expect(window.size()).toBe(3)
    expect((await take('a', 1)).admitted).toBe(false)
    expect((await take('b', 1)).admitted).toBe(true)
  })

  test('a flood of keys stays within the bound', async () => {
    const { take, window } = clocked(100)
    for (let key = 0; key < 5000; key++) await take(`k${key}`)
    expect(window.size()).toBe(100)
  })

  test('a key whose hits are over is forgotten when it is looked at', async () => {
    const { take, window, pass } = clocked()
    await take()
    pass(MINUTE)
    await window.hit('k', 3, MINUTE, 'look')
    expect(window.size()).toBe(0)
  })
})

/** The same, as plainly as it can be said: all hits of the key are looked at each time. */
const plainWindow = (now: () => number) => {
  const times = new Map<string, number[]>()
  return (key: string, limit: number, window_ms: number, mode: Mode) => {
    const at = now()
    const first = (times.get(key) ?? []).findIndex((time) => time > at - window_ms)
    const hits = first === -1 ? [] : (times.get(key) ?? []).slice(first)
    const admitted = hits.length < limit
    if (mode === 'add' || (mode === 'take' && admitted)) hits.push(at)
    const kept = hits.slice(-limit)
    times.set(key, kept)
    return { admitted, count: kept.length, reset_ms: kept[0] === undefined ? 0 : kept[0] + window_ms - at }
  }
}

test('answers as one that looks at every hit each time, whatever comes', async () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b'),
    // Also a clock that is set back.
    ms: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(0, 60_000, -3_000)),
    limit: fc.constantFrom(1, 3, 30),
    mode: fc.constantFrom<Mode>('take', 'take', 'add', 'look'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 200 }), async (steps) => {
      let at = 1_000_000
      const [window, plain] = [createMemoryWindow(() => at), plainWindow(() => at)]
      for (const { key, ms, limit, mode } of steps) {
        at += ms
        expect(await window.hit(key, limit, 20_000, mode)).toEqual(plain(key, limit, 20_000, mode))
      }
    }),
    { seed: 20_261_122, numRuns: 200 },
  )
})
