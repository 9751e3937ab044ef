import { describe, expect, test } from 'bun:test'
import { createSemaphore } from '../../src/lib/semaphore.ts'

const { promise: never } = Promise.withResolvers<never>()
/** Lets everything that can go on go on. */
const settle = () => Bun.sleep(0)

describe('slots', () => {
  test('let as many in as there are, the others in their order', async () => {
    const slots = createSemaphore(2)
    const order: number[] = []
    const releases = new Map<number, () => void>()
    for (const n of [1, 2, 3, 4]) {
      void slots.take(never).then((release) => {
        order.push(n)
        releases.set(n, release)
      })
    }
    await settle()
    expect(order).toEqual([1, 2])
    releases.get(2)?.()
    await settle()
    expect(order).toEqual([1, 2, 3])
    releases.get(1)?.()
    await settle()
    expect(order).toEqual([1, 2, 3, 4])
  })

  test('are had at once while there are any', async () => {
    const slots = createSemaphore(1)
    const release = slots.takeNow()
    expect(release).toBeFunction()
    expect(slots.takeNow()).toBeUndefined()
    let came = false
    const next = slots.take(never).then((free) => {
      came = true
      return free
    })
    release?.()
    // The turn goes to the one that waited.
    expect(slots.takeNow()).toBeUndefined()
    ;(await next)()
    expect(came).toBe(true)
    expect(slots.takeNow()).toBeFunction()
  })

  test('go to an urgent call before all that wait', async () => {
    const slots = createSemaphore(1)
    const release = await slots.take(never)
    const order: string[] = []
    const enter = (name: string, urgent: boolean) =>
      slots.take(never, urgent).then((free) => {
        order.push(name)
        free()
      })
    const all = [enter('first', false), enter('second', false), enter('urgent', true)]
    release()
    await Promise.all(all)
    expect(order).toEqual(['urgent', 'first', 'second'])
  })

  test('are given back once, however often they are returned', async () => {
    const slots = createSemaphore(1)
    const release = await slots.take(never)
    for (let i = 0; i < 3; i++) release()
    await slots.take(never)
    let second = false
    void slots.take(never).then(() => {
      second = true
    })
    await settle()
    expect(second).toBe(false)
  })

  test('forget whoever expired while waiting, and pass the turn on', async () => {
    const slots = createSemaphore(1)
    const release = await slots.take(never)
    const { promise: expired, reject } = Promise.withResolvers<never>()
    const impatient = slots.take(expired).catch((reason: Error) => reason.message)
    const patient = slots.take(never)
    reject(new Error('too late'))
    expect(await impatient).toBe('too late')
    release()
    expect(await patient).toBeFunction()
  })

  test('stay with whoever got one, even if it expires later', async () => {
    const slots = createSemaphore(1)
    const { promise: expired, reject } = Promise.withResolvers<never>()
    expired.catch(() => undefined)
    const release = await slots.take(expired)
    reject(new Error('later'))
    await settle()
    const next = slots.take(never)
    release()
    expect(await next).toBeFunction()
  })
})
