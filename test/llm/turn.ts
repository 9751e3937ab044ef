/** Ways to ask a provider in tests and to look at what came out. */
import { type Provider, ProviderError, type TurnEvent, type TurnRequest } from '../../src/llm/provider.ts'

export const request = (text = 'What is on my list?', more: Partial<TurnRequest> = {}): TurnRequest => ({
  messages: [
    { role: 'system', content: 'You keep a to-do list.' },
    { role: 'user', content: text },
  ],
  tools: [],
  now: '2026-11-20T10:00:00.000Z',
  time_zone: 'Europe/Lisbon',
  ...more,
})

export interface Outcome<Event> {
  events: Event[]
  text: string
  /** What the stream threw; undefined when it ended well. */
  error: unknown
}

/** Reads a stream to its end, good or bad. */
export async function outcome<Event extends { type: string }>(
  stream: AsyncIterable<Event>,
  onEvent: (event: Event) => void = () => {},
): Promise<Outcome<Event>> {
  const events: Event[] = []
  const text = () => events.map((event) => ('delta' in event ? String(event.delta) : '')).join('')
  try {
    for await (const event of stream) {
      events.push(event)
      onEvent(event)
    }
    return { events, text: text(), error: undefined }
  } catch (error) {
    return { events, text: text(), error }
  }
}

export const ask = (provider: Provider, asked = request(), signal = new AbortController().signal) =>
  outcome<TurnEvent>(provider.stream(asked, signal))

export const codeOf = (error: unknown) => (error instanceof ProviderError ? error.code : error)

/** A provider whose turns are given: a list of events, or an error thrown after the events before it. */
export function scriptedProvider(name: string, turns: (TurnEvent | ProviderError)[][]): Provider & { asked: number } {
  const provider = {
    name,
    model: `${name}-model`,
    asked: 0,
    async *stream(_request: TurnRequest, signal: AbortSignal): AsyncGenerator<TurnEvent> {
      const turn = turns[Math.min(provider.asked++, turns.length - 1)] ?? []
      for (const event of turn) {
        signal.throwIfAborted()
        if (event instanceof ProviderError) throw event
        yield event
      }
    },
  }
  return provider
}

export const said = (...deltas: string[]): TurnEvent[] => [
  ...deltas.map((delta) => ({ type: 'text' as const, delta })),
  { type: 'done', finish: 'stop', usage: { input_tokens: 3, output_tokens: deltas.length } },
]
