import { expect, test } from 'bun:test'
import { remembered } from '../../src/llm/remember.ts'

test('what was found for an object is not looked for again, nothing included', () => {
  const asked: object[] = []
  const find = remembered((of: { value: number | undefined }) => {
    asked.push(of)
    return of.value
  })
  const [one, none] = [{ value: 1 }, { value: undefined }]
  expect([find(one), find(one), find(none), find(none)]).toEqual([1, 1, undefined, undefined])
  expect(asked).toEqual([one, none])
})

test('equal objects are not the same object', () => {
  let looks = 0
  const find = remembered((of: readonly number[]) => of.length + looks++ * 10)
  expect([find([1]), find([1])]).toEqual([1, 11])
})

test('a search that failed is made again', () => {
  let looks = 0
  const find = remembered((_: object) => {
    looks += 1
    if (looks === 1) throw new Error('not yet')
    return looks
  })
  const key = {}
  expect(() => find(key)).toThrow('not yet')
  expect(find(key)).toBe(2)
})
