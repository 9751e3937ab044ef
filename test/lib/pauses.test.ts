import { expect, test } from 'bun:test'
import { createPauses, writtenInSlices } from '../../src/lib/pauses.ts'

/** Turns of the event loop that others get while the work runs. */
const turnsDuring = async (work: () => Promise<void>) => {
  let turns = 0
  let done = false
  const turn = () => {
    turns++
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  done = true
  return turns
}

test('work that has been long enough lets others have their turn', async () => {
  const pause = createPauses(0)
  const turns = await turnsDuring(async () => {
    for (let piece = 0; piece < 50; piece++) await pause()
  })
  expect(turns).toBeGreaterThanOrEqual(45)
})

test('short work does not pause', async () => {
  const pause = createPauses(60_000)
  const turns = await turnsDuring(async () => {
    for (let piece = 0; piece < 50; piece++) await pause()
  })
  expect(turns).toBe(0)
})

test('a text of many items is written in slices, in order', async () => {
  const items = Array.from({ length: 120 }, (_, at) => at)
  const sizes: number[] = []
  const text = await writtenInSlices(items, (slice) => {
    sizes.push(slice.length)
    return slice.map((at) => `${at} `).join('')
  })
  expect(text).toBe(items.map((at) => `${at} `).join(''))
  expect(sizes).toEqual([50, 50, 20])
  expect(await writtenInSlices([], () => 'x')).toBe('')
})
