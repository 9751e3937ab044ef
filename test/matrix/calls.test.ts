/** Every tool of the MCP door and every operation of the ChatKit door × everybody who may come. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { SCOPES } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { modern, send } from '../door/mcp/support.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { textOf } from '../support/source.ts'
import { accessToken, member, uselessTokens } from './credentials.ts'
import { type Belongings, belongingsOf, everythingOf, SECRET } from './routes.ts'

let it: TestApp
let ada: Belongings
let message_id = ''
let tools: { name: string; arguments: object; reads: boolean }[] = []
const LEAST_TOOLS = 7
const LEAST_OPERATIONS = 18

/** As the door declares them. */
const OPERATIONS = [...textOf('src/door/chatkit/protocol.ts').matchAll(/^ {2}'([a-z]+\.[a-z_]+)':/gm)].map(
  ([, name = '']) => name,
)

/** What tools ask for, as far as they ask for it. */
const ARGUMENTS: Record<string, unknown> = { task_id: 1, title: 'taken by the matrix' }

interface Listed {
  name: string
  inputSchema: { properties?: object }
  annotations: { readOnlyHint: boolean }
}

beforeAll(async () => {
  it = await testApp()
  ada = await belongingsOf(it, await member(it, 'ada'))
  const [row] = await it.db.query(
    (sql) =>
      sql`select id from items where user_id = ${ada.who.id} and type = 'user_message' order by position limit 1`,
  )
  message_id = row?.id
  const { json } = await send(it, { token: ada.who.token, ...modern('tools/list') })
  tools = (json.result.tools as Listed[]).map(({ name, inputSchema, annotations }) => ({
    name,
    arguments: Object.fromEntries(Object.entries(ARGUMENTS).filter(([one]) => one in (inputSchema.properties ?? {}))),
    reads: annotations.readOnlyHint,
  }))
})
afterAll(() => it.close())

const callTool = ({ name, arguments: args }: (typeof tools)[number], token: string | undefined) =>
  send(it, { ...(token !== undefined && { token }), ...modern('tools/call', { name, arguments: args }) })

/** One object for all operations: each takes of it what it knows. */
const paramsOf = (thread_id: string) => ({
  thread_id,
  item_id: message_id,
  item_ids: [message_id],
  kind: 'negative',
  title: 'taken by the matrix',
  action: { type: 'task.toggle', payload: { id: 1 } },
  input: { content: [{ type: 'input_text', text: 'hello' }], attachments: [], quoted_text: '', inference_options: {} },
})
const operate = async (type: string, token: string | undefined, thread_id = ada.session) => {
  const body = { type, params: paramsOf(thread_id) }
  const response = await it.call('POST', '/chatkit', { ...(token !== undefined && { token }), body })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('every tool and operation is known', () => {
  expect(tools.length).toBeGreaterThanOrEqual(LEAST_TOOLS)
  expect(OPERATIONS.length).toBeGreaterThanOrEqual(LEAST_OPERATIONS)
})

describe('who has no good credential gets 401 with a challenge, and nothing changes', () => {
  test('on the MCP door and the ChatKit door, whatever is wrong with it', async () => {
    const useless = await uselessTokens(it, ada.who)
    const before = await everythingOf(it, ada.who)
    for (const [kind, token] of useless) {
      const answers = [
        ...(await Promise.all(tools.map(async (tool) => ({ name: tool.name, ...(await callTool(tool, token)) })))),
        ...(await Promise.all(OPERATIONS.map(async (name) => ({ name, ...(await operate(name, token)) })))),
      ]
      for (const { name, status, headers, text } of answers) {
        expect([kind, name, status]).toEqual([kind, name, 401])
        expect(headers.get('www-authenticate')).toStartWith('Bearer')
        expect(text).not.toContain(SECRET)
      }
    }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })

  test('nor does a cookie open them', async () => {
    const cookie = `todochat=${await it.core.account.startLogin(ada.who.id, 'test')}`
    const [tool] = tools
    expect((await send(it, { ...modern('tools/call', { name: tool?.name }), headers: { cookie } })).status).toBe(401)
    const body = { type: 'threads.list', params: {} }
    expect((await it.call('POST', '/chatkit', { body, headers: { cookie } })).status).toBe(401)
  })
})

describe('somebody else', () => {
  test('gets no task of Ada’s by any tool, and changes none', async () => {
    const before = await everythingOf(it, ada.who)
    for (const tool of tools) {
      const bob = await member(it, 'bob')
      const { status, text } = await callTool(tool, bob.token)
      expect([tool.name, status, text.includes('secret doctor')]).toEqual([tool.name, 200, false])
    }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })

  test('gets the same answer for a thread of Ada’s as for none, on every operation that names one', async () => {
    const before = await everythingOf(it, ada.who)
    for (const name of OPERATIONS) {
      const bob = await member(it, 'bob')
      const theirs = await operate(name, bob.token)
      expect([name, theirs.status < 500, theirs.text.includes('secret doctor')]).toEqual([name, true, false])
      if (name === 'threads.create' || name === 'threads.list') continue
      const none = await operate(name, bob.token, newId())
      const said = (text: string) => text.replaceAll(/"request_id":"[^"]*"/g, '')
      expect([name, theirs.status, said(theirs.text)]).toEqual([name, none.status, said(none.text)])
    }
    expect(await everythingOf(it, ada.who)).toBe(before)
  })
})

describe('a program with an access token', () => {
  test.each(SCOPES)('of the scope %s alone calls what asks for it and nothing else', async (scope) => {
    const carl = await member(it, 'carl')
    const { token } = await accessToken(it, carl, [scope])
    for (const tool of tools) {
      const { status } = await callTool(tool, token)
      const wanted = scope === (tool.reads ? 'tasks:read' : 'tasks:write')
      expect([tool.name, status]).toEqual([tool.name, wanted ? 200 : 403])
    }
    for (const name of OPERATIONS) {
      const { status, text } = await operate(name, token)
      const refused = status === 403 && text.includes('insufficient_scope')
      expect([name, refused]).toEqual([name, scope !== 'chat' || name === 'threads.sync_custom_action'])
    }
  })

  test('of every scope removes nothing by a tool without a question', async () => {
    const { who } = await belongingsOf(it, await member(it, 'dora'))
    const { token } = await accessToken(it, who, SCOPES)
    for (const tool of tools.filter(({ name }) => /delete|undo/.test(name))) await callTool(tool, token)
    const list = await it.call('GET', '/api/v1/tasks', { token: who.token })
    expect(await list.text()).toContain(SECRET)
  })
})
