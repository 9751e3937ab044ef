/** Requests as text, and the client process that sends them. */
import { afterAll, describe, expect, test } from 'bun:test'
import { isWhole, type Loaded } from '../../../bench/clients/load.ts'
import { wireText } from '../../../bench/lib/load.ts'
import { runClient } from '../../../bench/lib/process.ts'

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/echo') return Response.json({ said: await request.text() })
    if (pathname === '/parts')
      return new Response(
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode('part'))
            controller.close()
          },
        }),
      )
    return new Response('no', { status: 500 })
  },
})
afterAll(() => server.stop(true))
const load = (requests: string[]) =>
  runClient<Loaded>('clients/load.ts', { url: server.url.href, requests, connections: 2, warm_ms: 0, ms: 60 })

describe('a request on the wire', () => {
  test('has its length in bytes', () => {
    expect(
      wireText({ method: 'POST', path: '/x', headers: { authorization: 'Bearer a' }, body: { a: 'ü' } }, 'h:1'),
    ).toBe(
      'POST /x HTTP/1.1\r\nhost: h:1\r\ncontent-type: application/json\r\ncontent-length: 10\r\nauthorization: Bearer a\r\n\r\n{"a":"ü"}',
    )
    expect(wireText({ method: 'GET', path: '/x' }, 'h')).toBe('GET /x HTTP/1.1\r\nhost: h\r\n\r\n')
  })
})

describe('an answer is whole', () => {
  test.each([
    ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab', false],
    ['HTTP/1.1 200 OK\r\nContent-Le', false],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n', false],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n', true],
  ])('%j: %p', (text, wanted) => {
    expect(isWhole(text)).toBe(wanted)
  })
})

describe('the client process', () => {
  test('asks again and again and measures each answer', async () => {
    const echo = wireText({ method: 'POST', path: '/echo', body: { a: 1 } }, 'x')
    const { times, failed } = await load([echo, wireText({ method: 'GET', path: '/parts' }, 'x')])
    expect(times.length).toBeGreaterThan(1)
    expect(failed).toEqual({})
  })

  test('counts every answer that is not 2xx', async () => {
    const { times, failed } = await load([wireText({ method: 'GET', path: '/gone' }, 'x')])
    expect(failed).toEqual({ 500: times.length })
  })
})
