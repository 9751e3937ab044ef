/** Requests whose answers stream, and crowds of them in client processes. */
import type { Sent } from '../clients/provider.ts'
import type { Reading, Readings } from '../clients/streams.ts'
import { until } from '../drills/place.ts'
import type { Order } from './bench.ts'
import { CLIENTS, wireText } from './load.ts'
import type { Person } from './people.ts'
import { spawnClient } from './process.ts'

type Answer = Reading['answers'][number]
export interface Peer {
  url: string
  pid: number
}

const OPEN_MAX_MS = 120_000

export const answerFrom = (
  base: string,
  { person, id }: { person: Person; id: string },
  tokens: number,
  per_second: number,
): Answer => {
  const body = { message: { content: [{ type: 'input_text', text: `stream ${tokens} at ${per_second}` }] } }
  const path = `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`
  const headers = { authorization: `Bearer ${person.token}`, connection: 'close' }
  return { url: base, tokens, request: wireText({ method: 'POST', path, headers, body }, new URL(base).host) }
}

/** The same, of the peer that people would write. */
export const peerAnswer = (
  base: string,
  { person, id }: { person: Person; id: string },
  tokens: number,
  per_second: number,
): Answer => {
  const headers = { authorization: `Bearer ${person.token}`, connection: 'close' }
  const body = { text: `stream ${tokens} at ${per_second}` }
  const request = wireText({ method: 'POST', path: `/threads/${id}/messages`, headers, body }, new URL(base).host)
  return { url: base, tokens, request }
}

/** The same, asked of the provider itself. */
export const directAnswer = (base: string, tokens: number, per_second: number): Answer => {
  const body = {
    model: 'any',
    stream: true,
    messages: [{ role: 'user', content: `stream ${tokens} at ${per_second}` }],
  }
  const request = { method: 'POST', path: '/v1/chat/completions', headers: { connection: 'close' }, body }
  return { url: base, tokens, request: wireText(request, new URL(base).host) }
}

export const sentBy = async ({ url }: Peer): Promise<Sent> => (await fetch(url)).json() as Promise<Sent>

/** Reads all answers at once, in several client processes; those still reading when the bench ends are ended. */
export const streaming = ({ places }: Pick<Order, 'places'>, answers: Answer[], starts_per_second = 50) => {
  const clients = Array.from({ length: CLIENTS }, (_, client) =>
    spawnClient<Readings>('clients/streams.ts', {
      answers: answers.filter((_, at) => at % CLIENTS === client),
      starts_per_second: starts_per_second / CLIENTS,
    } satisfies Reading),
  )
  for (const { stop } of clients) places.later(stop)
  return {
    pids: clients.map(({ pid }) => pid),
    /** Until the provider has so many answers open. */
    untilOpen: (provider: Peer, count: number) =>
      until(`${count} answers are open`, OPEN_MAX_MS, async () => (await sentBy(provider)).open >= count),
    done: async () => (await Promise.all(clients.map(({ found }) => found()))).flatMap((one) => one.answers),
  }
}
