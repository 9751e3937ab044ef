/** When looks happen. */
import { expect, test } from 'bun:test'
import { createTimer } from '../../src/reminder/timer.ts'

test('one look follows another, and asking during a look brings one more; after the stop there is none', async () => {
  let looks = 0
  const [first, second, third] = [1, 2, 3].map(() => Promise.withResolvers<void>())
  const go = Promise.withResolvers<void>()
  const timer = createTimer(async () => {
    looks += 1
    if (looks === 1) {
      first?.resolve()
      await go.promise
      return 60_000
    }
    if (looks === 2) second?.resolve()
    else third?.resolve()
    return looks === 2 ? 1 : 60_000
  })
  timer.lookIn(0)
  await first?.promise
  timer.lookIn(0)
  go.resolve()
  await second?.promise
  await third?.promise
  await timer.stop()
  timer.lookIn(0)
  expect(looks).toBe(3)
})
