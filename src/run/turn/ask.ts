/** One model call: asks, streams its text into the journal, and gives back the whole turn. */
import { newId } from '../../lib/id.ts'
import type { ChainEvent } from '../../llm/chain.ts'
import { type ModelToolCall, ProviderError, type TurnRequest } from '../../llm/provider.ts'
import type { AssistantMessageItem, OutputText } from '../../thread/schema.ts'
import type { Journal } from '../log/journal.ts'
import type { RunEvent } from '../schema.ts'

/** Text of one turn at most, in UTF-16 units; beyond it the run ends with `output_limit`. */
export const OUTPUT_MAX_CHARS = 65_536

export interface Asked {
  text: string
  calls: ModelToolCall[]
  finish: 'stop' | 'tool_calls' | 'length'
  usage: { input_tokens: number; output_tokens: number }
}

export interface AskOptions {
  request: TurnRequest
  turn: (request: TurnRequest) => AsyncIterable<ChainEvent>
  message: StreamedMessage
  onProvider: (provider: string, model: string) => void
}

export async function ask({ request, turn, message, onProvider }: AskOptions): Promise<Asked> {
  const asked: Asked = { text: '', calls: [], finish: 'stop', usage: { input_tokens: 0, output_tokens: 0 } }
  for await (const event of turn(request)) {
    if (event.type === 'provider') onProvider(event.provider, event.model)
    else if (event.type === 'text') message.append(event.delta)
    else if (event.type === 'tool_call') asked.calls.push(event.call)
    else Object.assign(asked, { finish: event.finish, usage: event.usage })
  }
  return { ...asked, text: message.text }
}

const textPart = (text: string): OutputText => ({ type: 'output_text', text, annotations: [] })

/** What Postgres cannot keep and readers could not show: NUL and halves of surrogate pairs. */
const clean = (delta: string) => delta.replaceAll('\0', '').toWellFormed()

/** An assistant message as it grows; announced with its first words, so that an empty turn shows nothing. */
export class StreamedMessage {
  constructor(
    private readonly thread_id: string,
    private readonly journal: Journal,
    readonly id = newId(),
    private readonly created_at = new Date().toISOString(),
    /** All so far. */
    public text = '',
  ) {}

  append(delta: string) {
    const words = clean(delta)
    if (!words) return
    const first = this.text === ''
    if (first) this.announce()
    this.text += words
    if (this.text.length > OUTPUT_MAX_CHARS) throw new ProviderError('output_limit', 'The answer grew too long.')
    const update = { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: words } as const
    this.journal.push(this.updated(update), first ? 'now' : 'soon')
  }

  /** The finished item. */
  done(): AssistantMessageItem {
    return this.item([textPart(this.text)])
  }

  /** The events that end the message; with them its item is stored. */
  closing(): RunEvent[] {
    return [
      this.updated({
        type: 'assistant_message.content_part.done',
        content_index: 0,
        content: textPart(this.text),
      }),
      { type: 'thread.item.done', item: this.done() },
    ]
  }

  private announce() {
    this.journal.push({ type: 'thread.item.added', item: this.item([]) })
    this.journal.push(
      this.updated({ type: 'assistant_message.content_part.added', content_index: 0, content: textPart('') }),
    )
  }

  private item(content: OutputText[]): AssistantMessageItem {
    return { id: this.id, thread_id: this.thread_id, created_at: this.created_at, type: 'assistant_message', content }
  }

  private updated(update: Extract<RunEvent, { type: 'thread.item.updated' }>['update']): RunEvent {
    return { type: 'thread.item.updated', item_id: this.id, update }
  }
}
