/** Pauses: those that long work makes, so that everybody else gets a turn of the event loop, and those in which nothing comes. */

/** Work without a pause; one piece more may follow before the pause comes. */
const WITHOUT_PAUSE_MS = 10

/** To be awaited after each piece; it pauses only when enough was done since the last pause. */
export const createPauses = (without_pause_ms = WITHOUT_PAUSE_MS) => {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < without_pause_ms) return
    await new Promise((resume) => setImmediate(resume))
    since = performance.now()
  }
}

/** Items written at once: some 10 ms of work for the slowest of our formats. */
const SLICE = 50

/** One text of many items, a slice of them at a time. */
export const writtenInSlices = async <T>(items: T[], write: (slice: T[]) => string): Promise<string> => {
  const pause = createPauses()
  const texts: string[] = []
  for (let at = 0; at < items.length; at += SLICE) {
    texts.push(write(items.slice(at, at + SLICE)))
    await pause()
  }
  return texts.join('')
}

/** Notices that nothing came for a while: one timer, set anew when it fires and not with all that comes. */
export const createSilence = (ms: number) => {
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let notice: (() => void) | undefined
  const look = () => {
    timer = undefined
    if (!notice) return
    const left = since + ms - performance.now()
    if (left <= 0) notice()
    else timer = setTimeout(look, left)
  }
  return {
    /** Calls when so long has passed from now on, unless it is ended before. */
    begin(then: () => void) {
      since = performance.now()
      notice = then
      timer ??= setTimeout(look, ms)
    },
    end() {
      notice = undefined
    },
    close() {
      notice = undefined
      clearTimeout(timer)
    },
  }
}
