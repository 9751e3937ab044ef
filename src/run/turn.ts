/** Makes turns and their calls out of what a model gave. */

import { sharedNowText } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import { cutText } from '../lib/text.ts'
import type { ModelToolCall, Reasoning } from '../llm/provider.ts'
import type { MessageToolCall } from '../thread/schema.ts'
import type { ToolCall, Turn } from './turn-store.ts'

const NAME_MAX_CHARS = 100

/** JSON text is stored as the model wrote it, save what Postgres cannot keep. */
const clean = (text: string) => text.replaceAll('\0', '').toWellFormed()

const newCall = (turn: number, call: ModelToolCall, index: number): ToolCall => ({
  turn,
  position: index + 1,
  id: `call_${newId().replaceAll('-', '')}`,
  name: cutText(clean(call.name), NAME_MAX_CHARS),
  arguments: clean(call.arguments) || '{}',
  status: 'pending',
  result: null,
})

export const newTurn = (position: number, text: string, calls: ModelToolCall[], reasoning?: Reasoning): Turn => ({
  position,
  text,
  created_at: sharedNowText(),
  workflow_id: calls.length > 0 ? newId() : null,
  reasoning: reasoning ?? null,
  calls: calls.map((call, index) => newCall(position, call, index)),
})

/** The calls an assistant message carries for REST: its own turn's, and those of the silent turns before it. */
export const messageCalls = (earlier: Turn[], turn: Turn): MessageToolCall[] => {
  const silent = earlier.slice(earlier.findLastIndex((t) => t.text !== '') + 1)
  return [...silent, turn].flatMap(({ calls }) =>
    calls.map(({ id, name, arguments: args }) => ({ id, type: 'function', function: { name, arguments: args } })),
  )
}
