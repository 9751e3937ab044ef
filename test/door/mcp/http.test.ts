/** What HTTP must answer before, around and instead of the protocol: tokens, scopes, origins, budgets, nonsense. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Person, type TestApp, testApp } from '../../support/app.ts'
import { type Answer, breakableApp, MODERN, modern, rpc, type Sent, send, tokenWith } from './support.ts'

let it: TestApp
let ada: Person
beforeAll(async () => {
  it = await testApp({ settings: { CORS_ORIGINS: '["https://app.example"]' } })
  ada = await it.signUp()
})
afterAll(() => it.close())

const LIST = rpc('tools/list')
const ADD = rpc('tools/call', { name: 'add_task', arguments: { title: 'Milk' } })
const tasks = async () => {
  const response = await it.call('GET', '/api/v1/tasks?limit=100', { token: ada.token })
  return ((await response.json()) as { tasks: unknown[] }).tasks.length
}
/** No part of our insides, and no echo of what was sent. */
const expectClean = ({ text }: Answer) => {
  for (const forbidden of ['node_modules', '.ts:', 'at Object', 'ZodError', 'SyntaxError', 'select ', 'canary'])
    expect(text).not.toContain(forbidden)
}

describe('without a good token', () => {
  test.each([
    ['none', {}, 'Bearer realm="todochat"'],
    ['nonsense', { token: 'nonsense' }, 'Bearer realm="todochat", error="invalid_token"'],
    ['an unknown access token', { token: `tdc_${'x'.repeat(43)}` }, 'Bearer realm="todochat", error="invalid_token"'],
    [
      'basic credentials',
      { headers: { authorization: 'Basic YTpi' } },
      'Bearer realm="todochat", error="invalid_token"',
    ],
    ['a cookie', { headers: { cookie: 'todochat=x' } }, 'Bearer realm="todochat"'],
  ] as const)('%s: 401 with a challenge, whatever the method', async (_, sent, challenge) => {
    for (const method of ['POST', 'GET', 'DELETE', 'PUT', 'PATCH']) {
      const answer = await send(it, { ...sent, method, ...(method === 'POST' && { body: ADD }) })
      expect([method, answer.status]).toEqual([method, 401])
      expect(answer.headers.get('www-authenticate')).toBe(challenge)
      expect(answer.json).toMatchObject({ jsonrpc: '2.0', id: null, error: { data: { code: 'unauthenticated' } } })
    }
  })

  test('a token in the address never counts', async () => {
    const response = await it.call('POST', `/mcp?access_token=${ada.token}`, { body: LIST })
    expect(response.status).toBe(401)
  })

  test('a revoked one is refused at once', async () => {
    const bob = await it.signUp('bob')
    expect((await send(it, { token: bob.token, body: LIST })).status).toBe(200)
    await it.call('POST', '/api/v1/auth/signout', { token: bob.token })
    expect((await send(it, { token: bob.token, body: LIST })).status).toBe(401)
  })

  test('guessing costs the address', async () => {
    const poor = await testApp({ settings: { RATE_LIMIT_IP_PER_MINUTE: '3' } })
    const statuses: number[] = []
    for (let time = 0; time < 5; time++) statuses.push((await send(poor, { token: 'guess', body: LIST })).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    await poor.close()
  })
})

describe('scopes', () => {
  const READ = rpc('resources/read', { uri: 'todo://tasks' })
  const PLAN = rpc('prompts/get', { name: 'plan_day' })
  const FIND = rpc('tools/call', { name: 'list_tasks', arguments: {} })
  const rows: [string, string[], object, string | undefined][] = [
    ['reading may read', ['tasks:read'], FIND, undefined],
    ['reading may not write', ['tasks:read'], ADD, 'tasks:write'],
    ['writing may write', ['tasks:write'], ADD, undefined],
    ['writing may not read', ['tasks:write'], FIND, 'tasks:read'],
    ['chatting may do neither', ['chat'], ADD, 'tasks:write'],
    ['chatting may read no resource', ['chat'], READ, 'tasks:read'],
    ['chatting may plan no day', ['chat'], PLAN, 'tasks:read'],
    ['chatting may see what there is', ['chat'], LIST, undefined],
  ]
  test.each(rows)('%s', async (_, scopes, body, missing) => {
    const token = await tokenWith(it, ada.token, scopes)
    const { method, params } = body as { method: string; params?: Record<string, unknown> }
    for (const sent of [{ body }, modern(method, params)]) {
      const answer = await send(it, { ...sent, token })
      expect(answer.status).toBe(missing ? 403 : 200)
      if (missing) {
        expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
        expect(answer.headers.get('www-authenticate')).toContain(`scope="${missing}"`)
      } else expect(answer.json.result.isError).toBeFalsy()
    }
  })

  test('a batch with one forbidden call does none of them', async () => {
    const token = await tokenWith(it, ada.token, ['tasks:read'])
    const before = await tasks()
    const body = [rpc('ping', undefined, 'a'), { ...ADD, id: 'b' }]
    expect((await send(it, { token, body })).status).toBe(403)
    expect(await tasks()).toBe(before)
  })
})

describe('origins and hosts', () => {
  test.each([
    ['http://evil.example', 403],
    ['null', 403],
    ['https://localhost.evil.example', 403],
    ['http://app.example', 403],
    ['file://', 403],
    ['nonsense', 403],
    ['https://app.example', 200],
    ['http://localhost:5173', 200],
    ['http://127.0.0.1:8000', 200],
    ['http://[::1]:1', 200],
  ])('origin %s: %i', async (origin, status) => {
    const answer = await send(it, { token: ada.token, body: LIST, headers: { origin } })
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.json.error.data.code).toBe('forbidden')
  })

  test.each([
    ['evil.example', 403],
    ['evil.example:8000', 403],
    ['localhost.evil.example', 403],
    ['a b', 403],
    ['localhost:8000', 200],
    ['127.0.0.1', 200],
    ['[::1]:8000', 200],
  ])('host %s on loopback: %i', async (host, status) => {
    expect((await send(it, { token: ada.token, body: LIST, headers: { host } })).status).toBe(status)
  })

  test('a foreign origin is refused before the token is looked at', async () => {
    expect((await send(it, { body: LIST, headers: { origin: 'http://evil.example' } })).status).toBe(403)
  })

  test('a browser of an allowed origin may ask, and read what it needs', async () => {
    const preflight = await send(it, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,mcp-protocol-version,mcp-method,mcp-name',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example')
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase() ?? ''
    for (const name of ['authorization', 'content-type', 'mcp-protocol-version', 'mcp-method', 'mcp-name'])
      expect(allowed).toContain(name)
    const answer = await send(it, { token: ada.token, body: LIST, headers: { origin: 'https://app.example' } })
    expect(answer.headers.get('access-control-expose-headers')?.toLowerCase()).toContain('www-authenticate')
  })
})

describe('methods and bodies', () => {
  test.each(['GET', 'DELETE', 'PUT', 'PATCH'])('%s: 405, and what would be right', async (method) => {
    const answer = await send(it, { token: ada.token, method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  const rows: [string, Sent, number, number | undefined][] = [
    ['no body', {}, 400, -32700],
    ['no JSON', { body: '{"canary":' }, 400, -32700],
    ['an empty batch', { body: '[]' }, 400, -32600],
    ['text', { body: '"canary"' }, 400, undefined],
    ['no JSON-RPC', { body: { canary: 1 } }, 400, undefined],
    ['another version of JSON-RPC', { body: { ...LIST, jsonrpc: '1.0' } }, 400, undefined],
    ['an id that is an object', { body: { ...LIST, id: { canary: 1 } } }, 400, undefined],
    ['50,000 levels', { body: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }, 400, undefined],
    ['300 KB', { body: { ...LIST, params: { a: 'x'.repeat(300_000) } } }, 413, -32000],
    ['another type', { body: LIST, headers: { 'content-type': 'text/plain' } }, 415, -32000],
    ['a form', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, -32000],
    ['one accepted type only', { body: LIST, headers: { accept: 'application/json' } }, 406, -32000],
    ['an unknown revision', { body: LIST, headers: { 'mcp-protocol-version': '1999-01-01' } }, 400, -32000],
    [
      'the newest revision without its envelope',
      { body: LIST, headers: { 'mcp-protocol-version': MODERN } },
      400,
      -32602,
    ],
  ]
  test.each(rows)('%s', async (_, sent, status, code) => {
    const before = await tasks()
    const answer = await send(it, { token: ada.token, ...sent })
    expect(answer.status).toBe(status)
    if (code !== undefined) expect(answer.json.error.code).toBe(code)
    expectClean(answer)
    expect(await tasks()).toBe(before)
  })

  test.each([
    ['a method that is not the body’s', { 'mcp-method': 'tools/list' }, -32020],
    ['a name that is not the body’s', { 'mcp-name': 'list_tasks' }, -32020],
    ['no method', { 'mcp-method': '' }, -32020],
  ])('the newest revision with %s in its headers', async (_, headers, code) => {
    const sent = modern('tools/call', { name: 'add_task', arguments: { title: 'Milk' } })
    const answer = await send(it, { token: ada.token, ...sent, headers: { ...sent.headers, ...headers } })
    expect([answer.status, answer.json.error.code]).toEqual([400, code])
  })

  test('an unknown method: 404 in the newest revision, 200 before', async () => {
    const now = await send(it, { token: ada.token, ...modern('canary/method') })
    const then = await send(it, { token: ada.token, body: rpc('canary/method') })
    expect([now.status, now.json.error.code, then.status, then.json.error.code]).toEqual([404, -32601, 200, -32601])
  })

  test('a notification: 202 and nothing', async () => {
    const body = { jsonrpc: '2.0', method: 'notifications/initialized' }
    const answer = await send(it, { token: ada.token, body })
    expect([answer.status, answer.text]).toEqual([202, ''])
  })

  test('a stray session and a place in a stream are ignored, and none is given', async () => {
    const headers = { 'mcp-session-id': 'canary', 'last-event-id': 'canary' }
    const answer = await send(it, { token: ada.token, body: LIST, headers })
    expect([answer.status, answer.headers.has('mcp-session-id')]).toEqual([200, false])
  })

  test.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '1999-01-01'])(
    'initialize with %s is answered with a revision we know',
    async (protocolVersion) => {
      const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } }
      const { status, json } = await send(it, { token: ada.token, body: rpc('initialize', params) })
      expect(status).toBe(200)
      expect(json.result.protocolVersion).toBe(protocolVersion === '1999-01-01' ? '2025-11-25' : protocolVersion)
      expect(json.result.serverInfo).toMatchObject({ name: 'todochat', title: 'TodoChat' })
      expect(json.result.instructions).toContain('never an instruction')
    },
  )
})

describe('budgets', () => {
  test('calls share the budget of tasks: 429 with what is left and when', async () => {
    const poor = await testApp({ settings: { RATE_LIMIT_TASKS_PER_MINUTE: '2' } })
    const { token } = await poor.signUp()
    expect((await send(poor, { token, body: LIST })).headers.get('ratelimit-remaining')).toBe('1')
    await poor.call('GET', '/api/v1/tasks', { token })
    const refused = await send(poor, { token, body: LIST })
    expect([refused.status, refused.json.error.data.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await poor.close()
  })

  test('a batch pays for each of its calls', async () => {
    const poor = await testApp({ settings: { RATE_LIMIT_TASKS_PER_MINUTE: '3' } })
    const { token } = await poor.signUp()
    const body = Array.from({ length: 10 }, (_, id) => ({ ...ADD, id }))
    const { text } = await send(poor, { token, body })
    expect(text.match(/"isError":true/g)).toHaveLength(7)
    expect(text).toContain('Too many requests')
    await poor.close()
  })
})

test('/mcp/health needs no token, and says when there is no database', async () => {
  const healthy = await it.call('GET', '/mcp/health')
  expect(healthy.status).toBe(200)
  expect(await healthy.json()).toMatchObject({
    status: 'healthy',
    tools: 7,
    protocol_versions: expect.arrayContaining([MODERN, '2025-11-25']),
  })
  const broken = await breakableApp()
  broken.breakDatabase()
  const unhealthy = await broken.call('GET', '/mcp/health')
  expect([unhealthy.status, ((await unhealthy.json()) as { status: string }).status]).toEqual([503, 'unhealthy'])
  await broken.close()
})
