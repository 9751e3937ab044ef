import { describe, expect, test } from 'bun:test'
import { createDeadline } from '../../src/llm/deadline.ts'
import { errorOf } from '../support/failure.ts'

const never = new AbortController().signal
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))

describe('patience', () => {
  test('runs out while waiting, and says so', async () => {
    const patience = createDeadline(never, 5)
    expect(String(await errorOf(patience.wait(untilAborted(patience.signal))))).toContain('aborted')
    expect(patience.expired).toBe(true)
  })

  test('waits add up until something of worth comes', async () => {
    let clock = 0
    const patience = createDeadline(never, 1_000_000, () => clock)
    const waitFor = (ms: number) => patience.wait(Promise.resolve().then(() => (clock += ms)))
    await waitFor(600_000)
    await waitFor(399_999)
    // One millisecond is left of a million, so this wait ends by itself.
    expect(String(await errorOf(patience.wait(untilAborted(patience.signal))))).toContain('aborted')
    expect(patience.expired).toBe(true)
  })

  test('a refill begins the wait anew', async () => {
    let clock = 0
    const patience = createDeadline(never, 10, () => clock)
    await patience.wait(Promise.resolve().then(() => (clock += 10)))
    patience.refill(1_000_000)
    await patience.wait(Bun.sleep(5))
    expect(patience.expired).toBe(false)
  })

  test('a shorter wait that begins during another counts at once', async () => {
    const patience = createDeadline(never, 1_000_000)
    setTimeout(() => patience.refill(5))
    expect(String(await errorOf(patience.wait(untilAborted(patience.signal))))).toContain('aborted')
    expect(patience.expired).toBe(true)
  })

  test('time spent outside of a wait does not count', async () => {
    const patience = createDeadline(never, 1_000_000)
    await patience.wait(Promise.resolve())
    await Bun.sleep(5)
    expect(patience.signal.aborted).toBe(false)
  })

  test('the caller’s stop is passed on and is no expiry', () => {
    const caller = new AbortController()
    const patience = createDeadline(caller.signal, 1_000)
    caller.abort()
    expect(patience.signal.aborted).toBe(true)
    expect(patience.expired).toBe(false)
  })

  test('release ends the request and is no expiry', () => {
    const patience = createDeadline(never, 1_000)
    patience.release()
    expect(patience.signal.aborted).toBe(true)
    expect(patience.expired).toBe(false)
  })
})
