import { describe, expect, test } from 'bun:test'
import { isAppError } from '../../src/errors.ts'
import { createMemoryWindow } from '../../src/rate-limit/memory.ts'
import { createThrottle } from '../../src/rate-limit/sign-in.ts'

const MINUTES = 60_000

const clocked = () => {
  let at = 9_000_000
  const window = createMemoryWindow(() => at)
  const throttle = createThrottle(window, 100)
  const waits = async (email: string, address: string) => {
    try {
      await throttle.check(email, address)
      return 0
    } catch (error) {
      if (!isAppError(error, 'rate_limited')) throw error
      return error.retry_after ?? -1
    }
  }
  const fail = async (times: number, email: (n: number) => string, address: (n: number) => string) => {
    for (let n = 0; n < times; n++) await throttle.fail(email(n), address(n))
  }
  return { fail, waits, pass: (ms: number) => (at += ms), throttle, window }
}

const same = (word: string) => () => word
const each = (word: string) => (n: number) => `${word}${n}`

describe('failed sign-ins', () => {
  test.each([
    ['one account from one address', 10, same('ada@a.example'), same('1.1.1.1'), 'ada@a.example', '1.1.1.1'],
    ['one address, many accounts', 40, each('a'), same('1.1.1.1'), 'fresh@a.example', '1.1.1.1'],
    ['one account, many addresses', 100, same('ada@a.example'), each('10.0.0.'), 'ada@a.example', '9.9.9.9'],
  ])('%s: after %p the next waits, the one before does not', async (_, times, email, address, who, where) => {
    const { fail, waits } = clocked()
    await fail(times - 1, email, address)
    expect(await waits(who, where)).toBe(0)
    await fail(
      1,
      (n) => email(n + times),
      (n) => address(n + times),
    )
    expect(await waits(who, where)).toBe(900)
  })

  test('leave others alone: another account elsewhere, the same account elsewhere', async () => {
    const { fail, waits } = clocked()
    await fail(10, same('ada@a.example'), same('1.1.1.1'))
    expect(await waits('ben@a.example', '1.1.1.1')).toBe(0)
    expect(await waits('ada@a.example', '2.2.2.2')).toBe(0)
  })

  test('are over after 15 minutes, and the wait says when', async () => {
    const { fail, waits, pass } = clocked()
    await fail(10, same('ada@a.example'), same('1.1.1.1'))
    pass(14 * MINUTES)
    expect(await waits('ada@a.example', '1.1.1.1')).toBe(60)
    pass(MINUTES)
    expect(await waits('ada@a.example', '1.1.1.1')).toBe(0)
  })

  test('keep the door shut while they go on, counted from the tenth newest', async () => {
    const { fail, waits, pass } = clocked()
    for (let guess = 0; guess < 25; guess++) {
      await fail(1, same('ada@a.example'), same('1.1.1.1'))
      pass(MINUTES)
    }
    expect(await waits('ada@a.example', '1.1.1.1')).toBe(5 * 60)
  })

  test('asking whether one may guess costs nothing', async () => {
    const { waits } = clocked()
    for (let ask = 0; ask < 200; ask++) expect(await waits('ada@a.example', '1.1.1.1')).toBe(0)
  })

  test('no e-mail address is in a key', async () => {
    const keys: string[] = []
    const hit = async (key: string) => {
      keys.push(key)
      return { admitted: true, count: 0, reset_ms: 0 }
    }
    const throttle = createThrottle({ hit }, 100)
    await throttle.fail('ada@a.example', '1.1.1.1')
    await throttle.check('x'.repeat(1000), '1.1.1.1')
    expect(keys).toHaveLength(6)
    for (const key of keys) {
      expect(key).not.toContain('ada')
      expect(key.length).toBeLessThan(120)
    }
  })
})

test('new accounts are counted by address and day', async () => {
  let now = 0
  const throttle = createThrottle(
    createMemoryWindow(() => now),
    2,
  )
  await throttle.signUp('192.0.2.1')
  await throttle.signUp('192.0.2.1')
  await throttle.signUp('192.0.2.2')
  const refused = await throttle.signUp('192.0.2.1').catch((error) => error)
  expect([refused.code, refused.retry_after]).toEqual(['rate_limited', 86_400])
  now = 86_400_001
  await throttle.signUp('192.0.2.1')
})
