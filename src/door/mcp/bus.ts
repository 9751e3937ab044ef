/**
 * Changes as `subscriptions/listen` tells them. The library’s bus knows no users and the addresses name none, so each
 * stream is tied to its caller’s own list at the moment it is opened.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerEvent, ServerEventBus } from '@modelcontextprotocol/server'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { openStreams } from '../../metrics.ts'
import { LIST_URI, taskUri } from './resources.ts'

interface Listener {
  caller: Caller
  /** Where the list stood when the stream was asked for. */
  seen: number
}

/** Names and places in the listing may have changed with any task. */
export const eventsOf = (task_ids: number[]): ServerEvent[] => [
  { kind: 'resources_list_changed' },
  { kind: 'resource_updated', uri: LIST_URI },
  ...task_ids.map((id) => ({ kind: 'resource_updated' as const, uri: taskUri(id) })),
]

export const createBus = (agent: Pick<Core['agent'], 'standing' | 'listen'>) => {
  const opening = new AsyncLocalStorage<Listener>()
  const open = new Map<string, number>()
  const count = (user_id: string, by: 1 | -1) => {
    const now = (open.get(user_id) ?? 0) + by
    if (now > 0) open.set(user_id, now)
    else open.delete(user_id)
    openStreams.inc(by)
  }

  const bus: ServerEventBus = {
    // Nothing is published here: changes come from the lists themselves.
    publish: () => undefined,
    subscribe(listener) {
      const who = opening.getStore()
      if (!who?.caller.scopes.includes('tasks:read')) return () => undefined
      const stop = agent.listen(who.caller, who.seen, (task_ids) => {
        for (const event of eventsOf(task_ids)) listener(event)
      })
      count(who.caller.user_id, 1)
      return () => {
        stop()
        count(who.caller.user_id, -1)
      }
    },
  }
  return {
    bus,
    /** Opens a stream that is the caller’s; a change that comes while it opens is not missed. */
    open: async <T>(caller: Caller, work: () => Promise<T>): Promise<T> =>
      opening.run({ caller, seen: await agent.standing(caller) }, work),
    /** How many streams the caller has open in this process. */
    openOf: ({ user_id }: Caller) => open.get(user_id) ?? 0,
  }
}
export type Bus = ReturnType<typeof createBus>
