/** How late timers run: work that does not yield holds up everybody, and only the loop itself can tell. */
import { loopDelay } from './metrics.ts'

const LOOK_MS = 200

/** Looks from now on; gives the way to stop. */
export const watchLoop = (look_ms = LOOK_MS) => {
  let due = performance.now() + look_ms
  const timer = setInterval(() => {
    const now = performance.now()
    loopDelay.observe(Math.max(0, now - due) / 1000)
    due = now + look_ms
  }, look_ms)
  timer.unref()
  return () => clearInterval(timer)
}
