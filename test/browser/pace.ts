/** The pace of the built-in assistant in the hand of a test, so that no answer ends before it was looked at. */

const PACE_MS = 20
/** So many words are in the page before the rest waits. */
const WORDS = 3

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

export const heldPace = () => {
  let left = Number.POSITIVE_INFINITY
  let gate = Promise.withResolvers<void>()
  const letGo = () => {
    left = Number.POSITIVE_INFINITY
    gate.resolve()
  }
  return {
    pause: async (signal: AbortSignal) => {
      left -= 1
      // A stop is not held up.
      await (left > 0 ? Bun.sleep(PACE_MS) : Promise.race([gate.promise, aborted(signal)]))
    },
    /** The next answer stands still after its first words, until what this gives is called. */
    hold: () => {
      left = WORDS
      gate = Promise.withResolvers()
      return letGo
    },
  }
}
