/** The named tests that the product's first specification asked for, each under its own name. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../../src/lib/id.ts'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { allEvents } from '../../support/sse.ts'

const SESSIONS = '/api/v1/chatkit/sessions'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

let it: TestApp
let ada: Person
let bob: Person
beforeAll(async () => {
  it = await testApp()
  ada = await it.signUp('ada')
  bob = await it.signUp('bob')
})
afterAll(() => it.close())

const newSession = async (who = ada) =>
  (await (await it.call('POST', SESSIONS, { token: who.token })).json()) as { id: string }
const runs = (id: string) => `${SESSIONS}/${id}/threads/${id}/runs`
const message = (text: string) => ({ message: { content: [{ type: 'input_text', text }] } })
const say = (id: string, text: string, who = ada) =>
  it.call('POST', runs(id), { token: who.token, body: message(text) })
const code = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code
const get = async (path: string, who = ada) => {
  const response = await it.call('GET', path, { token: who.token })
  // biome-ignore lint/suspicious/noExplicitAny: the test says what it expects
  return { status: response.status, body: (await response.json()) as any }
}

describe('create_session', () => {
  test('with valid jwt 200', async () => {
    const response = await it.call('POST', SESSIONS, { token: ada.token, body: { title: 'Groceries' } })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      user_id: ada.id,
      title: 'Groceries',
      message_count: 0,
      pinned: false,
    })
  })
  test('without jwt 401', async () => {
    const response = await it.call('POST', SESSIONS)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toStartWith('Bearer')
  })
  test('at limit 429', async () => {
    const small = await testApp({ settings: { MAX_SESSIONS_PER_USER: '2' } })
    const carl = await small.signUp('carl')
    for (let i = 0; i < 2; i++) expect((await small.call('POST', SESSIONS, { token: carl.token })).status).toBe(200)
    const refused = await small.call('POST', SESSIONS, { token: carl.token })
    expect(refused.status).toBe(429)
    expect(await code(refused)).toBe('session_limit_reached')
    await small.close()
  })
  test('response_contains_valid_uuid', async () => expect((await newSession()).id).toMatch(UUID))
  test('database_record_created', async () => {
    const { id } = await newSession()
    const rows = await it.db.query((sql) => sql`select user_id from threads where user_id = ${ada.id} and id = ${id}`)
    expect(rows).toHaveLength(1)
  })
})

describe('create_thread', () => {
  const create = (id: string, who = ada) => it.call('POST', `${SESSIONS}/${id}/threads`, { token: who.token })
  test('valid 200', async () => expect((await create((await newSession()).id)).status).toBe(200))
  test('nonexistent session 404', async () => expect((await create(newId())).status).toBe(404))
  test("another user's session 403", async () => {
    const refused = await create((await newSession()).id, bob)
    expect(refused.status).toBe(403)
    expect(await code(refused)).toBe('forbidden')
  })
  test('idempotent', async () => {
    const { id } = await newSession()
    const [first, second] = [await (await create(id)).json(), await (await create(id)).json()]
    expect(second).toEqual(first)
  })
  test('thread id matches session id', async () => {
    const { id } = await newSession()
    expect(await (await create(id)).json()).toMatchObject({ id, session_id: id })
  })
})

describe('send_message', () => {
  test('valid → SSE', async () => {
    const response = await say((await newSession()).id, 'hello')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toStartWith('text/event-stream')
    expect(response.headers.get('x-run-id')).toMatch(UUID)
    const events = await allEvents(response)
    expect(events.filter(({ event }) => event === 'run.done')).toHaveLength(1)
    expect(events.at(-1)?.data.run.status).toBe('completed')
  })
  for (const [name, text] of [
    ['empty', ''],
    ['white space', ' \n\t '],
  ] as const) {
    test(`${name} 400`, async () => expect((await say((await newSession()).id, text)).status).toBe(400))
  }
  test('long 400', async () => {
    const { id } = await newSession()
    expect((await say(id, 'a'.repeat(501))).status).toBe(400)
    const good = await say(id, 'a'.repeat(500))
    expect(good.status).toBe(200)
    await allEvents(good)
  })
  test('nonexistent 404', async () => expect((await say(newId(), 'hello')).status).toBe(404))
  test("another user's 403", async () => expect((await say((await newSession()).id, 'hello', bob)).status).toBe(403))
})

describe('list_sessions', () => {
  test('only own', async () => {
    await newSession(ada)
    const mine = await newSession(bob)
    const { body } = await get(`${SESSIONS}?limit=100`, bob)
    expect(body.sessions.map((s: { id: string }) => s.id)).toContain(mine.id)
    expect(new Set(body.sessions.map((s: { user_id: string }) => s.user_id))).toEqual(new Set([bob.id]))
  })
  test('ordered by updated_at desc', async () => {
    const dora = await it.signUp('dora')
    const first = await newSession(dora)
    await newSession(dora)
    await allEvents(await say(first.id, 'hello', dora))
    const { body } = await get(SESSIONS, dora)
    const times = body.sessions.map((s: { updated_at: string }) => s.updated_at)
    expect(body.sessions[0].id).toBe(first.id)
    expect([...times].sort().reverse()).toEqual(times)
  })
  test('includes message_count', async () => {
    const eve = await it.signUp('eve')
    const { id } = await newSession(eve)
    await allEvents(await say(id, 'hello', eve))
    const { body } = await get(SESSIONS, eve)
    expect(body.sessions[0].message_count).toBe(2)
  })
  test('empty array', async () => {
    const fred = await it.signUp('fred')
    expect((await get(SESSIONS, fred)).body).toEqual({ sessions: [], has_more: false, after: null })
  })
})

describe('get_session', () => {
  test('with messages', async () => {
    const { id } = await newSession()
    await allEvents(await say(id, 'hello'))
    const { status, body } = await get(`${SESSIONS}/${id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, title: 'hello', message_count: 2 })
    expect(body.messages[0]).toMatchObject({ role: 'user', content: [{ type: 'input_text', text: 'hello' }] })
    expect(body.messages[1]).toMatchObject({ role: 'assistant', content: [{ type: 'text' }] })
  })
  test('ordered asc', async () => {
    const { id } = await newSession()
    for (const text of ['hello', 'thanks']) await allEvents(await say(id, text))
    const { body } = await get(`${SESSIONS}/${id}`)
    const times = body.messages.map((m: { created_at: string }) => m.created_at)
    expect([...times].sort()).toEqual(times)
    expect(body.messages.map((m: { role: string }) => m.role)).toEqual(['user', 'assistant', 'user', 'assistant'])
  })
  test('includes tool_calls', async () => {
    const { id } = await newSession()
    await allEvents(await say(id, 'add buy milk'))
    const { body } = await get(`${SESSIONS}/${id}`)
    const [call] = body.messages[1].tool_calls
    expect(call).toMatchObject({ type: 'function', function: { name: 'add_task' } })
    expect(JSON.parse(call.function.arguments).title.toLowerCase()).toBe('buy milk')
  })
  test('404', async () => expect((await get(`${SESSIONS}/${newId()}`)).status).toBe(404))
  test('403', async () => expect((await get(`${SESSIONS}/${(await newSession()).id}`, bob)).status).toBe(403))
})

describe('delete_session', () => {
  const remove = (id: string, who = ada) => it.call('DELETE', `${SESSIONS}/${id}`, { token: who.token })
  test('200', async () => {
    const { id } = await newSession()
    const response = await remove(id)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ id, deleted: true })
  })
  test('cascades messages', async () => {
    const { id } = await newSession()
    await allEvents(await say(id, 'hello'))
    await it.call('DELETE', `${SESSIONS}/${id}?forever=true`, { token: ada.token })
    const rows = await it.db.query((sql) => sql`select 1 from items where user_id = ${ada.id} and thread_id = ${id}`)
    expect(rows).toHaveLength(0)
  })
  test('nonexistent 404', async () => expect((await remove(newId())).status).toBe(404))
  test('unauthorized 403', async () => {
    const { id } = await newSession()
    expect((await remove(id, bob)).status).toBe(403)
    expect((await get(`${SESSIONS}/${id}`)).status).toBe(200)
  })
  test('gone from the list', async () => {
    const { id } = await newSession()
    await remove(id)
    expect(JSON.stringify((await get(`${SESSIONS}?limit=100`)).body)).not.toContain(id)
  })
})

describe('rate limiter', () => {
  test('configured', async () => {
    const strict = await testApp({ settings: { RATE_LIMIT_REQUESTS_PER_MINUTE: '30' } })
    const gus = await strict.signUp('gus')
    const response = await strict.call('GET', SESSIONS, { token: gus.token })
    expect(response.headers.get('ratelimit-limit')).toBe('30')
    expect(response.headers.get('ratelimit-remaining')).toBe('29')
    await strict.close()
  })
  test('429 on the 31st request in a minute', async () => {
    const strict = await testApp({ settings: { RATE_LIMIT_REQUESTS_PER_MINUTE: '30' } })
    const gus = await strict.signUp('gus')
    const statuses: number[] = []
    for (let i = 0; i < 31; i++) statuses.push((await strict.call('GET', SESSIONS, { token: gus.token })).status)
    expect(statuses).toEqual([...Array(30).fill(200), 429])
    const refused = await strict.call('GET', SESSIONS, { token: gus.token })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await strict.close()
  })
})
