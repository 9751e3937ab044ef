/**
 * One operation, every door: the same rows and the same codes. A new door adds a column here; what differs on purpose
 * stands in DIFFERENCES, and nowhere else.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { isAppError } from '../../src/errors.ts'
import { invoke } from '../../src/tool/invoke.ts'
import { ToolError } from '../../src/tool/registry.ts'
import { modern, send } from '../door/mcp/support.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { person } from '../support/people.ts'

let it: TestApp
beforeAll(async () => {
  it = await testApp()
})
afterAll(() => it.close())

/** What came of an operation: nothing wrong, or the code of what was. */
type Outcome = 'ok' | string

interface Door {
  name: string
  add(who: Guest, title: string): Promise<Outcome>
  complete(who: Guest, id: number): Promise<Outcome>
  remove(who: Guest, id: number): Promise<Outcome>
  undo(who: Guest): Promise<Outcome>
}
interface Guest {
  caller: Caller
  thread_id: string
  token: string
  cookie: string
}

const guest = async (): Promise<Guest> => {
  const { token, id } = await it.signUp('guest')
  const caller: Caller = { ...(await person(it.db, 'unused')), user_id: id }
  const { value: thread } = await it.core.thread.create(caller, {})
  return { caller, thread_id: thread.id, token, cookie: `todochat=${await it.core.account.startLogin(id, 'parity')}` }
}

const tool = async ({ caller }: Guest, name: string, args: object): Promise<Outcome> => {
  try {
    const came = await it.db.transaction((sql) =>
      invoke(it.core.tool.check(name, args), { caller, sql, actor: 'assistant' }),
    )
    if (came.status === 'failed') throw came.error
    return 'ok'
  } catch (error) {
    if (error instanceof ToolError) return isAppError(error.cause) ? error.cause.code : 'validation_error'
    throw error
  }
}
const rest = async ({ token }: Guest, method: string, path: string, body?: object): Promise<Outcome> => {
  const response = await it.call(method, `/api/v1${path}`, { token, ...(body && { body }) })
  if (response.ok) return 'ok'
  return ((await response.json()) as { error: { code: string } }).error.code
}
/** An agent's delete waits for the person, who says yes here: what comes of it must be the same. */
const mcp = async ({ token }: Guest, name: string, args: object): Promise<Outcome> => {
  const { json } = await send(it, { token, ...modern('tools/call', { name, arguments: args }) })
  const { isError, structuredContent, _meta } = json.result
  if (isError) return _meta['todochat/code']
  const asked = structuredContent.confirmation
  if (asked) return rest({ token } as Guest, 'POST', `/confirmations/${asked.id}`, { approve: true })
  return 'ok'
}
/** A click without a card: what `/chatkit` does with tasks. */
const click = async ({ token, thread_id }: Guest, type: string, payload: object): Promise<Outcome> => {
  const body = { type: 'threads.sync_custom_action', params: { thread_id, action: { type, payload } } }
  const response = await it.call('POST', '/chatkit', { token, body })
  return response.ok ? 'ok' : ((await response.json()) as { error: { code: string } }).error.code
}
const CODES: Record<number, string> = { 303: 'ok', 400: 'validation_error', 404: 'not_found' }
const page = async ({ cookie }: Guest, path: string, fields: Record<string, string> = {}): Promise<Outcome> => {
  const request = new Request(`http://localhost${path}`, {
    method: 'POST',
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  const { status, headers } = await it.app.handle(request)
  if (headers.get('location')?.startsWith('/signin')) return 'unauthenticated'
  return CODES[status] ?? `status ${status}`
}

const doors: Door[] = [
  {
    name: 'tool',
    add: (who, title) => tool(who, 'add_task', { title }),
    complete: (who, task_id) => tool(who, 'toggle_task_status', { task_id }),
    remove: (who, task_id) => tool(who, 'delete_task', { task_id }),
    undo: (who) => tool(who, 'undo_last_change', {}),
  },
  {
    name: 'REST',
    add: (who, title) => rest(who, 'POST', '/tasks', { title }),
    complete: (who, id) => rest(who, 'POST', `/tasks/${id}/toggle`),
    remove: (who, id) => rest(who, 'DELETE', `/tasks/${id}`),
    undo: (who) => rest(who, 'POST', '/tasks/undo'),
  },
  {
    name: 'MCP',
    add: (who, title) => mcp(who, 'add_task', { title }),
    complete: (who, task_id) => mcp(who, 'toggle_task_status', { task_id }),
    remove: (who, task_id) => mcp(who, 'delete_task', { task_id }),
    undo: (who) => mcp(who, 'undo_last_change', {}),
  },
  {
    name: 'pages',
    add: (who, title) => page(who, '/tasks', { title }),
    complete: (who, id) => page(who, `/tasks/${id}/toggle`),
    remove: (who, id) => page(who, `/tasks/${id}/delete`),
    undo: (who) => page(who, '/tasks/undo'),
  },
  {
    name: 'ChatKit',
    add: (who, title) => click(who, 'task.add', { title }),
    complete: (who, id) => click(who, 'task.toggle', { id }),
    remove: (who, id) => click(who, 'task.delete', { id }),
    undo: (who) => click(who, 'task.undo', { ids: [1] }),
  },
]

/** Differences that are meant: what a door may answer instead. */
const DIFFERENCES: Record<string, Record<string, Outcome>> = {}

const rows = async ({ caller }: Guest) => ({
  tasks: await it.db.query(
    (sql) => sql`select id, title, status, priority, due_on, repeat, tags, completed_at is null as open
      from tasks where user_id = ${caller.user_id} order by id`,
  ),
  changes: await it.db.query(
    (sql) => sql`select id, task_id, change from task_changes where user_id = ${caller.user_id} order by id`,
  ),
})

type Step = [name: string, act: (door: Door, who: Guest) => Promise<Outcome>]
const scenarios: { name: string; steps: Step[] }[] = [
  { name: 'adding', steps: [['add', (d, w) => d.add(w, 'Buy milk')]] },
  {
    name: 'completing',
    steps: [
      ['add', (d, w) => d.add(w, 'Buy milk')],
      ['complete', (d, w) => d.complete(w, 1)],
    ],
  },
  {
    name: 'deleting and taking it back',
    steps: [
      ['add', (d, w) => d.add(w, 'Buy milk')],
      ['remove', (d, w) => d.remove(w, 1)],
      ['undo', (d, w) => d.undo(w)],
    ],
  },
  { name: 'adding nothing', steps: [['add', (d, w) => d.add(w, '   ')]] },
  { name: 'adding too much', steps: [['add', (d, w) => d.add(w, 'x'.repeat(201))]] },
  { name: 'completing what is not there', steps: [['complete', (d, w) => d.complete(w, 77)]] },
  { name: 'deleting what is not there', steps: [['remove', (d, w) => d.remove(w, 77)]] },
]

describe('every door does the same', () => {
  for (const { name, steps } of scenarios) {
    test(name, async () => {
      const seen = await Promise.all(
        doors.map(async (door) => {
          const who = await guest()
          const outcomes: Outcome[] = []
          for (const [step, act] of steps) {
            const outcome = await act(door, who)
            outcomes.push(DIFFERENCES[`${name}: ${step}`]?.[door.name] === outcome ? 'as meant' : outcome)
          }
          return { door: door.name, outcomes, rows: await rows(who) }
        }),
      )
      for (const other of seen.slice(1)) {
        expect({ door: other.door, outcomes: other.outcomes }).toEqual({
          door: other.door,
          outcomes: seen[0]?.outcomes ?? [],
        })
        expect(other.rows).toEqual(seen[0]?.rows as typeof other.rows)
      }
    })
  }
})
