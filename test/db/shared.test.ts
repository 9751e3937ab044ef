/** Those who ask together share one answer, or one failure; those who ask later get a new one. */
import { expect, test } from 'bun:test'
import { shared } from '../../src/db/shared.ts'
import { errorOf } from '../support/failure.ts'

test('work under way is shared, and done anew afterwards', async () => {
  const open: PromiseWithResolvers<number>[] = []
  const ask = shared(() => {
    const one = Promise.withResolvers<number>()
    open.push(one)
    return one.promise
  })
  const together = [ask(), ask()]
  expect(open.length).toBe(1)
  open[0]?.resolve(1)
  expect(await Promise.all(together)).toEqual([1, 1])
  const later = ask()
  expect(open.length).toBe(2)
  open[1]?.reject(new Error('gone'))
  expect(await errorOf(later)).toEqual(new Error('gone'))
  void ask()
  expect(open.length).toBe(3)
})
