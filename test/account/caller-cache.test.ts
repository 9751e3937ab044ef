import { describe, expect, test } from 'bun:test'
import { createCallerCache } from '../../src/account/caller-cache.ts'
import type { Caller } from '../../src/account/schema.ts'
import { AppError } from '../../src/errors.ts'
import { callerFor, codeOf } from './support.ts'

/** A cache on a clock that stands still, and a source that counts how often it is asked. */
const setUp = () => {
  const clock = { now: 1000 }
  const cache = createCallerCache(() => clock.now)
  const asked: string[] = []
  const ask = (key: string, user_id = 'rosa') =>
    cache.get(key, async () => {
      asked.push(key)
      return callerFor(user_id, { credential_id: key })
    })
  return { clock, cache, asked, ask }
}

describe('a caller', () => {
  test('is remembered for 900 ms and asked for again after that', async () => {
    const { clock, asked, ask } = setUp()
    await ask('a')
    clock.now += 899
    expect((await ask('a')).credential_id).toBe('a')
    expect(asked).toEqual(['a'])
    clock.now += 1
    await ask('a')
    expect(asked).toEqual(['a', 'a'])
  })

  test('is as old as the question, not as its answer', async () => {
    const { clock, cache, asked, ask } = setUp()
    let answer = (_: Caller) => {}
    const slow = cache.get('a', () => new Promise<Caller>((resolve) => (answer = resolve)))
    clock.now += 950
    answer(callerFor('rosa'))
    await slow
    await ask('a')
    expect(asked).toEqual(['a'])
  })

  test('asked for many times at once is looked up once', async () => {
    const { asked, ask } = setUp()
    await Promise.all(Array.from({ length: 50 }, () => ask('a')))
    expect(asked).toEqual(['a'])
  })

  test('who was not found is not remembered', async () => {
    const { cache, asked, ask } = setUp()
    const fail = () => Promise.reject(new AppError('unauthenticated', 'No.'))
    expect(await codeOf(cache.get('a', fail))).toBe('unauthenticated')
    expect((await ask('a')).user_id).toBe('rosa')
    expect(asked).toEqual(['a'])
  })
})

describe('forgetting', () => {
  test('by key leaves the others', async () => {
    const { cache, asked, ask } = setUp()
    await ask('a')
    await ask('b')
    cache.drop('a')
    await ask('a')
    await ask('b')
    expect(asked).toEqual(['a', 'b', 'a'])
  })

  test('by user leaves other users', async () => {
    const { cache, asked, ask } = setUp()
    await ask('a', 'rosa')
    await ask('b', 'luz')
    cache.dropUser('rosa')
    await ask('a', 'rosa')
    await ask('b', 'luz')
    expect(asked).toEqual(['a', 'b', 'a'])
  })

  test('by user reaches an answer that is still on its way', async () => {
    const { cache, asked, ask } = setUp()
    let answer = (_: Caller) => {}
    const slow = cache.get('a', () => new Promise<Caller>((resolve) => (answer = resolve)))
    cache.dropUser('rosa')
    answer(callerFor('rosa'))
    await slow
    await ask('a')
    expect(asked).toEqual(['a'])
  })

  test('the oldest goes when there are more than ten thousand', async () => {
    const { asked, ask } = setUp()
    for (let i = 0; i <= 10_000; i++) await ask(`${i}`)
    asked.length = 0
    await ask('1')
    await ask('10000')
    expect(asked).toEqual([])
    await ask('0')
    expect(asked).toEqual(['0'])
  })
})
