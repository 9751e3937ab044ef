import { expect, test } from 'bun:test'
import { createPauses, createSilence, writtenInSlices } from '../../src/lib/pauses.ts'

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

test('silence is noticed, again and again', async () => {
  const silence = createSilence(1)
  for (let n = 0; n < 3; n++) await new Promise<void>((resolve) => silence.begin(resolve))
})

test('silence counts from the last beginning, not from the first', async () => {
  const silence = createSilence(20)
  const began = performance.now()
  silence.begin(() => expect.unreachable())
  while (performance.now() - began < 10) silence.end()
  const again = performance.now()
  await new Promise<void>((resolve) => silence.begin(resolve))
  expect(performance.now() - again).toBeGreaterThanOrEqual(20)
})

test('silence is not noticed once it has ended', async () => {
  const [ended, closed, other] = [createSilence(1), createSilence(1), createSilence(2)]
  for (const silence of [ended, closed]) silence.begin(() => expect.unreachable())
  ended.end()
  closed.close()
  await new Promise<void>((resolve) => other.begin(resolve))
})
