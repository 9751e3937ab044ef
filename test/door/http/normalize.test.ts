import { describe, expect, test } from 'bun:test'
import { beginContext, contextOf } from '../../../src/door/http/context.ts'
import { normalizeRequest, pathOf, withoutBody } from '../../../src/door/http/normalize.ts'

describe('the path', () => {
  test.each([
    ['http://localhost/api/v1/tasks', '/api/v1/tasks'],
    ['http://localhost/api/v1/tasks?q=/x#y', '/api/v1/tasks'],
    ['http://localhost', '/'],
    ['http://a/b', '/b'],
    ['https://todo.example/b?c', '/b'],
    ['http://localhost//evil.example/x', '//evil.example/x'],
    ['/api/v1/tasks?q=1', '/api/v1/tasks'],
    ['//evil.example/x', '//evil.example/x'],
    ['example.org:443', '/'],
    ['*', '/'],
    ['', '/'],
    ['http://localhost/a%2fb', '/a%2fb'],
    ['/api/../tasks', '/tasks'],
    ['/api/%2e%2E/tasks?q=/../x', '/tasks'],
    ['/api/v1/./../../tasks', '/tasks'],
    ['/../../etc/passwd', '/etc/passwd'],
    ['/.well-known/x', '/.well-known/x'],
    ['/a..b/.c', '/a..b/.c'],
  ])('of %p is %p', (url, path) => {
    expect(pathOf(url)).toBe(path)
  })
})

describe('a request as routes read it', () => {
  /** The server makes requests that no constructor makes; these stand in for them. */
  const odd = (url: string, method = 'GET', body?: string) => {
    const real = new Request('http://localhost/', { method, body, headers: { 'x-kept': 'yes' } })
    return new Proxy(real, {
      get: (target, name) => {
        const value = name === 'url' ? url : Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  test('is the very same when nothing is odd', () => {
    const given = new Request('http://localhost/x', { method: 'POST', body: 'y' })
    expect(normalizeRequest(given, '/x', beginContext(given, {}))).toBe(given)
  })

  test.each([
    ['/api/v1/tasks?limit=2', 'http://localhost/api/v1/tasks?limit=2'],
    ['/api/v1/tasks', 'http://localhost/api/v1/tasks'],
  ])('has a whole address: %s becomes %s', (url, address) => {
    const given = odd(url)
    const context = beginContext(given, { request_id: 'kept' })
    const plain = normalizeRequest(given, pathOf(url), context)
    expect(plain.url).toBe(address)
    expect(plain.headers.get('x-kept')).toBe('yes')
    expect(contextOf(plain)).toBe(context)
  })

  test('keeps its body', async () => {
    const given = odd('/x', 'POST', '{"a":1}')
    expect(await normalizeRequest(given, '/x', beginContext(given, {})).text()).toBe('{"a":1}')
  })

  test('HEAD is asked as GET, and ends when the client leaves', () => {
    const leaving = new AbortController()
    const given = new Request('http://localhost/x?y=1', { method: 'HEAD', signal: leaving.signal })
    const plain = normalizeRequest(given, '/x', beginContext(given, {}))
    expect([plain.method, plain.url]).toEqual(['GET', 'http://localhost/x?y=1'])
    leaving.abort()
    expect(plain.signal.aborted).toBe(true)
  })
})

describe('an answer to HEAD', () => {
  test('has status, headers and length, no body', async () => {
    const answer = await withoutBody(new Response('grün', { status: 203, headers: { etag: '"1"' } }))
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('content-length')]).toEqual([203, '"1"', '5'])
    expect(await answer.text()).toBe('')
  })

  test('lets go of a stream instead of waiting for its end', async () => {
    let let_go = false
    const endless = new ReadableStream({
      cancel: () => {
        let_go = true
      },
    })
    const answer = await withoutBody(new Response(endless, { headers: { 'content-type': 'text/event-stream' } }))
    expect([await answer.text(), let_go]).toEqual(['', true])
  })
})
