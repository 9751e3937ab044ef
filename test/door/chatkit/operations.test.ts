/** Every operation and every way it can go wrong: status, type, shape, and what must never be in the answer. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../../src/lib/id.ts'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { allEvents } from '../../support/sse.ts'
import { errorsOf, itemsOf, outline, says, shape, threadOf, type Ui, uiOf } from './support.ts'

let it: TestApp
let ada: Person
let ui: Ui
let bob: Ui
let thread_id = ''
let message_id = ''
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
  ui = uiOf(it, ada.token)
  bob = uiOf(it, (await it.signUp('bob')).token)
  const events = await ui.create('add visit the secret doctor')
  thread_id = threadOf(events)
  message_id = itemsOf(events, 'user_message')[0].id
})
afterAll(() => it.close())

/** Words that no answer to a stranger or about a failure may hold. */
const FORBIDDEN = ['secret doctor', 'select ', 'node_modules', '    at ', 'success', 'null']

const STREAMING = [
  ['threads.add_user_message', () => ({ thread_id, input: says('hello') })],
  ['threads.add_client_tool_output', () => ({ thread_id, result: { a: 1 } })],
  ['threads.add_structured_input', () => ({ thread_id, item_id: message_id, input: { status: 'skipped' } })],
  ['threads.retry_after_item', () => ({ thread_id, item_id: message_id })],
  ['threads.custom_action', () => ({ thread_id, action: { type: 'task.undo' } })],
] as const
const PLAIN = [
  ['threads.get_by_id', () => ({ thread_id })],
  ['threads.update', () => ({ thread_id, title: 'taken' })],
  ['threads.delete', () => ({ thread_id })],
  ['items.list', () => ({ thread_id })],
  ['items.feedback', () => ({ thread_id, item_ids: [message_id], kind: 'negative' })],
  ['threads.sync_custom_action', () => ({ thread_id, action: { type: 'task.toggle', payload: { id: 1 } } })],
] as const

describe('someone else’s thread behaves as missing', () => {
  const everything = () =>
    it.db.query(async (sql) => ({
      threads: await sql`select id, title, updated_at from threads where user_id = ${ada.id} order by id`,
      items: await sql`select id, data from items where user_id = ${ada.id} order by position`,
      runs: await sql`select id, status from runs where user_id = ${ada.id} order by id`,
      tasks: await sql`select id, status from tasks where user_id = ${ada.id} order by id`,
    }))

  for (const [type, params] of STREAMING) {
    test(`${type}: the same error event as for none`, async () => {
      const before = await everything()
      const theirs = await bob.post(type, params())
      const nobodys = await bob.post(type, { ...params(), thread_id: newId() })
      const texts = [await theirs.text(), await nobodys.text()]
      expect([theirs.status, nobodys.status]).toEqual([200, 200])
      expect(theirs.headers.get('content-type')).toStartWith('text/event-stream')
      expect(texts[0]).toBe(texts[1] as string)
      expect(texts[0]).toContain('"type":"error","code":"custom","message":"The thread was not found."')
      for (const word of FORBIDDEN) expect(texts[0]).not.toContain(word)
      expect(await everything()).toEqual(before)
    })
  }

  for (const [type, params] of PLAIN) {
    test(`${type}: 404 with a message`, async () => {
      const before = await everything()
      const response = await bob.post(type, params())
      const text = await response.text()
      expect(response.status).toBe(404)
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'not_found' }, message: 'The thread was not found.' })
      for (const word of FORBIDDEN) expect(text).not.toContain(word)
      expect(await everything()).toEqual(before)
    })
  }

  test('as a cursor it is no cursor', async () => {
    for (const after of [thread_id, newId(), 'thr_1']) {
      const response = await bob.post('threads.list', { after })
      expect([response.status, ((await response.json()) as { error: object }).error]).toMatchObject([
        400,
        { code: 'bad_cursor' },
      ])
    }
  })
})

describe('what is not well formed is refused as JSON, whatever the operation', () => {
  const cases: [name: string, body: unknown, path?: string][] = [
    ['no JSON', '{"type":'],
    ['a list', '[]'],
    ['an unknown type', { type: 'threads.explode', params: {} }, '/type'],
    ['a type of the prototype', { type: 'constructor', params: {} }, '/type'],
    ['no type', { params: {} }, '/type'],
    ['no params', { type: 'threads.list' }, '/params'],
    ['params that are a list', { type: 'threads.list', params: [] }, '/params'],
    ['a limit in letters', { type: 'threads.list', params: { limit: '5' } }, '/params/limit'],
    ['a negative limit', { type: 'threads.list', params: { limit: -1 } }, '/params/limit'],
    ['an unknown order', { type: 'threads.list', params: { order: 'up' } }, '/params/order'],
    ['no thread', { type: 'threads.get_by_id', params: {} }, '/params/thread_id'],
    ['no input', { type: 'threads.create', params: {} }, '/params/input'],
    ['content that is text', { type: 'threads.create', params: { input: { content: 'hi' } } }, '/params/input/content'],
    ['an unknown part', { type: 'threads.create', params: { input: { content: [{ type: 'image' }] } } }],
    ['a blank title', { type: 'threads.update', params: { thread_id: 'x', title: ' ' } }, '/params/title'],
    [
      'an unknown kind',
      { type: 'items.feedback', params: { thread_id: 'x', item_ids: [], kind: 'so' } },
      '/params/kind',
    ],
    ['an action without a type', { type: 'threads.custom_action', params: { thread_id: 'x', action: {} } }],
    ['NUL', { type: 'threads.create', params: { input: says('a\0b') } }],
    [
      'half a character',
      '{"type":"threads.create","params":{"input":{"content":[{"type":"input_text","text":"\\ud800"}]}}}',
    ],
  ]
  for (const [name, body, path] of cases) {
    test(name, async () => {
      const response = await it.call('POST', '/chatkit', { token: ada.token, body })
      const text = await response.text()
      expect(response.status).toBe(400)
      const answer = JSON.parse(text)
      expect(answer.message).toBeString()
      expect(answer.error).toMatchObject({ message: answer.message })
      if (path) expect(answer.error.details[0].path).toBe(path)
      for (const word of ['success', 'Expected', 'anyOf']) expect(text).not.toContain(word)
    })
  }

  test('too large, another type of body, another method', async () => {
    const large = await it.call('POST', '/chatkit', {
      token: ada.token,
      body: { type: 'threads.create', params: { input: says('x'.repeat(300_000)) } },
    })
    expect(large.status).toBe(413)
    expect(await large.json()).toMatchObject({ message: 'A body has at most 256 KB.' })
    const form = await it.call('POST', '/chatkit', {
      token: ada.token,
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    })
    expect(form.status).toBe(415)
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const other = await it.call(method, '/chatkit', { token: ada.token })
      expect([other.status, other.headers.get('allow')]).toEqual([405, 'OPTIONS, POST'])
    }
  })

  test('nulls and fields nobody knows are as good as absent', async () => {
    const response = await it.call('POST', '/chatkit', {
      token: ada.token,
      body: { type: 'threads.list', params: { limit: null, order: null, after: null, x: 1 }, metadata: { a: 1 }, y: 2 },
    })
    expect(response.status).toBe(200)
  })
})

describe('credentials come before anything else', () => {
  for (const [name, token] of [
    ['none', undefined],
    ['nonsense', 'nonsense'],
  ] as const) {
    test(`${name}: 401, also for a body that is broken`, async () => {
      for (const body of [{ type: 'threads.create', params: { input: says('hi') } }, '{"type":']) {
        const response = await it.call('POST', '/chatkit', { ...(token && { token }), body })
        expect(response.status).toBe(401)
        expect(response.headers.get('www-authenticate')).toStartWith('Bearer')
        expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated' }, message: expect.any(String) })
      }
    })
  }

  test('an access token without the scope: 403', async () => {
    const made = await it.call('POST', '/api/v1/auth/tokens', {
      token: ada.token,
      body: { name: 'reads', scopes: ['tasks:read'] },
    })
    const { token } = (await made.json()) as { token: string }
    expect((await uiOf(it, token).post('threads.list', {})).status).toBe(403)
  })

  test('answers cost what they cost on other doors, everything else is cheap; 429 is HTTP, which the UI shows', async () => {
    const poor = await testApp({
      settings: { RATE_LIMIT_REQUESTS_PER_MINUTE: '2', RATE_LIMIT_TASKS_PER_MINUTE: '3' },
    })
    const eve = uiOf(poor, (await poor.signUp('eve')).token)
    const statuses = [
      await eve.post('threads.create', {}),
      await eve.post('threads.list', {}),
      await eve.post('nope', {}),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([400, 200, 400])
    const refused = await eve.post('threads.list', {})
    expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: 'rate_limited' } }])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const answers = [await eve.post('threads.create', { input: says('hello') })]
    answers.push(await eve.post('threads.create', { input: says('help') }))
    answers.push(await eve.post('threads.create', { input: says('list') }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    for (const one of answers.slice(0, 2)) await allEvents(one)
    await poor.close()
  })
})

describe('streams', () => {
  test('a new thread: §4.2 to the letter, numbered, without names of events and without run.done', async () => {
    const response = await ui.post('threads.create', { input: says('hello there') })
    const text = await response.clone().text()
    expect(response.headers.get('cache-control')).toContain('no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('content-encoding')).toBeNull()
    for (const word of ['event:', 'run.done', 'user_id', 'session_id', 'null', '_context'])
      expect(text).not.toContain(word)
    const events = await allEvents(response)
    expect(shape(events)).toEqual([
      'thread.created',
      'thread.item.done user_message',
      'stream_options',
      'thread.updated',
      'thread.item.added assistant_message',
      'thread.item.updated assistant_message.content_part.added',
      'thread.item.updated assistant_message.content_part.text_delta',
      'thread.item.updated assistant_message.content_part.done',
      'thread.item.done assistant_message',
    ])
    const run_id = response.headers.get('x-run-id')
    expect(events.slice(1).map(({ id }) => id)).toEqual(events.slice(1).map((_, i) => `${run_id}:${i + 1}`))
    const deltas = events.map(({ data }) => data.update?.delta ?? '').join('')
    const [part] = itemsOf(events, 'assistant_message')[0].content
    expect(part.text).toBe(deltas)
    expect(events.findLast(({ data }) => data.update?.content)?.data.update.content).toEqual(part)
    expect(events[3]?.data.thread).toMatchObject({ title: 'hello there', status: { type: 'active' }, metadata: {} })
  })

  test('an existing thread begins with the message', async () => {
    expect(outline(await ui.add(thread_id, 'hello')).slice(0, 2)).toEqual([
      'thread.item.done user_message',
      'stream_options',
    ])
  })

  test('tool work is a workflow, and the page is told that tasks changed', async () => {
    const events = await ui.add(thread_id, 'add water the plants')
    const lines = outline(events)
    const at = (line: string) => lines.indexOf(line)
    expect(at('thread.item.added workflow')).toBeGreaterThan(at('stream_options'))
    expect(at('client_effect tasks.changed')).toBeGreaterThan(at('thread.item.updated workflow.task.updated'))
    expect(at('thread.item.done workflow')).toBeGreaterThan(at('thread.item.added workflow'))
    expect(at('thread.item.added assistant_message')).toBeGreaterThan(at('thread.item.done workflow'))
    expect(itemsOf(events, 'workflow')[0].workflow.tasks[0]).toMatchObject({ status_indicator: 'complete' })
  })

  const failing: [name: string, type: string, params: () => object, message: RegExp][] = [
    ['an empty message', 'threads.create', () => ({ input: says('  \n ') }), /empty/],
    ['no content', 'threads.create', () => ({ input: { content: [] } }), /empty/],
    ['too long a message', 'threads.add_user_message', () => ({ thread_id, input: says('x'.repeat(501)) }), /500/],
    ['an attachment', 'threads.create', () => ({ input: says('see', { attachments: ['atc_1'] }) }), /not supported/],
    ['a retry of an answer', 'threads.retry_after_item', () => ({ thread_id, item_id: newId() }), /item was not found/],
    ['a tool’s answer', 'threads.add_client_tool_output', () => ({ thread_id }), /No client tool/],
    ['answers', 'threads.add_structured_input', () => ({ thread_id, item_id: 'x', input: {} }), /No question/],
  ]
  for (const [name, type, params, message] of failing) {
    test(`${name}: 200 with one error event, and nothing is left behind`, async () => {
      const count = async () => (await ui.json('threads.list', {})).data.length
      const before = await count()
      const response = await ui.post(type, params())
      expect(response.status).toBe(200)
      const events = await allEvents(response)
      expect(outline(events)).toEqual(['error'])
      expect(errorsOf(events)[0]).toMatchObject({ code: 'custom', allow_retry: false })
      expect(errorsOf(events)[0].message).toMatch(message)
      expect(await count()).toBe(before)
    })
  }

  test('a locked or closed thread says why, and so does its object', async () => {
    const id = threadOf(await ui.create('hello'))
    const caller = { user_id: ada.id, time_zone: 'UTC', scopes: [], by: 'jwt', credential_id: 'x' } as const
    await it.core.thread.setStatus(caller, id, 'locked', 'Read only today.')
    expect(errorsOf(await ui.add(id, 'hi'))).toEqual([
      { type: 'error', code: 'custom', message: 'Read only today.', allow_retry: false },
    ])
    expect((await ui.json('threads.get_by_id', { thread_id: id })).status).toEqual({
      type: 'locked',
      reason: 'Read only today.',
    })
    const rest = await it.call('POST', `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`, {
      token: ada.token,
      body: { message: { content: [{ type: 'input_text', text: 'hi' }] } },
    })
    expect([rest.status, await rest.json()]).toMatchObject([
      409,
      { error: { code: 'conflict', message: 'Read only today.' } },
    ])
    await it.core.thread.setStatus(caller, id, 'closed')
    expect(errorsOf(await ui.add(id, 'hi'))[0].message).toBe('This chat is closed.')
    const listed = (await ui.json('threads.list', {})).data.find((one: { id: string }) => one.id === id)
    expect(listed.status).toEqual({ type: 'closed' })
    await it.core.thread.setStatus(caller, id, 'active')
    expect(errorsOf(await ui.add(id, 'hi again'))).toEqual([])
  })

  test('as many threads as the person may have', async () => {
    const small = await testApp({ settings: { MAX_SESSIONS_PER_USER: '1' } })
    const eve = uiOf(small, (await small.signUp('eve')).token)
    await eve.create('hello')
    const events = await eve.create('hello again')
    expect(outline(events)).toEqual(['error'])
    expect(errorsOf(events)[0].message).toContain('1 sessions')
    await small.close()
  })
})
