/** The route table as the app has it, and paths with the ids of somebody’s belongings in them. */
import { newId } from '../../src/lib/id.ts'
import type { TestApp } from '../support/app.ts'
import { endOf } from '../support/chat.ts'
import { type Schema, sampleOf } from '../support/sample.ts'
import { allEvents } from '../support/sse.ts'
import { accessToken, type Member } from './credentials.ts'

export interface Route {
  method: string
  path: string
  name: string
  /** What its own schemas ask for. */
  body: unknown
  query: string
  content_type: string | undefined
  /** On which budget a request counts. */
  budget: string | undefined
  /** Who may call, as the route itself says. */
  need: true | 'person' | string | undefined
}

interface Listed {
  method: string
  path: string
  hooks?: {
    body?: Schema
    query?: Schema
    detail?: { 'x-caller'?: true | string; 'x-budget'?: string; 'x-body'?: { types: string[] } }
  }
}

const queryOf = (schema: Schema | undefined) =>
  schema?.required ? `?${new URLSearchParams(sampleOf(schema) as Record<string, string>)}` : ''

export const routesOf = (it: TestApp): Route[] =>
  (it.app.routes as unknown as Listed[]).map(({ method, path: given, hooks = {} }) => {
    const path = given.length > 1 ? given.replace(/\/$/, '') : given
    const { 'x-body': file, 'x-caller': need, 'x-budget': budget } = hooks.detail ?? {}
    const sample = typeof hooks.body === 'object' ? sampleOf(hooks.body) : undefined
    const body = file ? 'title\ntaken by the matrix' : sample
    return {
      method,
      path,
      name: `${method} ${path}`,
      body,
      query: queryOf(hooks.query),
      content_type: file?.types[0],
      budget,
      need,
    }
  })

export const isApi = ({ path }: Route) => path.startsWith('/api/')
/** The operations behind these are named in the body. */
export const isCalls = ({ path }: Route) => path === '/chatkit' || path === '/mcp'

/** What nobody else may read. */
export const SECRET = 'Visit the secret doctor'
const SESSIONS = '/api/v1/chatkit/sessions'

export interface Belongings {
  who: Member
  session: string
  run: string
  /** The run that asked. */
  asking: string
  confirmation: string
  token: string
}

/** A task, a chat with an answer, a question that waits, a token of one’s own. */
export const belongingsOf = async (it: TestApp, who: Member): Promise<Belongings> => {
  const { token } = who
  const made = await it.call('POST', SESSIONS, { token, body: { title: SECRET } })
  const { id: session } = (await made.json()) as { id: string }
  const ask = async (text: string) => {
    const body = { message: { content: [{ type: 'input_text', text }] } }
    const sent = await it.call('POST', `${SESSIONS}/${session}/threads/${session}/runs`, { token, body })
    return endOf(await allEvents(sent))
  }
  const { id: run } = await ask(`add ${SECRET}`)
  const { id: asking } = await ask('delete 1')
  const asked = await it.call('GET', '/api/v1/confirmations', { token })
  const { confirmations } = (await asked.json()) as { confirmations: { id: string }[] }
  const agent = await accessToken(it, who, ['tasks:read'])
  return { who, session, run, asking, confirmation: confirmations[0]?.id ?? '', token: agent.id }
}

/** Which of somebody’s things each parameter names; a name that is not here names nothing that exists. */
const NAMED: [part: string, of: (mine: Belongings) => string][] = [
  [':user_id', ({ who }) => who.id],
  ['sessions/:id', ({ session }) => `sessions/${session}`],
  [':tid', ({ session }) => session],
  [':rid/confirm', ({ asking }) => `${asking}/confirm`],
  [':rid', ({ run }) => run],
  [':run_id', ({ run }) => run],
  ['chat/:id', ({ session }) => `chat/${session}`],
  ['confirmations/:id', ({ confirmation }) => `confirmations/${confirmation}`],
  ['tokens/:id', ({ token }) => `tokens/${token}`],
  ['tasks/:id', () => 'tasks/1'],
  ['remind/:id', () => 'remind/1'],
  ['changes/:id', () => 'changes/1'],
]

export const filled = (path: string, mine: Belongings) =>
  NAMED.reduce((text, [part, of]) => text.replace(part, of(mine)), path).replace(/:\w+/g, () => newId())

/** Whether every id in the path names something that there is. */
export const isKnown = (path: string) => !NAMED.reduce((text, [part]) => text.replace(part, ''), path).includes(':')

/** All that is kept of a person, for a look before and after. */
export const everythingOf = async (it: TestApp, { id }: Member) =>
  JSON.stringify(
    await it.db.query(async (sql) => ({
      users: await sql`select name, time_zone, preferences, tokens_valid_from from users where id = ${id}`,
      threads: await sql`select id, title, pinned, archived, deleted_at, updated_at from threads where user_id = ${id}`,
      items: await sql`select id, data from items where user_id = ${id} order by position`,
      runs: await sql`select id, status from runs where user_id = ${id} order by id`,
      tasks: await sql`select id, title, status, updated_at from tasks where user_id = ${id} order by id`,
      changes: await sql`select id, change, undone_at from task_changes where user_id = ${id} order by id`,
      confirmations: await sql`select id, status from confirmations where user_id = ${id} order by id`,
      tokens: await sql`select id, name, expires_at from access_tokens where user_id = ${id} order by id`,
      feedback: await sql`select item_id, kind from feedback where user_id = ${id} order by item_id`,
    })),
  )
