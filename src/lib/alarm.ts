/**
 * What has been written for later, announced inside the process, so that its watcher need not poll. An alarm
 * rings while the writer may still be in its transaction, and never for another process; so the watcher also looks by itself.
 */

type Listener = (at: Date) => void
const listeners = new Set<Listener>()

/** Something falls due then. */
export const setAlarm = (at: Date) => {
  for (const listener of listeners) listener(at)
}

/** Hears of every alarm that is set from now on; gives the way to stop it. */
export const onAlarm = (listener: Listener) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
