/** Readers and judges of the drills against a server that does wrong: what is lost, doubled or skipped must be seen. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Client } from '../../../bench/drills/client.ts'
import { Conversation } from '../../../bench/drills/follow.ts'
import { judge } from '../../../bench/drills/verdict.ts'

const RUN = 'run-1'
const USER = {
  id: 'u',
  thread_id: 't',
  created_at: 'now',
  type: 'user_message',
  content: [{ type: 'input_text', text: 'add it' }],
}
const ANSWER = {
  id: 'a',
  thread_id: 't',
  created_at: 'now',
  type: 'assistant_message',
  content: [{ type: 'output_text', text: 'Done.' }],
}
const ENDED = { id: RUN, status: 'completed', error: null, items: [USER, ANSWER] }
const TASK = { id: 1, title: 'It', status: 'pending', due_on: null, tags: [] }
const EVENTS = [
  { type: 'thread.item.done', item: USER },
  { type: 'thread.item.done', item: ANSWER },
  { type: 'run.done', run: ENDED },
]
const REFERENCE = {
  items: [
    '{"content":[{"text":"add it","type":"input_text"}],"type":"user_message"}',
    '{"content":[{"text":"Done.","type":"output_text"}],"type":"assistant_message"}',
  ],
  tasks: [JSON.stringify(TASK)],
}

/** What each connection is sent: sequence numbers of EVENTS; without the last one it breaks off. */
interface World {
  connections: number[][]
  run?: object
  messages?: string[]
  tasks?: object[]
  refusals?: Response[]
}
let world: World = { connections: [] }
let cursors: (string | null)[] = []
let server: Bun.Server<undefined>

const stream = () => {
  const [numbers = []] = world.connections.splice(0, 1)
  const frames = numbers.map((n) => `id: ${RUN}:${n}\ndata: ${JSON.stringify(EVENTS[n - 1])}\n\n`)
  return new Response(`: open\n\n${frames.join('')}`, { headers: { 'x-run-id': RUN } })
}
const answer = (request: Request): Response => {
  const { pathname } = new URL(request.url)
  const refusal = world.refusals?.shift()
  if (refusal) return refusal
  if (pathname.endsWith('/events') || (request.method === 'POST' && pathname.endsWith('/runs'))) {
    cursors.push(request.headers.get('last-event-id'))
    return stream()
  }
  if (pathname.endsWith('/tasks')) return Response.json({ tasks: world.tasks ?? [TASK] })
  if (pathname.endsWith(`/runs/${RUN}`)) return Response.json(world.run ?? ENDED)
  const messages = (world.messages ?? ['add it', 'Done.']).map((text) => ({ content: [{ text }] }))
  return Response.json({ id: 's', messages })
}
beforeAll(() => {
  server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer })
})
afterAll(() => server.stop(true))

const hearIn = async (given: World) => {
  world = given
  cursors = []
  const client = new Client(`http://127.0.0.1:${server.port}`)
  const told = await (await Conversation.open(client, 'add it')).follow()
  return { client, heard: await judge(told, REFERENCE) }
}

const GOOD = { completed: true, lost: 0, doubled: 0, gaps: 0, notes: [] }
const cases: { name: string; world: World; wants: object }[] = [
  { name: 'one good stream', world: { connections: [[1, 2, 3]] }, wants: { ...GOOD, events: 3, breaks: 0 } },
  { name: 'a break, resumed', world: { connections: [[1], [2, 3]] }, wants: { ...GOOD, breaks: 1 } },
  {
    name: 'a repeat after a break',
    world: {
      connections: [
        [1, 2],
        [2, 3],
      ],
    },
    wants: { doubled: 1, gaps: 0, lost: 0 },
  },
  { name: 'a gap', world: { connections: [[1, 3]] }, wants: { gaps: 1, completed: true } },
  {
    name: 'a history that lost the answer',
    world: { connections: [[1, 2, 3]], messages: ['add it'] },
    wants: { lost: 1, doubled: 0 },
  },
  {
    name: 'a task twice',
    world: { connections: [[1, 2, 3]], tasks: [TASK, { ...TASK, id: 2 }] },
    wants: { doubled: 1 },
  },
  { name: 'a task that is gone', world: { connections: [[1, 2, 3]], tasks: [] }, wants: { lost: 1 } },
  {
    name: 'a run that failed',
    world: { connections: [[1, 2, 3]], run: { ...ENDED, status: 'failed' } },
    wants: { completed: false, lost: 1 },
  },
]

describe('a reader', () => {
  for (const { name, world, wants } of cases) {
    test(`sees ${name}`, async () => {
      const { heard } = await hearIn(world)
      expect(heard).toMatchObject(wants)
    })
  }

  test('goes on from the last event it has', async () => {
    await hearIn({ connections: [[1, 2], [], [3]] })
    expect(cursors).toEqual([null, `${RUN}:2`, `${RUN}:2`])
  })
})

describe('a client', () => {
  const busy = (status: number, headers: Record<string, string> = {}) => new Response('busy', { status, headers })

  test('comes again when it is told to, and counts it', async () => {
    const { client, heard } = await hearIn({ connections: [[1, 2, 3]], refusals: [busy(503, { 'retry-after': '0' })] })
    expect(heard).toMatchObject(GOOD)
    expect([...client.met]).toEqual([['503', 1]])
    expect(client.faults).toEqual([])
  })

  for (const refusal of [busy(500), busy(503), busy(502, { 'retry-after': '0' })]) {
    test(`calls ${refusal.status}${refusal.headers.has('retry-after') ? '' : ' without Retry-After'} a fault`, async () => {
      world = { connections: [], refusals: [refusal] }
      const client = new Client(`http://127.0.0.1:${server.port}`)
      expect((await client.ask('GET', '/api/v1/tasks')).status).toBe(refusal.status)
      expect(client.faults).toHaveLength(1)
    })
  }
})
