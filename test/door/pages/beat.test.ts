import { expect, test } from 'bun:test'
import { withBeats } from '../../../src/door/pages/beat.ts'

test('a value is passed on; a silence is filled', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  async function* slow() {
    yield 1
    await promise
    yield 2
  }
  const seen: (number | 'beat')[] = []
  for await (const value of withBeats(slow(), 1)) {
    seen.push(value)
    if (seen.filter((one) => one === 'beat').length === 2) resolve()
  }
  expect(seen.filter((one) => one !== 'beat')).toEqual([1, 2])
  expect(seen.indexOf('beat')).toBe(1)
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
  for await (const _ of withBeats(endless(), 1000)) break
  expect(left).toBe(true)
})

test('a failing source fails its reader', async () => {
  // biome-ignore lint/correctness/useYield: it fails before it could
  async function* broken(): AsyncGenerator<number> {
    throw new Error('gone')
  }
  const read = async () => {
    for await (const _ of withBeats(broken(), 1000)) break
  }
  expect(read()).rejects.toThrow('gone')
})
