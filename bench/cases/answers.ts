/** Many answers at once through a provider of its own: what is lost, how late tokens come, what a token and a stream cost. */
import type { Readings } from '../clients/streams.ts'
import type { Bench, Figure, Order, Plot } from '../lib/bench.ts'
import { cpuMs, databaseCpuMs, residentKb } from '../lib/machine.ts'
import { makePeople, newSession } from '../lib/people.ts'
import { type Server, startPeer, startServer } from '../lib/process.ts'
import { figureOf } from '../lib/statistics.ts'
import { answerFrom, type Peer, sentBy, streaming } from '../lib/streams.ts'

interface Crowd {
  answers: number
  per_second: number
  /** Length of each answer: from the first one to well after the last one has begun. */
  seconds: number
}

const STARTS_PER_SECOND = 100
/** Below the bound of live answers of one user. */
const PER_PERSON = 15
const LOOK_MS = 5_000
const CROWDS: { full: Crowd[]; short: Crowd[] } = {
  full: [
    { answers: 100, per_second: 20, seconds: 20 },
    { answers: 500, per_second: 20, seconds: 25 },
    { answers: 1000, per_second: 20, seconds: 35 },
    { answers: 3000, per_second: 2, seconds: 60 },
  ],
  short: [
    { answers: 20, per_second: 20, seconds: 8 },
    { answers: 60, per_second: 20, seconds: 8 },
  ],
}

/** What everybody has used so far. */
const usedBy = async ({ pid, database_url }: Server, provider: Peer, clients: number[]) => ({
  ours: await cpuMs(pid),
  database: await databaseCpuMs(database_url),
  provider: await cpuMs(provider.pid),
  clients: (await Promise.all(clients.map(cpuMs))).reduce((sum, one) => sum + one, 0),
  tokens: (await sentBy(provider)).tokens,
})
type Used = Awaited<ReturnType<typeof usedBy>>

const crowdOf = async (server: Server, { answers, per_second, seconds }: Crowd) => {
  const people = await makePeople(server.database_url, Math.ceil(answers / PER_PERSON))
  const seats = Array.from({ length: answers }, (_, at) => people[Math.floor(at / PER_PERSON)])
  const work = []
  for (const person of seats) {
    if (!person) throw new Error('There is nobody.')
    const id = await newSession(server.url, person)
    work.push(answerFrom(server.url, { person, id }, per_second * seconds, per_second))
  }
  return work
}

interface Met {
  crowd: Crowd
  answers: Readings['answers']
  before: Used
  after: Used
  kb: number
}

const meet = async (order: Order, server: Server, provider: Peer, crowd: Crowd): Promise<Met> => {
  const work = await crowdOf(server, crowd)
  const rest_kb = await residentKb(server.pid)
  const reading = streaming(order, work, STARTS_PER_SECOND)
  await reading.untilOpen(provider, crowd.answers)
  const before = await usedBy(server, provider, reading.pids)
  await Bun.sleep(LOOK_MS)
  const after = await usedBy(server, provider, reading.pids)
  const kb = ((await residentKb(server.pid)) - rest_kb) / crowd.answers
  return { crowd, answers: await reading.done(), before, after, kb }
}

const cost = ({ before, after }: Met, of: Exclude<keyof Used, 'tokens'>) =>
  ((after[of] - before[of]) * 1000) / Math.max(1, after.tokens - before.tokens)

const one = (what: string, unit: string, value: number, at_most?: number): Figure => ({
  ...{ what, unit, n: 1, median: value },
  ...(at_most !== undefined && { aim: { of: 'median', at_most } }),
})

const figuresOf = (met: Met): Figure[] => {
  const { answers, per_second } = met.crowd
  const where = `${answers} × ${per_second} tokens/s`
  const lags = met.answers.flatMap((answer) => answer.lags.slice(1))
  const lost = met.answers.filter(({ fault }) => fault !== undefined).length
  return [
    one(`${where}: answers not whole`, 'answers', lost, 0),
    figureOf({ what: `${where}: lag of tokens`, unit: 'ms', aim: { of: 'p99', at_most: 250 } }, lags),
    one(`${where}: memory a stream`, 'KB', met.kb, 60),
    one(`${where}: our CPU a token`, 'µs', cost(met, 'ours'), 20),
    one(`${where}: CPU of Postgres a token`, 'µs', cost(met, 'database')),
    one(`${where}: CPU of the provider a token`, 'µs', cost(met, 'provider')),
    one(`${where}: CPU of the clients a token`, 'µs', cost(met, 'clients')),
  ]
}

const plotsOf = (met: Met[]): Record<string, Plot> => {
  const fast = met.filter(({ crowd }) => crowd.per_second === 20)
  const lag = (part: 'median' | 'p99') => ({
    name: part,
    points: fast.map((one): [number, number] => [
      one.crowd.answers,
      figureOf(
        { what: '', unit: '' },
        one.answers.flatMap(({ lags }) => lags.slice(1)),
      )[part] ?? 0,
    ]),
  })
  const x = 'answers open at 20 tokens/s'
  return {
    lag: { title: 'Lag of a token behind the provider', x, y: 'ms', limit: 250, series: [lag('median'), lag('p99')] },
    memory: {
      ...{ title: 'Memory of our process for each open answer', x, y: 'KB', limit: 60 },
      series: [{ name: 'resident', points: fast.map(({ crowd, kb }) => [crowd.answers, kb]) }],
    },
  }
}

const run = async (order: Order) => {
  const provider = await startPeer(order, 'clients/provider.ts')
  const server = await startServer(order, { OPENAI_BASE_URL: `${provider.url}/v1`, LLM_PROVIDERS: 'openai' })
  const met: Met[] = []
  const crowds = order.short ? CROWDS.short : CROWDS.full
  // The first crowd warms up; what it finds is not counted.
  for (const [at, crowd] of [crowds[0], ...crowds].entries()) {
    if (!crowd) continue
    order.say(`  ${crowd.answers} answers at ${crowd.per_second} tokens/s${at === 0 ? ', to warm up' : ''}`)
    const found = await meet(order, server, provider, crowd)
    if (at > 0) met.push(found)
  }
  const faults = new Set(met.flatMap(({ answers }) => answers.flatMap(({ fault }) => fault ?? [])))
  return { figures: met.flatMap(figuresOf), plots: plotsOf(met), faults: [...faults] }
}

export const answers: Bench = {
  name: 'answers',
  about: '100, 500, 1,000 answers at 20 tokens/s and 3,000 at 2: lost, lag, CPU a token by process, memory a stream',
  run,
}
