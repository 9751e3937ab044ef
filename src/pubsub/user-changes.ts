/**
 * Notifies the pages and streams that show a user's data of its changes, through any door, on any instance. A tick says
 * only "look again": what changed is read anew, so that a lost tick costs freshness and nothing else.
 */
import type { Caller } from '../account/schema.ts'
import type { Hub } from './hub.ts'

/** Ticks of so long a time are one, in milliseconds. */
export const GATHER_MS = 100

type Wake = () => void

export const createChanges = (hub: Hub) => {
  const followers = new Map<string, Set<Wake>>()
  const wake = (user_id: string) => {
    for (const follower of followers.get(user_id) ?? []) follower()
  }
  hub.on('user', (user_ids) => user_ids.forEach(wake))
  hub.onRejoin(() => [...followers.keys()].forEach(wake))

  const join = (user_id: string, follower: Wake) => {
    const others = followers.get(user_id) ?? new Set()
    followers.set(user_id, others.add(follower))
    return () => {
      others.delete(follower)
      if (others.size === 0) followers.delete(user_id)
    }
  }

  return {
    /** Something of this user changed here. */
    note(user_id: string) {
      wake(user_id)
      hub.send('user', user_id)
    },

    /** One tick at once, to catch up, and one soon after each change, until the signal fires. */
    async *follow(caller: Caller, signal: AbortSignal): AsyncGenerator<'changed'> {
      let next = Promise.withResolvers<void>()
      const leave = join(caller.user_id, () => next.resolve())
      const stop = () => next.resolve()
      signal.addEventListener('abort', stop, { once: true })
      try {
        while (!signal.aborted) {
          next = Promise.withResolvers<void>()
          yield 'changed'
          if (signal.aborted) return
          await next.promise
          await Bun.sleep(GATHER_MS)
        }
      } finally {
        signal.removeEventListener('abort', stop)
        leave()
      }
    },

    /** How many follow, for tests and metrics. */
    size: () => [...followers.values()].reduce((n, { size }) => n + size, 0),
  }
}
export type Changes = ReturnType<typeof createChanges>
