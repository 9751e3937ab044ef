import { expect, test } from 'bun:test'
import { createOpenStreams } from '../../src/lib/open-streams.ts'
import { errorOf } from '../support/failure.ts'

const setUp = () => {
  const total = { now: 0 }
  const streams = createOpenStreams({
    most: 2,
    onchange: (by) => {
      total.now += by
    },
  })
  return { streams, total }
}
async function* endless() {
  for (;;) yield 1
}

test('each user has room of their own', () => {
  const { streams, total } = setUp()
  const leave = streams.enter('ada')
  streams.enter('ada')
  expect([streams.full('ada'), streams.full('bob'), streams.of('ada'), total.now]).toEqual([true, false, 2, 2])
  leave()
  leave()
  expect([streams.full('ada'), streams.of('ada'), total.now]).toEqual([false, 1, 1])
})

test('a stream counts from its first frame until it ends, however it ends', async () => {
  const { streams, total } = setUp()
  const never = streams.counted('ada', endless())
  await never.return(undefined)
  expect(total.now).toBe(0)
  for await (const _ of streams.counted('ada', endless())) {
    expect(total.now).toBe(1)
    break
  }
  expect(total.now).toBe(0)
  async function* broken(): AsyncGenerator<number> {
    yield 1
    throw new Error('gone')
  }
  const read = async () => {
    for await (const _ of streams.counted('ada', broken()));
  }
  expect(String(await errorOf(read()))).toContain('gone')
  await Bun.sleep(0)
  expect([total.now, streams.of('ada')]).toEqual([0, 0])
})
