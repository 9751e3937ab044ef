/** Objects of ours as ChatKit writes them: null fields left out, thread metadata never shown. */
import type { OpenThread, Thread } from '../../thread/schema.ts'
import type { IdPageOf } from '../../thread/thread.ts'

interface ThreadStatusObject {
  type: OpenThread['status']
  reason?: string
}

interface PageObject<T> {
  data: T[]
  has_more: boolean
  /** The id of the last of `data`, exactly when there is more. */
  after?: string
}

/** Source: `openai/chatkit-python:chatkit/types.py`, Page. */
export const pageObject = <T extends { id: string }, W>({ data, has_more }: IdPageOf<T>, write: (row: T) => W) => {
  const last = data.at(-1)
  return { data: data.map(write), has_more, ...(has_more && last && { after: last.id }) } satisfies PageObject<W>
}

const statusObject = ({ status, status_reason }: Partial<OpenThread>): ThreadStatusObject => ({
  type: status ?? 'active',
  ...(status_reason && { reason: status_reason }),
})

export const NO_ITEMS = { data: [], has_more: false } as const

export const threadObject = <I>(thread: Thread & Partial<OpenThread>, items: PageObject<I>) => ({
  id: thread.id,
  ...(thread.title !== null && { title: thread.title }),
  created_at: thread.created_at,
  status: statusObject(thread),
  metadata: {},
  items,
})
