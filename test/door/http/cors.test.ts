import { describe, expect, test } from 'bun:test'
import { testGate } from '../../support/gate.ts'

const FRIEND = 'https://friend.example'
const LISTED = { CORS_ORIGINS: `["${FRIEND}","http://localhost:3000"]` }
const asks = (origin: string, method = 'POST') => ({
  headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
})

describe('a preflight', () => {
  test.each([
    [LISTED, FRIEND, true],
    [LISTED, 'http://localhost:3000', true],
    [LISTED, 'http://localhost:3001', false],
    [LISTED, 'https://evil.example', false],
    [LISTED, `${FRIEND}.evil.example`, false],
    [LISTED, 'https://FRIEND.example', false],
    [LISTED, 'http://friend.example', false],
    [LISTED, 'null', false],
    [{}, FRIEND, false],
  ] as [Record<string, string>, string, boolean][])('with %p from %s is allowed: %p', async (env, origin, allowed) => {
    const { status, headers, text } = await testGate(env).ask('OPTIONS', '/api/v1/things', asks(origin))
    expect(status).toBe(204)
    expect(text).toBe('')
    expect(headers.get('access-control-allow-origin')).toBe(allowed ? origin : null)
    expect(headers.get('access-control-allow-methods')).toBe(allowed ? 'GET, HEAD, POST, PATCH, DELETE' : null)
    expect(headers.has('access-control-allow-credentials')).toBe(false)
  })

  test('names the headers our API reads and may be remembered for ten minutes', async () => {
    const { headers } = await testGate(LISTED).ask('OPTIONS', '/api/v1/things', asks(FRIEND))
    expect(headers.get('access-control-allow-headers')).toBe(
      'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-Id, If-Match, If-None-Match, ChatKit-Frame-Instance-Id, Accept, Accept-Language, MCP-Protocol-Version, Mcp-Method, Mcp-Name',
    )
    expect(headers.get('access-control-max-age')).toBe('600')
    expect(headers.get('vary')).toContain('Origin')
  })

  test('of a page is not answered as one: pages are for this site', async () => {
    const { headers } = await testGate(LISTED).ask('OPTIONS', '/form', asks(FRIEND))
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('an answer', () => {
  test.each([
    ['GET', '/api/v1/things', 200],
    ['GET', '/api/v1/nope', 404],
    ['PUT', '/api/v1/things', 405],
    ['POST', '/api/v1/things', 400],
    ['GET', '/api/v1/things/throw/unauthenticated', 401],
    ['GET', '/api/v1/things/throw/plain', 500],
  ])('%s %s (%p) can be read by a listed site only, without cookies', async (method, path, status) => {
    const gate = testGate(LISTED)
    const friend = await gate.ask(method, path, { headers: { origin: FRIEND } })
    expect(friend.status).toBe(status)
    expect(friend.headers.get('access-control-allow-origin')).toBe(FRIEND)
    expect(friend.headers.get('vary')).toContain('Origin')
    expect(friend.headers.has('access-control-allow-credentials')).toBe(false)
    for (const name of [
      'X-Run-Id',
      'X-Request-Id',
      'Retry-After',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'RateLimit',
      'RateLimit-Policy',
      'ETag',
      'Location',
      'Idempotent-Replayed',
    ]) {
      expect(friend.headers.get('access-control-expose-headers')).toContain(name)
    }
    const stranger = await gate.ask(method, path, { headers: { origin: 'https://evil.example' } })
    expect(stranger.status).toBe(status)
    expect(stranger.headers.has('access-control-allow-origin')).toBe(false)
    expect(stranger.headers.get('vary')).toContain('Origin')
  })

  test('never names every site, and says nothing when none is listed', async () => {
    const { headers } = await testGate().ask('GET', '/api/v1/things', { headers: { origin: FRIEND } })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers.get('vary')).toBeNull()
  })

  test('of a page is readable by this site only', async () => {
    const { headers } = await testGate(LISTED).ask('GET', '/hello', { headers: { origin: FRIEND } })
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })
})
