/**
 * Changes as `subscriptions/listen` sends them. The library’s bus knows no users and the addresses name none, so each
 * stream is tied to its caller’s own list at the moment it is opened.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerEvent, ServerEventBus } from '@modelcontextprotocol/server'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { boundStreams } from '../../metrics.ts'
import { CHANGES_URI } from './looks.ts'
import { LIST_URI, taskUri } from './resources.ts'

/** Streams of changes of one user in this process at most. */
export const STREAMS_PER_USER_MAX = 20

/** So often a stream’s credential is looked at again, beside every change that it would tell. */
const VALID_MS = 800

/** What a stream needs beside its caller: whether the credential still holds, and how to end. */
interface Stream {
  valid: () => Promise<boolean>
  end: () => void
}
interface Listener extends Stream {
  caller: Caller
  /** Where the list stood when the stream was asked for. */
  seen: number
}

/** Names and places in the listing may have changed with any task. */
export const eventsOf = (task_ids: number[]): ServerEvent[] => [
  { kind: 'resources_list_changed' },
  { kind: 'resource_updated', uri: LIST_URI },
  { kind: 'resource_updated', uri: CHANGES_URI },
  ...task_ids.map((id) => ({ kind: 'resource_updated' as const, uri: taskUri(id) })),
]

/** Does `act` while the credential holds, else ends the stream; an outage sends nothing and ends nothing. */
const whileValid = async ({ valid, end }: Stream, act: () => void) => {
  const may = await valid().catch(() => undefined)
  if (may === false) end()
  else act()
}

export const createBus = (agent: Pick<Core['agent'], 'standing' | 'listen'>) => {
  const opening = new AsyncLocalStorage<Listener>()
  const streams = boundStreams(STREAMS_PER_USER_MAX)
  const bus: ServerEventBus = {
    // Nothing is published here: changes come from the lists themselves.
    publish: () => undefined,
    subscribe(listener) {
      const who = opening.getStore()
      if (!who?.caller.scopes.includes('tasks:read')) return () => undefined
      const stop = agent.listen(who.caller, who.seen, (task_ids) => {
        void whileValid(who, () => {
          for (const event of eventsOf(task_ids)) listener(event)
        })
      })
      const leave = streams.enter(who.caller.user_id)
      const timer = setInterval(() => void whileValid(who, () => undefined), VALID_MS)
      return () => {
        clearInterval(timer)
        stop()
        leave()
      }
    },
  }
  return {
    bus,
    /** Opens a stream that is the caller’s; a change that comes while it opens is not missed. */
    open: async <T>(caller: Caller, stream: Stream, work: () => Promise<T>): Promise<T> =>
      opening.run({ ...stream, caller, seen: await agent.standing(caller) }, work),
    /** Whether the caller has as many streams open as one may have. */
    full: ({ user_id }: Caller) => streams.full(user_id),
  }
}
export type Bus = ReturnType<typeof createBus>
