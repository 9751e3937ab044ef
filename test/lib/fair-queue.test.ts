/** The fair queue: how many at once, whose turn it is, and where the line ends. */
import { expect, test } from 'bun:test'
import { createFairQueue } from '../../src/lib/fair-queue.ts'

/** A queue whose work ends when the test says so. */
const stepped = (at_once: number, waiting_max = 1000) => {
  const order: string[] = []
  const running: (() => void)[] = []
  let most = 0
  const run = createFairQueue({ at_once, waiting_max, full: () => new Error('full') })
  const add = (key: string, name = key) =>
    run(key, async () => {
      order.push(name)
      const { promise, resolve } = Promise.withResolvers<void>()
      running.push(resolve)
      most = Math.max(most, running.length)
      await promise
    })
  const finishAll = async () => {
    while (running.length > 0) {
      running.shift()?.()
      await Bun.sleep(0)
    }
  }
  return { add, order, finishAll, most: () => most }
}

test('runs so many at once, one key in the order of arrival', async () => {
  const queue = stepped(2)
  const all = Array.from({ length: 9 }, (_, n) => queue.add('a', `${n}`))
  await queue.finishAll()
  await Promise.all(all)
  expect(queue.order).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8'])
  expect(queue.most()).toBe(2)
})

test('takes turns between keys', async () => {
  const queue = stepped(1)
  const all = [...Array.from({ length: 50 }, () => queue.add('crowd')), queue.add('late'), queue.add('later')]
  await queue.finishAll()
  await Promise.all(all)
  expect(queue.order.indexOf('late')).toBe(2)
  expect(queue.order.indexOf('later')).toBe(3)
})

test('turns away what is too many, and has room again afterwards', async () => {
  const queue = stepped(1, 2)
  const all = [queue.add('a'), queue.add('a'), queue.add('b')]
  expect(await queue.add('c').catch((error: Error) => error.message)).toBe('full')
  await queue.finishAll()
  await Promise.all(all)
  const after = queue.add('c')
  await queue.finishAll()
  await after
  expect(queue.order).toEqual(['a', 'a', 'b', 'c'])
})

test('work that fails gives its place back', async () => {
  const run = createFairQueue({ at_once: 1, waiting_max: 10, full: () => new Error('full') })
  for (let n = 0; n < 3; n++)
    expect(await run('a', () => Promise.reject(new Error('no'))).catch((error: Error) => error.message)).toBe('no')
  expect(await run('a', async () => 'yes')).toBe('yes')
})
