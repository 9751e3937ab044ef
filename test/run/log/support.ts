/** A run row and a journal whose database is an array. */
import { Journal } from '../../../src/run/log/journal.ts'
import type { Flush } from '../../../src/run/log/store.ts'
import type { LoggedEvent, RunEvent } from '../../../src/run/schema.ts'
import type { RunRow } from '../../../src/run/store.ts'

export const run: RunRow = {
  id: '0195a000-0000-7000-8000-000000000001',
  user_id: '0195a000-0000-7000-8000-0000000000aa',
  session_id: '0195a000-0000-7000-8000-0000000000bb',
  thread_id: '0195a000-0000-7000-8000-0000000000bb',
  message_id: '0195a000-0000-7000-8000-0000000000cc',
  status: 'running',
  provider: null,
  model: null,
  usage: { input_tokens: 0, output_tokens: 0 },
  error: null,
  attempt: 1,
  created_at: '2026-11-20T10:00:00.000Z',
  finished_at: null,
}

export const delta = (text: string, item_id = 'item-1'): RunEvent => ({
  type: 'thread.item.updated',
  item_id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
})

export const effect = (name: string): RunEvent => ({ type: 'client_effect', name, data: {} })

export const textOf = (events: LoggedEvent[]) =>
  events
    .map(({ event }) =>
      event.type === 'thread.item.updated' && 'delta' in event.update ? event.update.delta : `<${event.type}>`,
    )
    .join('')

/** A journal that commits into `stored` and publishes into `published`; `flushed` counts what it asked of the writer. */
export const journalInMemory = (last_seq = 0) => {
  const stored: Flush[] = []
  const published: LoggedEvent[] = []
  const asked: ('now' | 'soon')[] = []
  const journal = new Journal({
    run,
    last_seq,
    flush: (_, when) => void asked.push(when),
    publish: (_, events) => void published.push(...events),
    keep: async (_, flush) => void stored.push(flush),
    store: async (act) => {
      const { flush, value } = await act(undefined as never, 'owner')
      stored.push(flush)
      return value
    },
  })
  return { journal, stored, published, asked }
}
