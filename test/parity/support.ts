/** One person before every door of chats, and what each door made of the same wish. */
import { bearerOf } from '../../src/door/auth/bearer.ts'
import { newId } from '../../src/lib/id.ts'
import { says, uiOf } from '../door/chatkit/support.ts'
import { visitor } from '../door/pages/visitor.ts'
import type { TestApp } from '../support/app.ts'
import { person } from '../support/people.ts'
import { allEvents } from '../support/sse.ts'

/** Undefined when it went well, else the status where the door has one, and everything it said. */
export type Refusal = { status: number | undefined; text: string } | undefined

const unescaped = (html: string) =>
  html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

const refusalOf = async (response: Response): Promise<Refusal> => {
  const text = unescaped(await response.text())
  return response.status < 400 ? undefined : { status: response.status, text }
}

export interface Guest {
  id: string
  token: string
  cookie: string
}

export const guestOf = async (it: TestApp): Promise<Guest> => {
  const { user_id: id } = await person(it.db, 'guest')
  const token = await bearerOf(it.core.account).newToken(id)
  return { id, token, cookie: `todochat=${await it.core.account.startLogin(id, 'parity')}` }
}

export interface ChatDoor {
  name: string
  rename(who: Guest, thread_id: string, title: string): Promise<Refusal>
  remove(who: Guest, thread_id: string): Promise<Refusal>
  open(who: Guest, thread_id: string): Promise<Refusal>
  /** A message and its whole answer. */
  say(who: Guest, thread_id: string, text: string): Promise<Refusal>
  settle(who: Guest, thread_id: string, confirmation_id: string, approve: unknown): Promise<Refusal>
}

const restDoor = (it: TestApp): ChatDoor => {
  const session = (id: string) => `/api/v1/chatkit/sessions/${id}`
  const call = async ({ token }: Guest, method: string, path: string, body?: object) =>
    refusalOf(await it.call(method, path, { token, ...(body && { body }) }))
  return {
    name: 'REST',
    rename: (who, id, title) => call(who, 'PATCH', session(id), { title }),
    remove: (who, id) => call(who, 'DELETE', session(id)),
    open: (who, id) => call(who, 'GET', session(id)),
    say: (who, id, text) =>
      call(who, 'POST', `${session(id)}/threads/${id}/runs`, { message: { content: [{ type: 'input_text', text }] } }),
    settle: (who, _, id, approve) => call(who, 'POST', `/api/v1/confirmations/${id}`, { approve }),
  }
}

const chatkitDoor = (it: TestApp): ChatDoor => {
  const call = async ({ token }: Guest, type: string, params: object): Promise<Refusal> => {
    const response = await uiOf(it, token).post(type, params)
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return refusalOf(response)
    const events = await allEvents(response)
    const failed = events.find(({ data }) => data.type === 'error' && data.code === 'custom')
    return failed && { status: undefined, text: failed.data.message }
  }
  return {
    name: 'ChatKit',
    rename: (who, thread_id, title) => call(who, 'threads.update', { thread_id, title }),
    remove: (who, thread_id) => call(who, 'threads.delete', { thread_id }),
    open: (who, thread_id) => call(who, 'threads.get_by_id', { thread_id }),
    say: (who, thread_id, text) => call(who, 'threads.add_user_message', { thread_id, input: says(text) }),
    settle: (who, thread_id, confirmation_id, approve) => {
      const action = { type: 'confirmation.settle', payload: { confirmation_id, approve } }
      return call(who, 'threads.sync_custom_action', { thread_id, action })
    },
  }
}

const pagesDoor = (it: TestApp): ChatDoor => {
  const send = async ({ cookie }: Guest, method: string, path: string, form?: Record<string, string>) => {
    const browser = visitor(it)
    browser.setCookie(cookie)
    return refusalOf(await browser.open(method, path, form ? { form } : {}))
  }
  const open = (who: Guest, id: string) => send(who, 'GET', `/chat/${id}`)
  return {
    name: 'pages',
    rename: (who, id, title) => send(who, 'POST', `/chat/${id}/change`, { title, next: '' }),
    remove: (who, id) => send(who, 'POST', `/chat/${id}/delete`, {}),
    open,
    say: async (who, id, text) =>
      (await send(who, 'POST', `/chat/${id}`, { text, key: newId() })) ??
      (await send(who, 'GET', `/chat/${id}?no_script=1`)),
    settle: (who, _, id, approve) => send(who, 'POST', `/confirmations/${id}`, { approve: String(approve) }),
  }
}

/** The first is the one that the others are held against. */
export const chatDoors = (it: TestApp): [ChatDoor, ...ChatDoor[]] => [restDoor(it), chatkitDoor(it), pagesDoor(it)]

/** Everything of a person but ids and times, in the order in which it came to be. */
export const everything = (it: TestApp, { id }: Guest) =>
  it.db.query(async (sql) => ({
    threads: await sql`
      select title, message_count, pinned, archived, deleted_at is null as there from threads where user_id = ${id}
      order by created_at, id`,
    items: await sql`select type, words from items where user_id = ${id} order by thread_id, position`,
    runs: await sql`
      select status, provider, error ->> 'code' as error from runs where user_id = ${id} order by created_at, id`,
    calls: await sql`
      select name, arguments, status from tool_calls where user_id = ${id} order by created_at, turn, position`,
    confirmations: await sql`select tool, titles, status from confirmations where user_id = ${id} order by created_at`,
    tasks: await sql`select id, title, status, due_on from tasks where user_id = ${id} order by id`,
    changes: await sql`select task_id, change, actor from task_changes where user_id = ${id} order by id`,
  }))
