/** The operations whose statements are counted, each done once before so that caches are warm. */
import type { Database } from '../../src/db/database.ts'
import { testApp } from './app.ts'
import { chatWith } from './chat.ts'
import { type Counted, countingDatabase, type Sent } from './count-statements.ts'
import { testDatabase } from './database.ts'
import { calls, type FakeRequest, fakeProvider, says } from './fake-provider.ts'
import { allEvents } from './sse.ts'

/** Adds a task when asked to, says so afterwards; says hello to everything else. */
const answer = ({ body }: FakeRequest) => {
  const last = body.messages?.at(-1)
  return last?.role === 'user' && last.content?.includes('add')
    ? calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }])
    : says('Hello there.')
}

export const OPERATIONS = [
  'create session',
  'list sessions',
  'read session',
  'list tasks',
  'create task',
  'toggle task',
  'message to the model',
  'message with one tool call',
  'message to the built-in assistant',
  'message with a key',
] as const
export type Operation = (typeof OPERATIONS)[number]

/**
 * Not counted, because how many there are depends on time and not on the operation: notices between instances, appends of
 * streamed words (one a tick for all runs), and the looks at a credential that was not seen for a second and at those of
 * streams that go on for so long.
 */
const BY_TIME = ['select pg_notify', 'with flush as', 'select u.id, u.time_zone', 'select w.n, coalesce']

interface Cost {
  counted: Counted
  sent: Sent
}

const SESSIONS = '/api/v1/chatkit/sessions'
const TASKS = '/api/v1/tasks'

export const statementsOf = async () => {
  const provider = await fakeProvider(answer)
  const real = await testDatabase()
  const { db, during } = countingDatabase(real)
  const settings = { OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'none', LLM_PROVIDERS: 'openai' }
  const it = await testApp({ db, settings })
  const plain = await testApp({ db })
  const chat = await chatWith(it)
  const { token } = chat.who
  const local = { ...chat, send: (id: string, text: string) => sendTo(plain, token, chat.runs(id), text) }
  const session = await chat.session()
  const get = async (path: string) => (await it.call('GET', path, { token })).text()
  const post = async (path: string, body?: object) => (await it.call('POST', path, { token, body })).text()
  const tell = async (text: string, headers?: Record<string, string>) =>
    allEvents(await chat.send(session, text, headers))
  await post(TASKS, { title: 'Water the plants' })
  const acts: Record<Operation, () => Promise<unknown>> = {
    'create session': () => post(SESSIONS, {}),
    'list sessions': () => get(SESSIONS),
    'read session': () => get(`${SESSIONS}/${session}`),
    'list tasks': () => get(TASKS),
    'create task': () => post(TASKS, { title: 'Call Bob' }),
    'toggle task': () => post(`${TASKS}/1/toggle`),
    'message to the model': () => tell('hello'),
    'message with one tool call': () => tell('add milk'),
    'message to the built-in assistant': async () => allEvents(await local.send(session, 'add bread')),
    'message with a key': () => tell('hello', { 'idempotency-key': crypto.randomUUID() }),
  }
  /** `beside` is sent within the operation too, as if its code sent it. */
  const measure = async (name: Operation, beside?: (db: Database) => Promise<unknown>): Promise<Cost> => {
    await acts[name]()
    const sent = await during(async () => {
      await acts[name]()
      await beside?.(db)
    })
    const texts = sent.texts.filter((text) => !BY_TIME.some((beginning) => text.startsWith(beginning)))
    return { counted: { statements: texts.length, transactions: sent.transactions }, sent }
  }
  const close = async () => {
    await it.close()
    await plain.close()
    await real.close()
    await provider.stop()
  }
  return { measure, close }
}

const sendTo = (it: Awaited<ReturnType<typeof testApp>>, token: string, path: string, text: string) =>
  it.call('POST', path, { token, body: { message: { content: [{ type: 'input_text', text }] } } })
