/**
 * A queue that runs a few pieces of work at once and takes turns between keys: a key with a hundred waiting delays
 * the next one of another key by one, not by a hundred.
 */
interface FairQueueOptions {
  at_once: number
  /** More than so many waiting are turned away. */
  waiting_max: number
  /** Makes the error for one that is turned away. */
  full: () => Error
}

export const createFairQueue = ({ at_once, waiting_max, full }: FairQueueOptions) => {
  /** Keys in the order of their turns; each with those that wait, in the order of arrival. */
  const waiting = new Map<string, (() => void)[]>()
  let count = 0
  let inside = 0

  const next = (): (() => void) | undefined => {
    for (const [key, line] of waiting) {
      const go = line.shift()
      // The key goes to the end of the turns, or away.
      waiting.delete(key)
      if (line.length > 0) waiting.set(key, line)
      return go
    }
    return undefined
  }

  const wait = (key: string) => {
    if (count >= waiting_max) throw full()
    count++
    const { promise, resolve } = Promise.withResolvers<void>()
    const line = waiting.get(key)
    if (line) line.push(resolve)
    else waiting.set(key, [resolve])
    return promise.then(() => {
      count--
    })
  }

  const leave = () => {
    const go = next()
    // The place is handed on, so `inside` stays as it is.
    if (go) go()
    else inside--
  }

  /** Runs `work` when it is the key's turn. @throws what `full` makes, when too many wait */
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    if (inside < at_once) inside++
    else await wait(key)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
