/** What we add to the first token of a model and to each later one, idle and beside 100 other answers. */
import type { Readings } from '../clients/streams.ts'
import type { Bench, Figure, Order } from '../lib/bench.ts'
import { makePeople, newSession, type Person } from '../lib/people.ts'
import { runClient, SECRET, type Server, startPeer, startServer } from '../lib/process.ts'
import { figureOf, median } from '../lib/statistics.ts'
import { answerFrom, directAnswer, type Peer, peerAnswer, streaming } from '../lib/streams.ts'

const SIZE = { full: { turns: 200, beside: 100 }, short: { turns: 40, beside: 20 } }
const TOKENS = 3
const PER_SECOND = 20
/** Answers to a thread in the way of each other, and a long history is another measurement. */
const THREADS = 10
const WARM_TURNS = 10
/** We, the provider itself, the peer. */
const SIDES = 3

interface Stage {
  order: Order
  server: Server
  provider: Peer
  hono: Peer
  threads: { person: Person; id: string }[]
}

/** The same message through us, to the provider itself, and through the peer, in turns. */
const turns = async ({ server, provider, hono, threads }: Stage, count: number): Promise<Readings['answers'][]> => {
  const work = Array.from({ length: count + WARM_TURNS }, (_, at) => {
    const thread = threads[at % threads.length]
    if (!thread) throw new Error('There is no thread.')
    return [
      answerFrom(server.url, thread, TOKENS, PER_SECOND),
      directAnswer(provider.url, TOKENS, PER_SECOND),
      peerAnswer(hono.url, thread, TOKENS, PER_SECOND),
    ]
  })
  const { answers } = await runClient<Readings>('clients/streams.ts', { answers: work.flat(), starts_per_second: 0 })
  const warm = answers.slice(SIDES * WARM_TURNS)
  return Array.from({ length: SIDES }, (_, side) => warm.filter((_, at) => at % SIDES === side))
}

const figuresOf = (
  where: string,
  aim_ms: number,
  [ours = [], direct = [], peer = []]: Readings['answers'][],
): Figure[] => {
  const usual = median(direct.map(({ first_ms }) => first_ms))
  const lags = (of: Readings['answers']) => of.flatMap((one) => one.lags.slice(1))
  return [
    figureOf(
      { what: `first token, added, ${where}`, unit: 'ms', aim: { of: 'p95', at_most: aim_ms } },
      ours.map(({ first_ms }) => first_ms - usual),
    ),
    figureOf(
      { what: `first token, added by Hono + ai, ${where}`, unit: 'ms' },
      peer.map(({ first_ms }) => first_ms - usual),
    ),
    figureOf({ what: `lag of later tokens, ${where}`, unit: 'ms' }, lags(ours)),
    figureOf({ what: `lag of later tokens of Hono + ai, ${where}`, unit: 'ms' }, lags(peer)),
    figureOf({ what: `lag of the provider alone, ${where}`, unit: 'ms' }, lags(direct)),
  ]
}

const run = async (order: Order) => {
  const size = order.short ? SIZE.short : SIZE.full
  const provider = await startPeer(order, 'clients/provider.ts')
  const server = await startServer(order, { OPENAI_BASE_URL: `${provider.url}/v1`, LLM_PROVIDERS: 'openai' })
  const env = { DATABASE_URL: server.database_url, JWT_SECRET: SECRET, OPENAI_BASE_URL: `${provider.url}/v1` }
  const hono = await startPeer(order, 'peers/hono/server.ts', env)
  const [one, ...others] = await makePeople(server.database_url, 1 + Math.ceil(size.beside / THREADS))
  if (!one) throw new Error('There is nobody.')
  const threadsOf = async (person: Person, count: number) => {
    const ids = await Promise.all(Array.from({ length: count }, () => newSession(server.url, person)))
    return ids.map((id) => ({ person, id }))
  }
  const stage: Stage = { order, server, provider, hono, threads: await threadsOf(one, THREADS) }
  const idle = await turns(stage, size.turns)
  const crowd = (await Promise.all(others.map((person) => threadsOf(person, THREADS)))).flat().slice(0, size.beside)
  // Long enough to outlast what is measured beside it; it is cut off afterwards.
  const beside = streaming(
    order,
    crowd.map((thread) => answerFrom(server.url, thread, 100_000, PER_SECOND)),
  )
  await beside.untilOpen(provider, size.beside)
  const busy = await turns(stage, size.turns)
  const faults = [...idle, ...busy].flat().flatMap(({ fault }) => fault ?? [])
  return {
    figures: [...figuresOf('idle', 5, idle), ...figuresOf(`beside ${size.beside} answers`, 15, busy)],
    faults: [...new Set(faults)],
  }
}

export const firstToken: Bench = {
  name: 'first-token',
  about: 'time to the first token and lag of later ones over the provider, idle and beside 100 answers',
  run,
}
