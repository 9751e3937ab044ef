/** Mixed load for a long time: what the process and its database hold at the end as in the middle. */
import { join } from 'node:path'
import postgres from 'postgres'
import type { Load, Loaded } from '../clients/load.ts'
import type { Readings } from '../clients/streams.ts'
import type { Bench, Figure, Order } from '../lib/bench.ts'
import { wireText } from '../lib/load.ts'
import { descriptors, residentKb } from '../lib/machine.ts'
import { newSession, type Person, writePeople } from '../lib/people.ts'
import { ROOT, runClient, startEmbedded, startPeer, startServer } from '../lib/process.ts'
import { figureOf, median } from '../lib/statistics.ts'
import { answerFrom } from '../lib/streams.ts'

const PEOPLE = 12
const SAMPLE_MS = 2_000
const TOKENS = 20
/** Requests wait for each other, so that the machine is at work and not at its limit. */
const CONNECTIONS = 2
/** Logs of ended answers are pruned after ten minutes: earlier, their rows can only grow. */
const PRUNED_MINUTES = 25
/** Pools and compiled code grow to their size within it. */
const WARM_MINUTES = 5
const GROWTH_MAX = 1.1
const BURST_MS = 4_000

interface Sample {
  memory: number
  descriptors: number
  /** Unknown of the compiled program. */
  timers: number
  connections: number
  rows: number
}

interface Stage {
  server: { url: string; pid: number }
  sql: postgres.Sql
  /** Where the server writes how many timers it holds. */
  timers: string
}

const sampled = async ({ server: { pid }, sql, timers }: Stage): Promise<Sample> => {
  const [row] = await sql<[{ connections: number; rows: number }]>`
    select (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
      (select count(*)::int from run_events) + (select count(*)::int from notices) as rows`
  const written = await Bun.file(timers)
    .text()
    .catch(() => '')
  return {
    memory: (await residentKb(pid)) / 1000,
    descriptors: descriptors(pid),
    timers: written === '' ? Number.NaN : Number(written),
    ...row,
  }
}

/** Lists, in one client process; gives what was not 2xx. */
const requests = async (server: Stage['server'], people: Person[], ends: number): Promise<string[]> => {
  const faults: string[] = []
  while (Date.now() < ends) {
    const wire = people.flatMap(({ token }) => {
      const headers = { authorization: `Bearer ${token}` }
      return [
        wireText({ method: 'GET', path: '/api/v1/tasks', headers }, new URL(server.url).host),
        wireText({ method: 'GET', path: '/api/v1/chatkit/sessions', headers }, new URL(server.url).host),
        wireText({ method: 'GET', path: '/api/v1/changes', headers }, new URL(server.url).host),
      ]
    })
    const work: Load = { url: server.url, requests: wire, connections: CONNECTIONS, warm_ms: 0, ms: BURST_MS }
    const { failed } = await runClient<Loaded>('clients/load.ts', work)
    faults.push(...Object.entries(failed).map(([status, count]) => `${count} answers were ${status}`))
  }
  return faults
}

/** Answers that stream, in turn, another client process. */
const messages = async (server: Stage['server'], people: Person[], ends: number): Promise<string[]> => {
  const faults: string[] = []
  while (Date.now() < ends) {
    const answers = await Promise.all(
      people.map(async (person) =>
        answerFrom(server.url, { person, id: await newSession(server.url, person) }, TOKENS, 20),
      ),
    )
    const read = await runClient<Readings>('clients/streams.ts', { answers, starts_per_second: 6 })
    faults.push(...read.answers.flatMap(({ fault }) => fault ?? []))
  }
  return faults
}

/** A kind of thing that is held, by the last third of the samples beside the middle one. */
export const flatness = (what: string, unit: string, samples: readonly number[], judged = true): Figure => {
  const third = Math.floor(samples.length / 3)
  return {
    ...figureOf({ what, unit, ...(judged && { aim: { of: 'ratio', at_most: GROWTH_MAX } }) }, samples),
    ratio: median(samples.slice(-third)) / median(samples.slice(third, -third)),
  }
}

/** Without a server of its own the database is in our process. */
const settle = async (order: Order, embedded: boolean): Promise<Stage> => {
  const provider = await startPeer(order, 'clients/provider.ts')
  const timers = join(await order.places.folder(), 'timers')
  const env = { OPENAI_BASE_URL: `${provider.url}/v1`, LLM_PROVIDERS: 'openai', BENCH_TIMERS: timers }
  const [program, ...rest] = order.command
  const watched = program === 'bun' ? ['bun', '--preload', join(ROOT, 'bench/lib/timers.ts'), ...rest] : order.command
  const where = { ...order, command: watched }
  if (embedded) {
    const { sql, ...server } = await startEmbedded(where, env)
    return { server, sql, timers }
  }
  const server = await startServer(where, env)
  const sql = postgres(server.database_url, { max: 1 })
  order.places.later(() => sql.end())
  return { server, sql, timers }
}

const run = async (order: Order, embedded: boolean) => {
  const stage = await settle(order, embedded)
  const { server, sql } = stage
  const people = await writePeople(sql, PEOPLE)
  const ends = Date.now() + order.minutes * 60_000
  const samples: Sample[] = []
  const watch = async () => {
    while (Date.now() < ends) {
      samples.push(await sampled(stage))
      await Bun.sleep(SAMPLE_MS)
    }
    return []
  }
  const found = await Promise.all([watch(), requests(server, people, ends), messages(server, people, ends)])
  const of = (kind: keyof Sample) => samples.map((one) => one[kind]).filter((value) => !Number.isNaN(value))
  const warm = order.minutes >= WARM_MINUTES
  return {
    figures: [
      flatness('memory', 'MB', of('memory'), warm),
      flatness('descriptors', 'files', of('descriptors'), warm),
      flatness('timers', 'timers', of('timers'), warm && of('timers').length > 0),
      flatness('connections of the database', 'connections', of('connections'), warm),
      flatness('rows of logs and notices', 'rows', of('rows'), order.minutes >= PRUNED_MINUTES),
    ],
    faults: [...new Set(found.flat())],
  }
}

const about = 'mixed load for --minutes: memory, descriptors, timers, connections, rows at the end as in the middle'

export const soak: Bench = { name: 'soak', about, run: (order) => run(order, false) }
export const soakEmbedded: Bench = {
  name: 'soak-embedded',
  about: 'the same on the embedded database',
  run: (order) => run(order, true),
}
