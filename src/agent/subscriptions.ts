/**
 * Notifies subscribers which tasks of a list have changed, by any door or process: the number of each
 * list’s last change is looked at soon after it was noted, and every two seconds in case the notice was lost. Nothing
 * runs without a listener.
 */
import type { Caller } from '../account/schema.ts'
import { isAppError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Queries } from '../mutate.ts'
import type { Changes } from '../pubsub/user-changes.ts'
import { changedBetween, lastChanges } from './store.ts'

export const LOOK_MS = 2_000

/** Gets the ids of the tasks. */
export type Hear = (task_ids: number[]) => void

interface Subscriber {
  /** The number of the last change that was sent. */
  seen: number
  ears: Set<Hear>
  /** Ends the following of noted changes. */
  leave: AbortController
}

export interface SubscriptionsOptions {
  db: Queries
  changes: Pick<Changes, 'follow'>
  log: Log
}

export const createSubscriptions = ({ db, changes, log }: SubscriptionsOptions) => {
  const lists = new Map<string, Subscriber>()
  const look = createLook({ db, lists, log })
  let timer: ReturnType<typeof setInterval> | undefined

  const follow = async (caller: Caller, signal: AbortSignal) => {
    for await (const _ of changes.follow(caller, signal)) await look([caller.user_id])
  }

  const begin = (caller: Caller, seen: number): Subscriber => {
    const list: Subscriber = { seen, ears: new Set(), leave: new AbortController() }
    lists.set(caller.user_id, list)
    timer ??= setInterval(() => void look([...lists.keys()]), LOOK_MS)
    void follow(caller, list.leave.signal)
    return list
  }

  const leave = (user_id: string, list: Subscriber, hear: Hear) => {
    list.ears.delete(hear)
    if (list.ears.size > 0 || lists.get(user_id) !== list) return
    list.leave.abort()
    lists.delete(user_id)
    if (lists.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    /** Where the user’s list stands; who listens from there on misses nothing. */
    async standing({ user_id }: Caller): Promise<number> {
      return (await db.query((sql) => lastChanges(sql, [user_id]))).get(user_id) ?? 0
    },

    /** Calls `hear` with what has changed after the change numbered `seen`; gives the way to stop. */
    listen(caller: Caller, seen: number, hear: Hear): () => void {
      const list = lists.get(caller.user_id) ?? begin(caller, seen)
      // An earlier listener may have heard more: it gets a little twice, and the new one everything.
      if (seen < list.seen) void look([caller.user_id])
      list.seen = Math.min(list.seen, seen)
      list.ears.add(hear)
      return () => leave(caller.user_id, list, hear)
    },
  }
}
export type Subscriptions = ReturnType<typeof createSubscriptions>

interface Looking extends Pick<SubscriptionsOptions, 'db' | 'log'> {
  lists: Map<string, Subscriber>
}

/** Looks at some of the lists, one look after the other, so that no change is sent twice. Never fails. */
const createLook = ({ db, lists, log }: Looking) => {
  const tell = async (user_id: string, list: Subscriber, last: number) => {
    const task_ids = await db.query((sql) => changedBetween(sql, user_id, list.seen, last))
    list.seen = Math.max(list.seen, last)
    for (const hear of list.ears) hear(task_ids)
  }

  const lookNow = async (user_ids: string[]) => {
    const watched = user_ids.filter((id) => lists.has(id))
    if (watched.length === 0) return
    for (const [user_id, last] of await db.query((sql) => lastChanges(sql, watched))) {
      const list = lists.get(user_id)
      if (list && last > list.seen) await tell(user_id, list, last)
    }
  }

  let looking = Promise.resolve()
  return (user_ids: string[]): Promise<void> => {
    looking = looking
      .then(() => lookNow(user_ids))
      .catch((err) =>
        log[isAppError(err) ? 'debug' : 'error']({ err }, 'lists could not be looked at; the next look will'),
      )
    return looking
  }
}
