/**
 * Makes a job of a run that is in the database already. A run taken over goes on from its last committed step; what had
 * been streamed of an uncommitted turn is withdrawn, so that all events in order always end in what the history shows.
 */
import type { Sql } from '../db/database.ts'
import type { AssistantMessageItem } from '../thread/schema.ts'
import type { RunContext } from './context.ts'
import { readLog } from './log/store.ts'
import { StreamedMessage } from './model-call.ts'
import type { LoggedEvent, RunEvent } from './schema.ts'

/** The first owner and two take-overs; the third finds the run `interrupted`. */
export const ATTEMPTS_MAX = 3

/** The whole log of a run, page by page. */
export const readWholeLog = async (sql: Sql, user_id: string, run_id: string): Promise<LoggedEvent[]> => {
  const all: LoggedEvent[] = []
  for (let page = await readLog(sql, user_id, run_id, 0); page.length > 0; ) {
    all.push(...page)
    page = await readLog(sql, user_id, run_id, page.at(-1)?.seq ?? 0)
  }
  return all
}

interface OpenMessage {
  item: AssistantMessageItem
  text: string
}

/** Messages that were announced and neither done nor removed, with what was streamed of them. */
export const openMessages = (events: RunEvent[]): OpenMessage[] => {
  const open = new Map<string, OpenMessage>()
  for (const event of events) {
    if (event.type === 'thread.item.added' && event.item.type === 'assistant_message') {
      open.set(event.item.id, { item: event.item, text: '' })
    } else if (event.type === 'thread.item.done') open.delete(event.item.id)
    else if (event.type === 'thread.item.removed') open.delete(event.item_id)
    else if (event.type === 'thread.item.updated') {
      const message = open.get(event.item_id)
      if (message && event.update.type.endsWith('text_delta') && 'delta' in event.update) {
        message.text += event.update.delta
      }
    }
  }
  return [...open.values()]
}

/** Takes back what was streamed of a turn that never ended; it is asked again. */
export const withdraw = (context: RunContext, open: OpenMessage[]) => {
  for (const { item } of open) context.journal.push({ type: 'thread.item.removed', item_id: item.id })
}

/** Keeps the last open message as it is, for a run that is not tried again. */
export const keepOpen = (context: RunContext, open: OpenMessage[]) => {
  const last = open.at(-1)
  if (!last) return
  const { id, thread_id, created_at } = last.item
  context.message = new StreamedMessage(thread_id, context.journal, id, created_at, last.text)
}
