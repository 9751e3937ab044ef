/** One fault, four doors, one sentence: what is wrong with an input reads the same wherever it came in. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../support/app.ts'
import { modern, send } from './mcp/support.ts'

let it: TestApp
let token: string
let cookie: string
let thread_id: string
beforeAll(async () => {
  it = await testApp()
  const who = await it.signUp('voice')
  token = who.token
  cookie = `todochat=${await it.core.account.startLogin(who.id, 'voice')}`
  const made = await it.call('POST', '/api/v1/chatkit/sessions', { token })
  thread_id = ((await made.json()) as { id: string }).id
})
afterAll(() => it.close())

interface Said {
  error: { code: string; message: string; details: { path: string; message: string }[] }
  message: string
}

/** What REST says; the message is the first detail. */
const rest = async (method: string, path: string, body: object) => {
  const { error } = (await (await it.call(method, `/api/v1${path}`, { token, body })).json()) as Said
  expect([error.code, error.message]).toEqual(['validation_error', error.details[0]?.message ?? ''])
  return error.message
}
const chatkit = async (type: string, params: object) => {
  const said = (await (await it.call('POST', '/chatkit', { token, body: { type, params } })).json()) as Said
  expect(said.error.code).toBe('validation_error')
  return said.message
}
const mcp = async (name: string, args: object): Promise<string> => {
  const { json } = await send(it, { token, ...modern('tools/call', { name, arguments: args }) })
  return json.error?.message ?? json.result.content[0].text
}
/** The whole page, or the fragment that htmx gets; the sentence is somewhere in it. */
const page = async (path: string, fields: Record<string, string>) => {
  const response = await it.app.handle(
    new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    }),
  )
  expect(response.status).toBe(400)
  return response.text()
}

describe('a task', () => {
  test.each([
    ['without a title', { title: '  ' }, 'Title must not be empty.'],
    ['with a long title', { title: 'x'.repeat(201) }, 'Title must have at most 200 characters.'],
    ['with NUL in it', { title: 'a\0b' }, 'Title has characters that cannot be stored.'],
  ])('%s', async (_, fields, sentence) => {
    expect(await rest('POST', '/tasks', fields)).toBe(sentence)
    expect(await mcp('add_task', fields)).toBe(sentence)
    expect(
      await chatkit('threads.sync_custom_action', { thread_id, action: { type: 'task.add', payload: fields } }),
    ).toBe(sentence)
    expect(await page('/tasks', fields)).toContain(sentence)
  })

  test.each([
    ['a day that is none', { title: 'x', due_on: '2026-02-30' }, 'Due date is not a day of the calendar.'],
    ['a time without a day', { title: 'x', due_time: '09:00' }, 'A due time needs a due date.'],
  ])('with %s', async (_, fields, sentence) => {
    const said = await rest('POST', '/tasks', fields)
    expect(said).toMatch(sentence)
    expect(await mcp('add_task', fields)).toBe(said)
  })

  test.each([
    ['an unknown field', { title: 'x', colour: 'red' }, 'The field colour is not known here.'],
    ['an unknown priority', { title: 'x', priority: 'urgent' }, 'Priority must be one of none, low, medium, high.'],
    ['a tag with a space', { title: 'x', tags: ['a', 'b c'] }, /^Entry 2 of tags does not have the right form/],
  ])(
    'with %s: REST is strict, an agent is forgiven what can be mended without a guess',
    async (_, fields, sentence) => {
      expect(await rest('POST', '/tasks', fields)).toMatch(sentence)
      expect(await mcp('add_task', fields)).toContain('Added task')
    },
  )
})

test.each([
  ['empty', { title: ' ' }, 'Title must not be empty.'],
  ['long', { title: 'x'.repeat(201) }, 'Title must have at most 200 characters.'],
])('the title of a chat that is %s', async (_, fields, sentence) => {
  expect(await rest('PATCH', `/chatkit/sessions/${thread_id}`, fields)).toBe(sentence)
  expect(await chatkit('threads.update', { thread_id, ...fields })).toBe(sentence)
  expect(await page(`/chat/${thread_id}/change`, fields)).toContain(sentence)
})

test.each([
  ['empty', ' ', 'The message is empty.'],
  ['long', 'x'.repeat(501), 'The message is longer than 500 characters.'],
])('a message that is %s', async (_, text, sentence) => {
  const content = [{ type: 'input_text', text }]
  expect(await rest('POST', `/chatkit/sessions/${thread_id}/threads/${thread_id}/runs`, { message: { content } })).toBe(
    sentence,
  )
  const body = { type: 'threads.add_user_message', params: { thread_id, input: { content, attachments: [] } } }
  expect(await (await it.call('POST', '/chatkit', { token, body })).text()).toContain(sentence)
  expect(await page(`/chat/${thread_id}`, { text, key: 'k1' })).toContain(sentence)
})
