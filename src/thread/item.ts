/** Makes items, and turns what is shown into what is stored. */
import { sharedNowText } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import type { Item, MessageToolCall, UserMessageItem, WidgetItem } from './schema.ts'
import type { NewItem } from './store.ts'

/** What a message may hold beside its words. */
export type MessageExtras = Partial<Pick<UserMessageItem, 'content' | 'quoted_text' | 'inference_options'>>

export const userMessage = (thread_id: string, text: string, extras: MessageExtras = {}): UserMessageItem => ({
  id: newId(),
  thread_id,
  created_at: sharedNowText(),
  type: 'user_message',
  content: extras.content ?? [{ type: 'input_text', text }],
  attachments: [],
  ...(extras.quoted_text !== undefined && { quoted_text: extras.quoted_text }),
  inference_options: extras.inference_options ?? {},
})

const wordsOf = (item: Item) => {
  if (item.type !== 'user_message' && item.type !== 'assistant_message') return undefined
  return item.content.map((part) => part.text).join('')
}

/** The row of a shown item; the tool calls of an assistant message are kept for REST, whose messages carry them. */
export const toRow = (item: Item, run_id: string, tool_calls: MessageToolCall[] = []): NewItem => {
  const { id, type, created_at, thread_id: _, ...data } = item
  const words = wordsOf(item)
  const stored = tool_calls.length > 0 ? { ...data, _tool_calls: tool_calls } : data
  return { id, type, created_at, run_id, data: stored, ...(words !== undefined && { words }) }
}

/** A note that the model reads and no client gets. */
export const hiddenNote = (run_id: string, content: string): NewItem => ({
  id: newId(),
  type: 'hidden_context_item',
  created_at: sharedNowText(),
  run_id,
  data: { content },
})

/** A card and its row, which also holds what the card is about. */
export const widgetRow = (
  base: Pick<WidgetItem, 'id' | 'thread_id' | 'created_at'>,
  run_id: string,
  { _card, ...shown }: Pick<WidgetItem, 'widget' | 'copy_text'> & { _card: object },
) => {
  const item: WidgetItem = { ...base, type: 'widget', ...shown }
  const row: NewItem = { id: base.id, type: 'widget', created_at: base.created_at, run_id, data: { ...shown, _card } }
  return { item, row }
}
