import { describe, expect, test } from 'bun:test'
import { loadConfig } from '../../../src/config.ts'
import { createSecurityHeaders, PAGE_POLICY } from '../../../src/door/http/headers.ts'
import { testGate } from '../../support/gate.ts'

const WANTED = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': PAGE_POLICY,
  'cache-control': 'no-store',
}

describe('every answer carries them', () => {
  test.each([
    ['GET', '/api/v1/things', 200],
    ['HEAD', '/api/v1/things', 200],
    ['DELETE', '/api/v1/things/1', 204],
    ['OPTIONS', '/api/v1/things', 204],
    ['POST', '/api/v1/things', 400],
    ['GET', '/api/v1/things/throw/unauthenticated', 401],
    ['POST', '/form', 403],
    ['GET', '/api/v1/nope', 404],
    ['GET', '/nope', 404],
    ['PUT', '/api/v1/things', 405],
    ['GET', '/api/v1/things/throw/plain', 500],
    ['GET', '/api/v1/things/throw/header', 500],
    ['GET', '/broken', 500],
    ['GET', '/api/v1/things/throw/database_unavailable', 503],
    ['GET', '/hello', 200],
  ])('%s %s (%p)', async (method, path, status) => {
    const answer = await testGate().ask(method, path)
    expect(answer.status).toBe(status)
    for (const [name, value] of Object.entries(WANTED)) expect(answer.headers.get(name)).toBe(value)
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
    // The old filter does more harm than good in the browsers that still have it.
    expect(answer.headers.has('x-xss-protection')).toBe(false)
    expect(answer.headers.has('server')).toBe(false)
    expect(answer.headers.has('x-powered-by')).toBe(false)
  })
})

describe('the content security policy', () => {
  test.each(['unsafe-inline', 'unsafe-eval', 'data:', 'blob:', 'http:', 'https:', '*'])('has no %s', (source) => {
    expect(PAGE_POLICY).not.toContain(source)
  })

  test.each([
    "default-src 'none'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "require-trusted-types-for 'script'",
  ])('has %s', (directive) => {
    expect(PAGE_POLICY.split('; ')).toContain(directive)
  })
})

describe('HSTS', () => {
  test.each([
    [undefined, null],
    ['http://todo.example', null],
    ['https://todo.example', 'max-age=31536000; includeSubDomains'],
  ])('with PUBLIC_URL %p is %p', async (PUBLIC_URL, value) => {
    const gate = testGate(PUBLIC_URL === undefined ? {} : { PUBLIC_URL })
    expect((await gate.ask('GET', '/api/v1/nope')).headers.get('strict-transport-security')).toBe(value)
  })
})

test('a route’s own value stands, and streams are not held back by proxies', () => {
  const secure = createSecurityHeaders(loadConfig({}))
  const asset = new Headers({ 'cache-control': 'public, max-age=31536000, immutable' })
  secure(asset)
  expect(asset.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(asset.get('x-content-type-options')).toBe('nosniff')
  expect(asset.has('x-accel-buffering')).toBe(false)
  const stream = new Headers({ 'content-type': 'text/event-stream; charset=utf-8' })
  secure(stream)
  expect(stream.get('cache-control')).toBe('no-store')
  expect(stream.get('x-accel-buffering')).toBe('no')
})
