import { expect, test } from 'bun:test'
import { BEAT, type NOTICE, withHeartbeat } from '../../src/lib/sse.ts'
import { errorOf } from '../support/failure.ts'

test('a value is passed on; a silence is filled', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  async function* slow() {
    yield 1
    await promise
    yield 2
  }
  const seen: (number | typeof BEAT | typeof NOTICE)[] = []
  for await (const value of withHeartbeat(slow(), { every_ms: 1 })) {
    seen.push(value)
    if (seen.filter((one) => one === BEAT).length === 2) resolve()
  }
  expect(seen.filter((one) => one !== BEAT)).toEqual([1, 2])
  expect(seen.indexOf(BEAT)).toBe(1)
})

test('who leaves takes the source along', async () => {
  let left = false
  async function* endless() {
    try {
      for (let n = 0; ; n++) yield n
    } finally {
      left = true
    }
  }
  for await (const _ of withHeartbeat(endless(), { every_ms: 1000 })) break
  expect(left).toBe(true)
})

test('a failing source fails its reader', async () => {
  // biome-ignore lint/correctness/useYield: it fails before it could
  async function* broken(): AsyncGenerator<number> {
    throw new Error('gone')
  }
  const read = async () => {
    for await (const _ of withHeartbeat(broken(), { every_ms: 1000 })) break
  }
  expect(String(await errorOf(read()))).toContain('gone')
})
