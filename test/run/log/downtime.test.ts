import { describe, expect, test } from 'bun:test'
import { AppError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { retryWhileDown } from '../../../src/run/log/batch-writer.ts'
import { afterActive, createDowntime } from '../../../src/run/log/downtime.ts'

const at = () => {
  let now = 0
  const go = (to: number) => {
    now = to
  }
  return { downtime: createDowntime(() => now), go }
}

describe('the time without a database', () => {
  test('counts from when the waiting began, also while it goes on', () => {
    const { downtime, go } = at()
    go(100)
    const end = downtime.begin(40)
    go(200)
    expect(downtime.total_ms()).toBe(160)
    end()
    go(900)
    expect(downtime.total_ms()).toBe(160)
  })

  test('counts once what several wait for together', () => {
    const { downtime, go } = at()
    const first = downtime.begin(0)
    go(50)
    const second = downtime.begin(10)
    go(100)
    first()
    go(150)
    second()
    expect(downtime.total_ms()).toBe(150)
    go(160)
    // This one began to wait in the time that has been counted already.
    const third = downtime.begin(120)
    go(170)
    third()
    expect(downtime.total_ms()).toBe(170)
  })
})

describe('active time', () => {
  test('ends when there was no outage', async () => {
    const { downtime } = at()
    const { promise, resolve } = Promise.withResolvers<string>()
    afterActive(1, downtime, () => resolve('expired'))
    expect(await promise).toBe('expired')
  })

  test('goes on while the database is away, and ends some time after', async () => {
    const { downtime, go } = at()
    let expired = false
    const { promise, resolve } = Promise.withResolvers<void>()
    afterActive(1, downtime, () => {
      expired = true
      resolve()
    })
    const end = downtime.begin(0)
    go(1)
    await Bun.sleep(50)
    expect(expired).toBe(false)
    end()
    await promise
    expect(expired).toBe(true)
  })

  test('can be stopped', async () => {
    const { downtime } = at()
    let expired = false
    afterActive(1, downtime, () => {
      expired = true
    })()
    await Bun.sleep(20)
    expect(expired).toBe(false)
  })
})

test('work that waits patiently tells the clock, and stops telling it', async () => {
  const downtime = createDowntime()
  let tries = 0
  const work = async () => {
    tries += 1
    if (tries === 1) throw new AppError('database_unavailable', 'away')
    return 'done'
  }
  expect(await retryWhileDown(work, createLog('silent'), downtime)).toBe('done')
  const total = downtime.total_ms()
  expect(total).toBeGreaterThan(0)
  await Bun.sleep(5)
  expect(downtime.total_ms()).toBe(total)
})
