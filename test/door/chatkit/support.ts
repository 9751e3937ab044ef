/** One loaded ChatKit UI: what it sends, with its frame and its person. */
import { newId } from '../../../src/lib/id.ts'
import type { TestApp } from '../../support/app.ts'
import { allEvents, type SentEvent, sentEvents } from '../../support/sse.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape each test expects
type Json = any

export interface Sent {
  headers?: Record<string, string>
  metadata?: unknown
}

export const says = (text: string, more: object = {}) => ({
  content: [{ type: 'input_text', text }],
  attachments: [],
  quoted_text: '',
  inference_options: {},
  ...more,
})

export const uiOf = (it: TestApp, token: string | undefined, frame = newId()) => {
  const post = (type: string, params: unknown, { headers = {}, ...rest }: Sent = {}) =>
    it.call('POST', '/chatkit', {
      ...(token !== undefined && { token }),
      headers: { 'chatkit-frame-instance-id': frame, 'accept-language': 'en', ...headers },
      body: { type, params, ...rest },
    })
  const json = async (type: string, params: unknown): Promise<Json> => (await post(type, params)).json()
  const stream = async (type: string, params: unknown, sent?: Sent) => allEvents(await post(type, params, sent))
  const create = (text: string) => stream('threads.create', { input: says(text) })
  const add = (thread_id: string, text: string) => stream('threads.add_user_message', { thread_id, input: says(text) })
  return { post, json, stream, create, add, frame, token }
}
export type Ui = ReturnType<typeof uiOf>

/** Events in short: their types, with the item’s or update’s kind. */
export const outline = (events: SentEvent[]) =>
  events.map(({ data }) => {
    const kind = data.item?.type ?? data.update?.type ?? data.name
    return kind === undefined ? data.type : `${data.type} ${kind}`
  })

/** An outline in which repeated deltas are one. */
export const shape = (events: SentEvent[]) => {
  const lines = outline(events)
  return lines.filter((line, index) => !(line.endsWith('text_delta') && lines[index - 1] === line))
}

export const threadOf = (events: SentEvent[]): string => events[0]?.data.thread.id
export const itemsOf = (events: SentEvent[], type: string): Json[] =>
  events.filter(({ data }) => data.type === 'thread.item.done' && data.item.type === type).map(({ data }) => data.item)
export const errorsOf = (events: SentEvent[]): Json[] =>
  events.filter(({ data }) => data.type === 'error').map(({ data }) => data)

/** Reads until the event is there and then closes the request. */
export const closeAt = async (response: Response, isIt: (event: SentEvent) => boolean) => {
  const seen: SentEvent[] = []
  for await (const event of sentEvents(response)) {
    seen.push(event)
    if (isIt(event)) break
  }
  return seen
}
