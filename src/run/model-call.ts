/** One model call: asks, streams its text into the journal, and gives back the whole turn. */
import { sharedNowText } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import { createImageFilter } from '../lib/markdown/images.ts'
import type { Answering, ChainEvent } from '../llm/chain.ts'
import {
  type Finish,
  type Heard,
  type ModelToolCall,
  ProviderError,
  type Reasoning,
  type TurnRequest,
  type Usage,
} from '../llm/provider.ts'
import type { AssistantMessageItem, OutputText } from '../thread/schema.ts'
import type { Journal } from './log/journal.ts'
import type { RunEvent } from './schema.ts'

/** Text of one turn at most, in UTF-16 units; beyond it the run ends with `output_limit`. */
const OUTPUT_MAX_CHARS = 65_536

export interface Asked {
  text: string
  calls: ModelToolCall[]
  finish: Finish
  usage: Usage
  reasoning?: Reasoning
}

interface AskOptions {
  request: TurnRequest
  turn: (request: TurnRequest, heard: Heard) => AsyncIterable<ChainEvent>
  message: StreamedMessage
  /** Its first token has come. */
  onProvider: (answering: Answering) => void
}

export const ask = async ({ request, turn, message, onProvider }: AskOptions): Promise<Asked> => {
  const asked: Asked = { text: '', calls: [], finish: 'stop', usage: { input_tokens: 0, output_tokens: 0 } }
  for await (const event of turn(request, (delta) => message.append(delta))) {
    if (event.type === 'provider') onProvider(event)
    else if (event.type === 'text') message.append(event.delta)
    else if (event.type === 'tool_call') asked.calls.push(event.call)
    else Object.assign(asked, { finish: event.finish, usage: event.usage, reasoning: event.reasoning })
  }
  message.flush()
  return { ...asked, text: message.text }
}

const textPart = (text: string): OutputText => ({ type: 'output_text', text, annotations: [] })

/** What Postgres cannot keep and readers could not show: NUL and halves of surrogate pairs. */
const clean = (delta: string) => delta.replaceAll('\0', '').toWellFormed()
const UNCLEAN = /[\0\ud800-\udfff]/
const HALF_AT_END = /[\ud800-\udbff]$/

/** An assistant message as it grows; announced with its first words, so that an empty turn shows nothing. */
export class StreamedMessage {
  constructor(
    private readonly thread_id: string,
    private readonly journal: Journal,
    readonly id = newId(),
    private readonly created_at = sharedNowText(),
    /** All so far. */
    public text = '',
  ) {}

  /** The first half of a character whose second one is still to come; it never comes when the text ends with it. */
  private half = ''
  private readonly images = createImageFilter()

  append(delta: string) {
    if (this.half === '' && !UNCLEAN.test(delta)) return this.say(this.images.take(delta))
    const whole = this.half + delta
    this.half = HALF_AT_END.exec(whole)?.[0] ?? ''
    this.say(this.images.take(clean(whole.slice(0, whole.length - this.half.length))))
  }

  /** Lets out what was held back because it might have become a picture. */
  flush() {
    this.say(this.images.close())
  }

  private say(words: string) {
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
