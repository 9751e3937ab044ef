/**
 * A bound on calls that use the database at once. A call that waits here at its deadline has sent nothing; in the
 * package’s own queue a statement would still run after its caller got 503.
 */
export interface Semaphore {
  /** Waits for a turn, an urgent call before all others; answers how to give it back, which may be called more than once. */
  take(expired: Promise<never>, urgent?: boolean): Promise<() => void>
  /** A turn at once, if there is one; whoever waits already has none to lose. */
  takeNow(): (() => void) | undefined
}

export const createSemaphore = (most: number): Semaphore => {
  let free = most
  const waiting: (() => void)[] = []
  const giveBack = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  const slot = () => {
    let held = true
    return () => {
      if (held) giveBack()
      held = false
    }
  }
  const takeNow = () => {
    if (free === 0) return undefined
    free--
    return slot()
  }
  const take = async (expired: Promise<never>, urgent = false) => {
    const now = takeNow()
    if (now) return now
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    if (urgent) waiting.unshift(resolve)
    else waiting.push(resolve)
    expired.catch((reason: unknown) => {
      const at = waiting.indexOf(resolve)
      if (at >= 0) waiting.splice(at, 1)
      // Without effect when the turn has come.
      reject(reason)
    })
    await promise
    return slot()
  }
  return { take, takeNow }
}
