/** The bytes between us and a provider: bounded, at the reader’s pace, closed at once, and more than 256 at a time. */

import { heapStats } from 'bun:jsc'
import { afterAll, describe, expect, test } from 'bun:test'
import { createFetch, readBody } from '../../src/llm/transport.ts'
import { errorOf } from '../support/failure.ts'
import { eventually } from '../support/watched.ts'

const PIECE = 64 * 1024
const MB = 1024 * 1024
let sent = 0
let open = 0
let most = 0
const released = Promise.withResolvers<void>()
const left = Promise.withResolvers<void>()
const server = Bun.serve({
  port: 0,
  idleTimeout: 0,
  fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    const status = Number(searchParams.get('status') ?? 200)
    const headers = { 'content-type': searchParams.get('type') ?? 'text/event-stream', 'retry-after': '3' }
    if (pathname === '/wait') {
      most = Math.max(most, ++open)
      return released.promise.then(() => new Response('ok'))
    }
    if (pathname === '/hang') {
      request.signal.addEventListener('abort', () => left.resolve())
      return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) }))
    }
    const bytes = Number(searchParams.get('bytes'))
    sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes) return controller.close()
        const size = Math.min(PIECE, bytes - sent)
        sent += size
        controller.enqueue(new Uint8Array(size).fill(120))
      },
    })
    return new Response(body, { status, headers })
  },
})
afterAll(() => server.stop(true))

const ask = createFetch({ connect_ms: 2000, env: {} })
const at = (path: string) => `http://127.0.0.1:${server.port}${path}`
const size = async (query: string) => (await (await ask(at(`/?${query}`))).bytes()).length

describe('what is read is bounded', () => {
  test.each([
    ['a list of models', 'type=application/json', 8 * MB],
    ['a stream', 'type=text/event-stream', 32 * MB],
  ])('%s passes whole up to its limit and fails above', async (_, query, limit) => {
    expect(await size(`${query}&bytes=${limit}`)).toBe(limit)
    expect(await errorOf(size(`${query}&bytes=${limit + MB}`))).toMatchObject({ code: 'output_limit' })
  })

  test('an error page is cut and ends well', async () => {
    expect(await size(`status=502&type=text/html&bytes=${50 * MB}`)).toBeLessThanOrEqual(PIECE)
    expect(sent).toBeLessThan(50 * MB)
  })
})

test('status and headers stay', async () => {
  const response = await ask(at('/?status=429&bytes=2'))
  expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([429, '3', 'xx'])
})

test('a body is handed over as it comes, within the same bounds', async () => {
  let bytes = 0
  const take = (part: Uint8Array) => {
    bytes += part.length
  }
  const read = async (query: string) => readBody(await ask(at(`/?${query}`)), take)
  await read(`bytes=${MB}`)
  expect(bytes).toBe(MB)
  expect(await errorOf(read(`bytes=${33 * MB}`))).toMatchObject({ code: 'output_limit' })
})

test('what a taker throws ends the request', async () => {
  const thrown = new Error('enough')
  const refuse = () => {
    throw thrown
  }
  expect(await errorOf(readBody(await ask(at(`/?bytes=${MB}`)), refuse))).toBe(thrown)
})

test('the reader sets the pace', async () => {
  const response = await ask(at(`/?bytes=${30 * MB}`))
  const reader = response.body?.getReader()
  await reader?.read()
  await Bun.sleep(300)
  expect(sent).toBeLessThan(30 * MB)
  await reader?.cancel()
})

test('a reader who leaves closes the connection', async () => {
  const reader = (await ask(at('/hang'))).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await left.promise
})

test('an abort ends the request', async () => {
  const stop = new AbortController()
  const asked = ask(at('/wait'), { signal: stop.signal })
  setTimeout(() => stop.abort(new Error('stopped')), 20)
  expect(await errorOf(asked)).toBeInstanceOf(Error)
  expect(await errorOf(ask(at('/wait'), { signal: AbortSignal.abort('before') }))).toBe('before')
})

test('what was asked is not held while the answer comes', async () => {
  const ASKED = 40
  const body = () => crypto.randomUUID().repeat(6000)
  const weigh = () => {
    Bun.gc(true)
    const { heapSize, extraMemorySize } = heapStats()
    return heapSize + extraMemorySize
  }
  const before = weigh()
  const answers = await Promise.all(
    Array.from({ length: ASKED }, () => ask(at('/hang'), { method: 'POST', body: body() })),
  )
  // Of forty bodies of 216 KB some may still be about; not most of them.
  const bound = (ASKED / 2) * body().length
  await eventually(async () => weigh() - before < bound)
  for (const answer of answers) await answer.body?.cancel()
})

test('nobody listening is an error at once', async () => {
  expect(await errorOf(ask('http://127.0.0.1:1/'))).toBeInstanceOf(Error)
})

test('a connection that does not come is given up', async () => {
  // A network for documentation, RFC 5737: nobody answers there. The test's own limit ends a wait in vain.
  expect(await errorOf(createFetch({ connect_ms: 300, env: {} })('http://192.0.2.1/'))).toBeInstanceOf(Error)
})

test('400 requests are open at the same time', async () => {
  const asked = Array.from({ length: 400 }, () => ask(at('/wait')))
  await eventually(async () => most >= 400)
  released.resolve()
  await Promise.all(asked.map(async (one) => (await one).text()))
  expect(most).toBeGreaterThanOrEqual(400)
})
