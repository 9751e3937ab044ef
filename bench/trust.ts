/**
 * Whether one person can stop everybody: the requests that once froze the server, against a person of 20,000 tasks while
 * another reads answers, and a thousand readers who leave at random moments. With DATABASE_URL on a server, else embedded.
 * `bun bench/trust.ts [--tasks 20000] [--readers 1000]`; the exit code is 1 when something did not hold.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SILENT } from '../src/db/log.ts'
import { migrateUp } from '../src/db/migrate.ts'
import { openEmbedded } from '../src/db/pglite/embedded.ts'
import { newId } from '../src/lib/id.ts'
import { renderMetrics } from '../src/metrics.ts'
import { appendItems } from '../src/thread/store.ts'
import { holdOf } from '../test/cost/hold.ts'
import { BODIES, MARKDOWN, RULES } from '../test/cost/texts.ts'
import { modern, send } from '../test/door/mcp/support.ts'
import { testApp } from '../test/support/app.ts'
import { type Chat, chatWith } from '../test/support/chat.ts'
import { RELEASE } from '../test/support/database.ts'
import { sentEvents } from '../test/support/sse.ts'

const { values } = parseArgs({
  options: { tasks: { type: 'string', default: '20000' }, readers: { type: 'string', default: '1000' } },
})
const [TASKS, READERS] = [Number(values.tasks), Number(values.readers)]
const HOLD_MAX_MS = 50
const TRIES = 5
/** Open streams of one person are bounded; so are people who read at once. */
const READERS_EACH = 50
const SENDS_AFTER = 70
const PACE_MS = 20
const LONG_ANSWER = 'help'

const UNLIMITED = {
  MAX_TASKS_PER_USER: String(TASKS + 1000),
  MAX_SESSIONS_PER_USER: '100000',
  ...Object.fromEntries(['REQUESTS', 'TASKS', 'IP', 'PAGES'].map((n) => [`RATE_LIMIT_${n}_PER_MINUTE`, '1000000'])),
  RATE_LIMIT_SIGNUPS_PER_DAY: '1000000',
}

/** As a server opens it, with an engine beside the main thread; the one of the tests works in the thread that is measured. */
const folder = await mkdtemp(join(tmpdir(), 'trust-'))
const beside = async () => {
  const db = await openEmbedded(join(folder, 'postgres'), { log: SILENT, sync: false })
  await migrateUp(db, { release: RELEASE })
  return db
}
const embedded = process.env.DATABASE_URL ? undefined : await beside()
const it = await testApp({ settings: UNLIMITED, pace_ms: PACE_MS, ...(embedded && { db: embedded }) })
const faults: string[] = []
const hold = (good: boolean, what: string) => {
  if (!good) faults.push(what)
}

const fill = async ({ who }: Chat) => {
  await it.db.transaction(
    (sql) => sql`
      insert into tasks (user_id, id, title, description, tags)
      select ${who.id}, n, 'Water the plants of house ' || n, 'before the ' || n || 'th of the month', '{garden}'
      from generate_series(1, ${TASKS}::integer) n`,
    { deadline_ms: 600_000 },
  )
  await it.db.execute((sql) => sql`update users set last_task_id = ${TASKS} where id = ${who.id}`)
}

/** Somebody reads one answer after another until told to stop; gives the longest silence and how many were whole. */
const reading = (chat: Chat) => {
  let going = true
  const read = async () => {
    let [answers, broken, silence] = [0, 0, 0]
    while (going) {
      let [last, whole] = [performance.now(), false]
      for await (const { data } of sentEvents(await chat.send(await chat.session(), LONG_ANSWER))) {
        silence = Math.max(silence, performance.now() - last)
        last = performance.now()
        whole = data.type === 'run.done' && data.run.status === 'completed'
      }
      answers += 1
      if (!whole) broken += 1
    }
    return { answers, broken, silence_ms: Math.round(silence) }
  }
  const done = read()
  return () => {
    going = false
    return done
  }
}

type Freeze = [what: string, request: () => Promise<Response>]
const freezesOf = async (chat: Chat): Promise<Freeze[]> => {
  // Not `it.call`, which holds the answer against the document: that would be measured as well.
  const call = async (method: string, path: string, body?: string) => {
    const headers = { authorization: `Bearer ${chat.who.token}`, ...(body && { 'content-type': 'application/json' }) }
    return it.app.handle(new Request(`http://localhost${path}`, { method, headers, ...(body && { body }) }))
  }
  const search = (words: string) => `/api/v1/tasks?q=${encodeURIComponent(words)}`
  const agent = async (name: string, args: object) => {
    const { status, text } = await send(it, {
      token: chat.who.token,
      ...modern('tools/call', { name, arguments: args }),
    })
    return new Response(text, { status })
  }
  const written = async (text: string) => {
    const thread_id = await chat.session()
    const data = { content: [{ type: 'output_text', text, annotations: [] }] }
    const created_at = new Date().toISOString()
    const item = { id: newId(), type: 'assistant_message' as const, data, created_at, run_id: newId() }
    await it.db.transaction((sql) => appendItems(sql, chat.who.id, thread_id, [item]))
    return `/chat/${thread_id}`
  }
  const cookie = `todochat=${await it.core.account.startLogin(chat.who.id, 'bench')}`
  const page = (path: string) =>
    it.app.handle(new Request(`http://localhost${path}`, { headers: { cookie, accept: 'text/html' } }))
  const quoted = await written(MARKDOWN['quotations in quotations'] ?? '')
  const shell = await written(MARKDOWN['code in bash'] ?? '')
  const titles = Array.from({ length: 50 }, (_, n) => `t${n}`)
  const letters = 'a b c d e f g h'
  return [
    ['A1 search of 8 letters over all tasks', () => call('GET', search(letters))],
    ['A1 the same by an agent', () => agent('list_tasks', { q: letters })],
    ['A1 the same in the chats', () => call('GET', `/api/v1/chatkit/sessions?q=${encodeURIComponent(letters)}`)],
    ['A1 search of 100 words', () => call('GET', search('ab '.repeat(100)))],
    ['A3 a page of 8,000 quotations in one another', () => page(quoted)],
    ['A3 a page of 19,000 characters of bash', () => page(shell)],
    ['A4 fifty tasks of a rare rule', () => agent('add_task', { titles, repeat: RULES[0], due_on: '2026-01-01' })],
    ['A5 a body of wide and deep JSON', () => call('POST', '/api/v1/tasks', Object.values(BODIES)[0])],
    ['A5 the export of everything', () => call('GET', '/api/v1/auth/me/export')],
    ['A5 the tasks as CSV', () => call('GET', '/api/v1/tasks?format=csv')],
    ['A5 the tasks as todo.txt', () => call('GET', '/api/v1/tasks?format=todotxt')],
    ['A5 the tasks as a calendar', () => call('GET', '/api/v1/tasks?format=ics')],
    ['A5 the page of tasks', () => page('/tasks')],
    ['A5 the page of tasks, 500 of them', () => page('/tasks?limit=500')],
    ['A7 one more task', () => call('POST', '/api/v1/tasks', JSON.stringify({ title: 'one more' }))],
  ]
}

const freeze = async () => {
  const chat = await chatWith(it, 'ada')
  await fill(chat)
  const stop = reading(await chatWith(it, 'bob'))
  console.log(`${TASKS} tasks, ${it.db.embedded ? 'embedded' : 'Postgres'}`)
  for (const [what, request] of await freezesOf(chat)) {
    let [status, wall] = [0, 0]
    const held = await holdOf(
      async () => {
        const began = performance.now()
        const response = await request()
        await response.arrayBuffer()
        ;[status, wall] = [response.status, performance.now() - began]
      },
      TRIES,
      HOLD_MAX_MS / 2,
    )
    console.log(`  ${what}: ${status}, held ${held.toFixed(1)} ms of CPU, ${wall.toFixed(0)} ms in all`)
    hold(held <= HOLD_MAX_MS && status > 0 && status < 500, what)
  }
  const others = await stop()
  console.log(`  meanwhile: ${JSON.stringify(others)}`)
  hold(others.answers > 0 && others.broken === 0, 'others did not get their answers')
}

/** Follows the run and leaves after a random number of events. */
const passing = async ({ who, session }: { who: Chat['who']; session: string }, run_id: string) => {
  const path = `/api/v1/chatkit/sessions/${session}/threads/${session}/runs/${run_id}/events`
  const response = await it.call('GET', path, { token: who.token })
  let left = 1 + Math.floor(Math.random() * 30)
  for await (const _ of sentEvents(response)) {
    left -= 1
    if (left === 0) break
  }
}

const openNow = async () => Number(/^open_streams (\d+)$/m.exec((await renderMetrics()).text)?.[1] ?? 0)

const leave = async () => {
  const people = Math.ceil(READERS / READERS_EACH)
  for (let n = 0; n < people; n++) {
    const chat = await chatWith(it, `reader${n}_`)
    const session = await chat.session()
    const response = await chat.send(session, LONG_ANSWER)
    const run_id = response.headers.get('x-run-id') ?? ''
    await Promise.all([
      response.body?.cancel(),
      ...Array.from({ length: READERS_EACH }, () => passing({ who: chat.who, session }, run_id)),
    ])
  }
  const open = await openNow()
  const last = await chatWith(it, 'last')
  let answered = 0
  for (let n = 0; n < SENDS_AFTER; n++) if ((await last.ask('hello')).run.status === 'completed') answered += 1
  console.log(
    `${people * READERS_EACH} readers left: ${open} streams open, ${answered} of ${SENDS_AFTER} sends answered`,
  )
  hold(open === 0 && answered === SENDS_AFTER, 'streams of readers who left')
}

await freeze()
await leave()
console.log(faults.length === 0 ? 'held' : `NOT HELD: ${faults.join('; ')}`)
await it.close()
await embedded?.close()
await rm(folder, { recursive: true })
process.exit(faults.length === 0 ? 0 : 1)
