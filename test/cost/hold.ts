/**
 * How long a piece of work holds the main thread. Wall time says nothing on a shared machine, so it is CPU time of this
 * thread, between two turns of the event loop; the smallest of a few tries counts, because noise only ever adds.
 */

/** Milliseconds of CPU this thread has used. */
export const cpu = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The longest stretch without a turn of the event loop while `work` runs, in ms of CPU. */
const longestHold = async (work: () => Promise<unknown>): Promise<number> => {
  let longest = 0
  let done = false
  let since = cpu()
  const turn = () => {
    const at = cpu()
    longest = Math.max(longest, at - since)
    since = at
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  const working = work()
  turn()
  await working.finally(() => {
    done = true
  })
  turn()
  return longest
}

/** The least of `tries` measurements; ends early below `enough`. */
export const holdOf = async (work: () => Promise<unknown>, tries: number, enough: number): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < tries && least > enough; at++) least = Math.min(least, await longestHold(work))
  return least
}
