import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Socket } from 'bun'
import { serveOptions } from '../src/app.ts'
import { type TestGate, testGate } from './support/gate.ts'

/** The app on a real port: what only shows on the wire. */
let gate: TestGate
let port = 0
beforeAll(() => {
  gate = testGate({ TRUSTED_PROXIES: '', RATE_LIMIT_IP_PER_MINUTE: '5' })
  gate.app.listen({ hostname: '127.0.0.1', port: 0 })
  port = gate.app.server?.port ?? 0
})
afterAll(() => gate.app.stop(true))

const CRLF = '\r\n'
const things = '/api/v1/things'
const head = (...lines: string[]) => lines.join(CRLF) + CRLF + CRLF
const chunk = (text: string) => `${text.length.toString(16)}${CRLF}${text}${CRLF}`
const END = `0${CRLF}${CRLF}`
const BIG = `{"title":"${'x'.repeat(300 * 1024)}"}`
const JSON_HEADER = 'Content-Type: application/json'

/** Sends bytes as they are and reads until the answer is whole or the server closes. */
const raw = (bytes: string) =>
  new Promise<{ status: number; head: string; body: string }>((resolve, reject) => {
    let text = ''
    let rest = Buffer.from(bytes)
    /** A socket takes what fits, and says when there is room again. */
    const send = (socket: Socket) => {
      rest = rest.subarray(socket.write(rest))
    }
    const whole = () => {
      const [headers = '', body = ''] = text.split(`${CRLF}${CRLF}`)
      const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0)
      return text.includes(`${CRLF}${CRLF}`) && (body.length >= length || bytes.startsWith('HEAD'))
        ? { headers, body }
        : undefined
    }
    const settle = () => {
      const { headers = text, body = '' } = whole() ?? {}
      resolve({ status: Number(headers.split(' ')[1] ?? 0), head: headers.toLowerCase(), body })
    }
    Bun.connect({
      hostname: '127.0.0.1',
      port,
      socket: {
        open: send,
        drain: send,
        data(socket, data) {
          text += data.toString()
          if (!whole()) return
          settle()
          socket.end()
        },
        close: settle,
        error: (_, error) => reject(error),
      },
    }).catch(reject)
  })

describe('requests that frameworks stumble over', () => {
  test.each([
    ['HTTP/1.0 without Host', head(`GET ${things}/5?limit=2 HTTP/1.0`), 200, '{"id":5,"limit":2}'],
    ['a Host that is none', head(`GET ${things}/5?limit=2 HTTP/1.1`, 'Host: a b'), 200, '{"id":5,"limit":2}'],
    ['a Host of one letter', head(`GET ${things} HTTP/1.1`, 'Host: a'), 200, '{"things":[]}'],
    ['a Host with a path', head(`GET ${things} HTTP/1.1`, 'Host: a/hello?'), 200, '{"things":[]}'],
    ['two Hosts', head(`GET ${things} HTTP/1.1`, 'Host: a.example', 'Host: b.example'), 200, '{"things":[]}'],
    ['a whole address', head(`GET http://evil.example${things} HTTP/1.1`, 'Host: a.example'), 200, '{"things":[]}'],
    [
      'a body without Host',
      `${head(`POST ${things} HTTP/1.0`, JSON_HEADER, 'Content-Length: 13')}{"title":"a"}`,
      201,
      '{"title":"a"}',
    ],
    ['TRACE', head(`TRACE ${things} HTTP/1.1`, 'Host: a.example', 'Cookie: secret=1'), 405, 'method_not_allowed'],
    ['CONNECT', head('CONNECT example.org:443 HTTP/1.1', 'Host: a.example'), 405, 'method_not_allowed'],
    ['an odd method on no path', head('PROPFIND /nope HTTP/1.1', 'Host: a.example'), 404, 'not_found'],
    [
      'a header value for a header of ours',
      head(`GET ${things}/throw/header HTTP/1.1`, 'Host: a.example'),
      500,
      'internal',
    ],
  ])('%s', async (_, bytes, status, body) => {
    const answer = await raw(bytes)
    expect(answer.status).toBe(status)
    expect(answer.body).toContain(body)
    expect(answer.body).not.toContain('secret')
    expect(answer.head).toContain('x-request-id: ')
    expect(answer.head).toContain('x-content-type-options: nosniff')
  })
})

describe('bodies on the wire', () => {
  test.each([
    ['declared', head(`POST ${things} HTTP/1.1`, 'Host: a', JSON_HEADER, `Content-Length: ${BIG.length}`) + BIG],
    [
      'in chunks',
      head(`POST ${things} HTTP/1.1`, 'Host: a', JSON_HEADER, 'Transfer-Encoding: chunked') + chunk(BIG) + END,
    ],
    [
      'in chunks, to a route without a body',
      head(`POST ${things}/1/toggle HTTP/1.1`, 'Host: a', JSON_HEADER, 'Transfer-Encoding: chunked') + chunk(BIG) + END,
    ],
    [
      'in chunks, without a type',
      head(`POST ${things} HTTP/1.1`, 'Host: a', 'Transfer-Encoding: chunked') + chunk(BIG) + END,
    ],
  ])('too large, %s: 413 and the envelope', async (_, bytes) => {
    const answer = await raw(bytes)
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body).error.code).toBe('payload_too_large')
  })

  test('in small chunks arrive whole', async () => {
    const text = '{"title":"hello","tags":["a"]}'
    const bytes = [...text].map(chunk).join('')
    const answer = await raw(
      head(`POST ${things} HTTP/1.1`, 'Host: a', JSON_HEADER, 'Transfer-Encoding: chunked') + bytes + END,
    )
    expect([answer.status, answer.body]).toEqual([201, text])
  })

  test('above the server’s own limit the server answers by itself', async () => {
    const answer = await raw(
      `${head(`POST ${things} HTTP/1.1`, 'Host: a', JSON_HEADER, 'Content-Length: 9000000')}{"title"`,
    )
    expect(answer.status).toBe(413)
    expect(serveOptions.maxRequestBodySize).toBe(8 * 1024 * 1024)
  })

  test.each([
    ['two lengths and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked']],
    ['two different lengths', ['Content-Length: 5', 'Content-Length: 6']],
    ['a folded header', ['X-A: b', ' c', 'Content-Length: 0']],
  ])('%s: 400 and nothing runs', async (_, lines) => {
    const before = gate.lines.length
    const answer = await raw(`${head(`POST ${things} HTTP/1.1`, 'Host: a', JSON_HEADER, ...lines)}12345`)
    expect(answer.status).toBe(400)
    expect(gate.lines.length).toBe(before)
  })
})

describe('HEAD', () => {
  test('has the length of GET and no body', async () => {
    const answer = await raw(head(`HEAD ${things} HTTP/1.1`, 'Host: a.example'))
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(answer.head).toContain('content-length: 13')
  })

  test('of an endless stream ends', async () => {
    const answer = await raw(head(`HEAD ${things}/stream HTTP/1.1`, 'Host: a.example'))
    expect([answer.status, answer.body]).toEqual([200, ''])
  })
})

describe('the client’s address', () => {
  test('is that of the socket: a rotating X-Forwarded-For does not help a guesser', async () => {
    const statuses = []
    for (let guess = 0; guess < 8; guess++) {
      const answer = await fetch(`http://127.0.0.1:${port}${things}/sign`, {
        method: 'POST',
        headers: { 'x-forwarded-for': `198.51.100.${guess}` },
      })
      statuses.push(answer.status)
      await answer.body?.cancel()
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  test('is what a trusted proxy says', async () => {
    const behind = testGate({ TRUSTED_PROXIES: '127.0.0.0/8', RATE_LIMIT_IP_PER_MINUTE: '1' })
    behind.app.listen({ hostname: '127.0.0.1', port: 0 })
    const url = `http://127.0.0.1:${behind.app.server?.port}${things}/sign`
    const statusFrom = async (forwarded: string) => {
      const answer = await fetch(url, { method: 'POST', headers: { 'x-forwarded-for': forwarded } })
      await answer.body?.cancel()
      return answer.status
    }
    expect(await statusFrom('198.51.100.1')).toBe(401)
    expect(await statusFrom('198.51.100.2')).toBe(401)
    expect(await statusFrom('198.51.100.1')).toBe(429)
    expect(await statusFrom('6.6.6.6, 198.51.100.1')).toBe(429)
    await behind.app.stop(true)
  })
})

describe('the server', () => {
  test('shows no source lines, closes stuck readers and does not share its port', () => {
    expect(serveOptions).toMatchObject({ development: false, idleTimeout: 30, reusePort: false })
    expect(() => testGate().app.listen({ hostname: '127.0.0.1', port })).toThrow()
  })

  test('has the envelope even for what nobody caught', async () => {
    const answer = serveOptions.error(new Error('select secret'))
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(JSON.parse(text)).toMatchObject({ success: false, error: { code: 'internal' } })
    expect(text).not.toContain('secret')
  })

  test('a wrong TRUSTED_PROXIES stops the start', () => {
    expect(() => testGate({ TRUSTED_PROXIES: '10.0.0.0/99' })).toThrow('TRUSTED_PROXIES')
  })
})
