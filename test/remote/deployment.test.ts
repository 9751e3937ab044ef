/**
 * What a deployment owes whoever reaches it, seen from outside: `bun run test:remote https://todo.example`. It makes one
 * account with a name of its own and erases it at the end; nothing else is touched. It needs open sign-up.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { allEvents } from '../support/sse.ts'
import { type Deployment, deployment } from './deployment.ts'

// biome-ignore lint/suspicious/noExplicitAny: each test expects its own shape
type Json = any

const email = `remote-${crypto.randomUUID()}@example.org`
const password = crypto.randomUUID()
let at: Deployment
let token = ''

beforeAll(async () => {
  at = await deployment()
})
afterAll(() => at.stop())

interface Ask {
  body?: unknown
  headers?: Record<string, string>
}
const call = (method: string, path: string, { body, headers = {} }: Ask = {}) =>
  fetch(at.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
const json = async (answer: Promise<Response>): Promise<Json> => (await answer).json()
const isSecure = () => at.url.startsWith('https:')

describe('anybody', () => {
  test('finds it alive, ready and described', async () => {
    expect(await json(call('GET', '/health'))).toMatchObject({ status: 'healthy' })
    expect((await call('GET', '/health/ready')).status).toBe(200)
    expect(await json(call('GET', '/health/db'))).toMatchObject({ database: 'connected' })
    expect((await json(call('GET', '/openapi.json'))).openapi).toBe('3.1.1')
    expect(await json(call('GET', '/api/v1'))).toMatchObject({ documentation: '/docs', openapi: '/openapi.json' })
    expect(await json(call('GET', '/mcp/health'))).toMatchObject({ status: 'healthy' })
  })

  test('is answered with the headers that keep browsers safe, and with the id of the request', async () => {
    const { headers } = await call('GET', '/signin', { headers: { 'x-request-id': 'asked-from-outside' } })
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).not.toContain('unsafe-')
    expect(headers.get('referrer-policy')).toBeTruthy()
    expect(headers.get('x-request-id')).toBeTruthy()
    expect(headers.get('strict-transport-security')?.includes('includeSubDomains') ?? false).toBe(isSecure())
  })

  test('sees pages that are whole: what they name is there', async () => {
    for (const path of ['/signin', '/signup', '/docs', '/offline']) {
      const page = await call('GET', path)
      expect([path, page.status]).toEqual([path, 200])
      const html = await page.text()
      const named = [...html.matchAll(/(?:src|href)="(\/(?:assets|manifest)[^"]*)"/g)].map(
        ([, address = '']) => address,
      )
      expect(named.length).toBeGreaterThan(0)
      for (const address of new Set(named))
        expect([address, (await call('GET', address)).status]).toEqual([address, 200])
    }
    const closed = await call('GET', '/chat', { headers: { accept: 'text/html' } })
    expect([closed.status, closed.headers.get('location')?.startsWith('/signin')]).toEqual([303, true])
  })

  test('is refused in the one shape of errors', async () => {
    const refused = await call('GET', '/api/v1/tasks', { headers: { authorization: 'Bearer made-up' } })
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('Bearer')])
    expect(await refused.json()).toMatchObject({ success: false, error: { code: 'unauthenticated' } })
    expect((await call('GET', '/nothing-here')).status).toBe(404)
    expect((await call('POST', '/mcp', { body: {} })).status).toBe(401)
    expect((await call('POST', '/chatkit', { body: {} })).status).toBe(401)
  })
})

describe('somebody who signs up', () => {
  let session = ''
  let run = ''
  let ids: string[] = []
  const runs = () => `/api/v1/chatkit/sessions/${session}/threads/${session}/runs`

  test('gets a token (sign-up must be open)', async () => {
    const made = await call('POST', '/api/v1/auth/signup', { body: { email, password } })
    const answer: Json = await made.json()
    expect([made.status, answer.error?.message]).toEqual([201, undefined])
    token = answer.access_token
    expect(await json(call('GET', '/api/v1/auth/me'))).toMatchObject({ email })
  })

  test('keeps tasks: once by its key, changed only as it was read', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const add = () => call('POST', '/api/v1/tasks', { body: { title: 'Read from afar' }, headers })
    const made = await add()
    const { id } = (await made.json()) as { id: number }
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/tasks/${id}`])
    const again = await add()
    expect([again.headers.get('idempotent-replayed'), (await again.json()).id]).toEqual(['true', id])
    const stale = { body: { title: 'Never' }, headers: { 'if-match': '"an older one"' } }
    expect((await call('PATCH', `/api/v1/tasks/${id}`, stale)).status).toBe(412)
    expect(await json(call('GET', '/api/v1/tasks?limit=1'))).toMatchObject({ tasks: [{ id }], has_more: false })
    expect((await call('GET', '/api/v1/tasks')).headers.get('ratelimit-remaining')).toMatch(/^\d+$/)
  })

  test('reads an answer as events, to exactly one end', async () => {
    session = (await json(call('POST', '/api/v1/chatkit/sessions'))).id
    const body = { message: { content: [{ type: 'input_text', text: 'add water the plants tomorrow' }] } }
    const answer = await call('POST', runs(), { body })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/event-stream/)])
    run = answer.headers.get('x-run-id') ?? ''
    const events = await allEvents(answer)
    ids = events.map(({ id = '' }) => id)
    expect(events.filter(({ data }) => data.type === 'run.done').map(({ id }) => id)).toEqual([ids.at(-1) ?? ''])
    expect(ids).toEqual(events.map((_, place) => `${run}:${place + 1}`))
  })

  test('takes it up again in the middle, without gap or repeat', async () => {
    const headers = { 'last-event-id': ids[2] ?? '' }
    const rest = await allEvents(await call('GET', `${runs()}/${run}/events`, { headers }))
    expect(rest.map(({ id }) => id)).toEqual(ids.slice(3))
  })

  test('reaches the same thread through ChatKit', async () => {
    const listed = await json(call('POST', '/chatkit', { body: { type: 'threads.list', params: {} } }))
    expect(listed.data.map(({ id }: Json) => id)).toEqual([session])
  })

  test('reaches the same list through MCP', async () => {
    const headers = { authorization: `Bearer ${token}` }
    const client = new Client({ name: 'remote', version: '1' })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${at.url}/mcp`), { requestInit: { headers } }))
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toContain('add_task')
    const { structuredContent } = await client.callTool({ name: 'list_tasks', arguments: {} })
    expect((structuredContent as Json).tasks.map(({ title }: Json) => title)).toContain('Read from afar')
    await client.close()
  })

  test('leaves nothing behind', async () => {
    expect((await call('DELETE', '/api/v1/auth/me', { body: { password } })).status).toBe(204)
    expect((await call('GET', '/api/v1/auth/me')).status).toBe(401)
  })
})
