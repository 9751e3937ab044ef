/** Reads server-sent events as a client would: by the blank line, never by the chunk. */
import { eventCheckOf } from './contract.ts'

export interface SentEvent {
  id?: string
  event?: string
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire has the shape each test expects
  data: any
}

const parse = (block: string): SentEvent | undefined => {
  const fields: Record<string, string> = {}
  for (const line of block.split('\n')) {
    const at = line.indexOf(':')
    if (at > 0) fields[line.slice(0, at)] = line.slice(at + 1).trimStart()
  }
  if (fields.data === undefined) return undefined
  const { id, event, data } = fields
  return { ...(id !== undefined && { id }), ...(event !== undefined && { event }), data: JSON.parse(data) }
}

/** Events as they come; leaving the loop cancels the stream. */
export async function* sentEvents(response: Response): AsyncGenerator<SentEvent> {
  if (!response.body) throw new Error('the answer has no body')
  const check = eventCheckOf(response)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = parse(block)
        if (!event) continue
        check?.(event.data)
        yield event
      }
    }
  } finally {
    await reader.cancel()
  }
}

export const allEvents = async (response: Response) => {
  const events: SentEvent[] = []
  for await (const event of sentEvents(response)) events.push(event)
  return events
}

/** The assistant’s words as deltas gave them. */
export const streamedText = (events: SentEvent[]) =>
  events.flatMap(({ data }) => (data.update?.delta === undefined ? [] : [data.update.delta])).join('')

/** The assistant’s words as finished items gave them. */
export const finishedText = (events: SentEvent[]) =>
  events
    .filter(({ data }) => data.type === 'thread.item.done' && data.item.type === 'assistant_message')
    .map(({ data }) => data.item.content[0].text)
    .join('')
