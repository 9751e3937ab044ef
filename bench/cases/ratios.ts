/** The ordinary requests beside handlers that run the same statements and nothing else, in turns. */
import type { Aim, Bench, Figure, Order } from '../lib/bench.ts'
import { type Request, type Round, round } from '../lib/load.ts'
import { asked, makePeople, newSession, type Person } from '../lib/people.ts'
import { SECRET, startPeer, startServer } from '../lib/process.ts'
import { figureOf, figureOfRounds } from '../lib/statistics.ts'

const CONNECTIONS = 50
const SESSIONS = 20
const TASKS = 20
const MESSAGES = 5
const SIZE = {
  full: { people: 20, rounds: 5, warm_ms: 1000, ms: 4000 },
  short: { people: 6, rounds: 3, warm_ms: 300, ms: 1000 },
}

interface Resident extends Person {
  session_id: string
}

interface Operation {
  what: string
  ours: (person: Resident) => Request
  /** The same for the peers, without a credential. */
  plain: (person: Resident) => Request
  p95_max_ms?: number
  /** Share of the bare handler's requests per second. */
  bare_least?: number
  elysia_least?: number
}

const MCP_HEADERS = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' }
const mcpCall = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_tasks', arguments: {} } }

const OPERATIONS: Operation[] = [
  {
    what: 'list sessions',
    ours: () => ({ method: 'GET', path: '/api/v1/chatkit/sessions' }),
    plain: () => ({ method: 'GET', path: '/sessions' }),
    ...{ p95_max_ms: 20, bare_least: 0.75, elysia_least: 1 },
  },
  {
    what: 'history',
    ours: ({ session_id }) => ({ method: 'GET', path: `/api/v1/chatkit/sessions/${session_id}` }),
    plain: ({ session_id }) => ({ method: 'GET', path: `/sessions/${session_id}` }),
    p95_max_ms: 20,
  },
  {
    what: 'list tasks',
    ours: () => ({ method: 'GET', path: '/api/v1/tasks' }),
    plain: () => ({ method: 'GET', path: '/tasks' }),
  },
  {
    what: 'MCP call of list_tasks',
    ours: () => ({ method: 'POST', path: '/mcp', headers: MCP_HEADERS, body: mcpCall }),
    plain: () => ({ method: 'GET', path: '/tasks' }),
  },
  {
    what: 'create session',
    ours: () => ({ method: 'POST', path: '/api/v1/chatkit/sessions', body: {} }),
    plain: () => ({ method: 'POST', path: '/sessions', body: {} }),
    ...{ p95_max_ms: 20, bare_least: 0.8 },
  },
  {
    what: 'create task',
    ours: () => ({ method: 'POST', path: '/api/v1/tasks', body: { title: 'Water the plants' } }),
    plain: () => ({ method: 'POST', path: '/tasks', body: { title: 'Water the plants' } }),
  },
]

/** Sessions, messages and tasks, so that pages are full. */
const settle = async (base: string, person: Person): Promise<Resident> => {
  const { token } = person
  let session_id = ''
  for (let n = 0; n < SESSIONS; n++) session_id = await newSession(base, person, `Chat ${n}`)
  for (let n = 0; n < TASKS; n++) await asked(`${base}/api/v1/tasks`, 'POST', token, { title: `Task ${n}` })
  const runs = `${base}/api/v1/chatkit/sessions/${session_id}/threads/${session_id}/runs`
  for (let n = 0; n < MESSAGES; n++) {
    const body = JSON.stringify({ message: { content: [{ type: 'input_text', text: 'help' }] } })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' }
    const answer = await fetch(runs, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`A message was answered with ${answer.status}`)
  }
  return { ...person, session_id }
}

interface Side {
  url: string
  pid: number
  request: (person: Resident) => Request
}

const withBearer = (bearer: string, request: Request): Request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${bearer}` },
})

const run = async (order: Order) => {
  const size = order.short ? SIZE.short : SIZE.full
  const server = await startServer(order)
  const env = { DATABASE_URL: server.database_url, JWT_SECRET: SECRET }
  const bare = await startPeer(order, 'peers/bare.ts', env)
  const elysia = await startPeer(order, 'peers/elysia-jwt.ts', env)
  const people = await Promise.all(
    (await makePeople(server.database_url, size.people)).map((one) => settle(server.url, one)),
  )
  const figures: Figure[] = []
  const faults: string[] = []
  for (const operation of OPERATIONS) {
    order.say(`  ${operation.what}`)
    const sides: Side[] = [
      { ...server, request: (one) => withBearer(one.token, operation.ours(one)) },
      { ...bare, request: (one) => withBearer(one.user_id, operation.plain(one)) },
      { ...elysia, request: (one) => withBearer(one.token, operation.plain(one)) },
    ]
    const rounds: Round[][] = sides.map(() => [])
    for (let n = 0; n < size.rounds; n++)
      for (const [at, { url, pid, request }] of sides.entries())
        rounds[at]?.push(await round({ url, pid, requests: people.map(request), connections: CONNECTIONS, ...size }))
    faults.push(...rounds.flat().flatMap((one) => one.faults))
    figures.push(...figuresOf(operation, rounds))
  }
  return { figures, faults }
}

const figuresOf = ({ what, p95_max_ms, bare_least, elysia_least }: Operation, rounds: Round[][]): Figure[] => {
  const [ours = [], bare = [], elysia = []] = rounds
  const speeds = (of: Round[]) => of.map(({ per_second }) => per_second)
  const costs = (of: Round[]) => of.map(({ cpu_us }) => cpu_us)
  const ratio = (at_least?: number): { aim?: Aim } => (at_least === undefined ? {} : { aim: { of: 'ratio', at_least } })
  return [
    figureOf(
      { what, unit: 'ms', ...(p95_max_ms !== undefined && { aim: { of: 'p95', at_most: p95_max_ms } }) },
      ours.flatMap(({ times }) => times),
    ),
    figureOfRounds({ what: `${what} ÷ bare handler`, unit: '/s', ...ratio(bare_least) }, speeds(ours), speeds(bare)),
    figureOfRounds(
      { what: `${what} ÷ Elysia + jwt`, unit: '/s', ...ratio(elysia_least) },
      speeds(ours),
      speeds(elysia),
    ),
    figureOfRounds({ what: `${what}, our CPU ÷ bare handler`, unit: 'µs' }, costs(ours), costs(bare)),
  ]
}

export const ratios: Bench = {
  name: 'ratios',
  about: 'ordinary requests at 50 connections beside a bare handler and bare Elysia + jwt, with the same statements',
  run,
}
