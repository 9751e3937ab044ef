/** One person chatting over REST, for tests of runs. */
import type { TestApp, TestAppOptions } from './app.ts'
import { testApp } from './app.ts'
import { allEvents, finishedText, type SentEvent } from './sse.ts'

const SESSIONS = '/api/v1/chatkit/sessions'

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape each test expects
type Json = any

export const chatWith = async (it: TestApp, name = 'ada') => {
  const who = await it.signUp(name)
  const session = async () => {
    const made = await it.call('POST', SESSIONS, { token: who.token })
    return ((await made.json()) as { id: string }).id
  }
  const runs = (id: string) => `${SESSIONS}/${id}/threads/${id}/runs`
  const send = (id: string, text: string, headers: Record<string, string> = {}) =>
    it.call('POST', runs(id), {
      token: who.token,
      headers,
      body: { message: { content: [{ type: 'input_text', text }] } },
    })
  const get = async (path: string): Promise<Json> => (await it.call('GET', path, { token: who.token })).json()

  /** Sends a message in a session and gives everything that came of it. */
  const ask = async (text: string, id?: string) => {
    const session_id = id ?? (await session())
    const events = await allEvents(await send(session_id, text))
    return { session_id, events, text: finishedText(events), run: endOf(events) }
  }
  const tasks = async () => (await get('/api/v1/tasks?limit=100')).tasks as Json[]
  return { it, who, session, runs, send, get, ask, tasks }
}
export type Chat = Awaited<ReturnType<typeof chatWith>>

/** The run in the stream’s one `run.done`. */
export const endOf = (events: SentEvent[]): Json => {
  const ends = events.filter(({ data }) => data.type === 'run.done')
  if (ends.length !== 1 || events.at(-1) !== ends[0]) throw new Error(`${ends.length} ends in a stream`)
  return ends[0]?.data.run
}

/** A chat whose assistant is the provider at `url`. */
export const chatThrough = async (url: string, settings: Record<string, string> = {}, options: TestAppOptions = {}) => {
  const it = await testApp({
    ...options,
    settings: { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'sk-very-secret', LLM_PROVIDERS: 'openai', ...settings },
  })
  return chatWith(it)
}
