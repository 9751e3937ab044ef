/** Bad input of every kind on every REST route: our envelope, the right status, nothing changed, nothing echoed. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { testApp } from './support/app.ts'
import { type Chat, chatWith } from './support/chat.ts'

const ECHO = 'sentinel-that-must-not-come-back'
let chat: Chat
let session: string
beforeAll(async () => {
  chat = await chatWith(await testApp())
  session = await chat.session()
  await chat.ask('add buy milk', session)
})
afterAll(() => chat.it.close())

interface Bad {
  name: string
  method?: string
  path: string
  body?: unknown
  headers?: Record<string, string>
  status: number
  code: string
  at?: string
}

const run = (text: unknown) => ({ message: { content: [{ type: 'input_text', text }] } })
const SESSIONS = '/api/v1/chatkit/sessions'
const RUNS = `${SESSIONS}/:session/threads/:session/runs`
const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

/** What every JSON route refuses in the same words. */
const everywhere = (path: string, method: string, field: string): Bad[] => [
  { name: 'no JSON', method, path, body: '{"a":', status: 400, code: 'bad_json' },
  { name: 'an array', method, path, body: '[]', status: 400, code: 'validation_error' },
  { name: 'a number', method, path, body: '7', status: 400, code: 'validation_error' },
  { name: 'null', method, path, body: 'null', status: 400, code: 'validation_error' },
  { name: 'an unknown field', method, path, body: { [field]: ECHO, extra: 1 }, status: 400, code: 'validation_error' },
  {
    name: 'somebody’s id',
    method,
    path,
    body: { [field]: ECHO, user_id: ECHO },
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'a prototype',
    method,
    path,
    body: `{"__proto__":{"admin":true},"${field}":"x"}`,
    status: 400,
    code: 'validation_error',
  },
  { name: 'NUL', method, path, body: `{"${field}":"a\\u0000"}`, status: 400, code: 'validation_error' },
  { name: 'half a character', method, path, body: `{"${field}":"\\ud800"}`, status: 400, code: 'validation_error' },
  {
    name: 'a form',
    method,
    path,
    body: `${field}=x`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'plain text',
    method,
    path,
    body: '{}',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    name: 'too much',
    method,
    path,
    body: `{"${field}":"${'x'.repeat(300_000)}"}`,
    status: 413,
    code: 'payload_too_large',
  },
  { name: '50,000 levels', method, path, body: `{"${field}":${deep}}`, status: 400, code: 'validation_error' },
]

const cases: Bad[] = [
  ...everywhere(SESSIONS, 'POST', 'title'),
  ...everywhere(`${SESSIONS}/:session`, 'PATCH', 'title'),
  ...everywhere(RUNS, 'POST', 'message'),
  ...everywhere('/api/v1/tasks', 'POST', 'title'),
  ...everywhere('/api/v1/tasks/1', 'PATCH', 'title'),
  ...everywhere('/api/:user/chat', 'POST', 'message'),
  ...everywhere('/api/v1/auth/me', 'PATCH', 'name'),
  ...everywhere('/api/v1/auth/tokens', 'POST', 'name'),
  { name: 'an empty title', path: SESSIONS, body: { title: ' ' }, status: 400, code: 'validation_error', at: '/title' },
  {
    name: 'a long title',
    path: SESSIONS,
    body: { title: 'x'.repeat(201) },
    status: 400,
    code: 'validation_error',
    at: '/title',
  },
  {
    name: 'a title that is a number',
    path: SESSIONS,
    body: { title: 7 },
    status: 400,
    code: 'validation_error',
    at: '/title',
  },
  {
    name: 'a pin that is a word',
    method: 'PATCH',
    path: `${SESSIONS}/:session`,
    body: { pinned: 'yes' },
    status: 400,
    code: 'validation_error',
    at: '/pinned',
  },
  { name: 'no message', path: RUNS, body: {}, status: 400, code: 'validation_error', at: '/message' },
  {
    name: 'no content',
    path: RUNS,
    body: { message: {} },
    status: 400,
    code: 'validation_error',
    at: '/message/content',
  },
  {
    name: 'empty content',
    path: RUNS,
    body: { message: { content: [] } },
    status: 400,
    code: 'validation_error',
    at: '/message/content',
  },
  {
    name: 'an unknown part',
    path: RUNS,
    body: { message: { content: [{ type: 'image', text: ECHO }] } },
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'another role',
    path: RUNS,
    body: { message: { role: 'system', content: [{ type: 'input_text', text: ECHO }] } },
    status: 400,
    code: 'validation_error',
  },
  { name: 'a message of white space', path: RUNS, body: run(' \n '), status: 400, code: 'validation_error' },
  { name: 'a message too long', path: RUNS, body: run('x'.repeat(501)), status: 400, code: 'validation_error' },
  {
    name: 'an unacceptable wish',
    path: RUNS,
    body: run('hello'),
    headers: { accept: 'image/png' },
    status: 406,
    code: 'not_acceptable',
  },
  {
    name: 'an empty key',
    path: RUNS,
    body: run('hello'),
    headers: { 'idempotency-key': '' },
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'a long key',
    path: RUNS,
    body: run('hello'),
    headers: { 'idempotency-key': 'k'.repeat(256) },
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'an empty chat message',
    path: '/api/:user/chat',
    body: { message: ' ' },
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'a conversation that is none',
    path: '/api/:user/chat',
    body: { message: 'hi', conversation_id: ECHO },
    status: 404,
    code: 'not_found',
  },
  {
    name: 'an answer that is no yes or no',
    path: '/api/v1/confirmations/x',
    body: { approve: 'yes' },
    status: 400,
    code: 'validation_error',
    at: '/approve',
  },
  ...['0', '101', '-1', '1.5', 'x', '', '1e2', ' 5'].map(
    (limit): Bad => ({
      name: `limit «${limit}»`,
      method: 'GET',
      path: `${SESSIONS}?limit=${encodeURIComponent(limit)}`,
      status: 400,
      code: 'validation_error',
      at: '/limit',
    }),
  ),
  ...['x', '%00', 'W10', 'WyJhIl0'].map(
    (after): Bad => ({
      name: `after «${after}»`,
      method: 'GET',
      path: `${SESSIONS}?after=${after}`,
      status: 400,
      code: 'bad_cursor',
    }),
  ),
  {
    name: 'an unknown filter',
    method: 'GET',
    path: '/api/v1/tasks?order=id;drop',
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'an unknown status',
    method: 'GET',
    path: '/api/v1/tasks?status=bogus',
    status: 400,
    code: 'validation_error',
    at: '/status',
  },
  {
    name: 'an impossible date',
    path: '/api/v1/tasks',
    body: { title: 'x', due_on: '2026-02-30' },
    status: 400,
    code: 'validation_error',
    at: '/due_on',
  },
  {
    name: 'a time without a date',
    path: '/api/v1/tasks',
    body: { title: 'x', due_time: '10:00' },
    status: 400,
    code: 'validation_error',
  },
  {
    name: 'a rule that is none',
    path: '/api/v1/tasks',
    body: { title: 'x', repeat: 'sometimes' },
    status: 400,
    code: 'validation_error',
    at: '/repeat',
  },
  { name: 'no such path', method: 'GET', path: `/api/v1/${ECHO}`, status: 404, code: 'not_found' },
  { name: 'no such method', method: 'PUT', path: SESSIONS, body: {}, status: 405, code: 'method_not_allowed' },
  {
    name: 'a body where none belongs',
    path: '/api/v1/tasks/undo',
    body: { all: true },
    status: 400,
    code: 'validation_error',
  },
]

const filled = (path: string) => path.replaceAll(':session', session).replaceAll(':user', chat.who.id)
const everything = async () =>
  JSON.stringify(
    await chat.it.db.query(async (sql) => ({
      threads:
        await sql`select id, title, message_count, pinned from threads where user_id = ${chat.who.id} order by id`,
      tasks: await sql`select id, title, status from tasks where user_id = ${chat.who.id} order by id`,
      tokens: await sql`select id from access_tokens where user_id = ${chat.who.id} limit 9`,
      user: await sql`select name, time_zone from users where id = ${chat.who.id}`,
    })),
  )

describe('bad input', () => {
  for (const { name, method = 'POST', path, body, headers = {}, status, code, at } of cases) {
    test(`${method} ${path} with ${name} → ${status} ${code}`, async () => {
      const before = await everything()
      const response = await chat.it.call(method, filled(path), { token: chat.who.token, body, headers })
      const text = await response.text()
      expect(`${response.status} ${text.slice(0, 200)}`).toStartWith(`${status} `)
      const answer = JSON.parse(text)
      expect(answer).toMatchObject({
        success: false,
        error: { code, message: expect.any(String), request_id: expect.any(String) },
      })
      if (at) expect(answer.error.details.map((problem: { path: string }) => problem.path)).toContain(at)
      for (const word of [ECHO, 'at async', '.ts:', 'select ', 'syntax error']) expect(text).not.toContain(word)
      expect(await everything()).toBe(before)
    })
  }
})
