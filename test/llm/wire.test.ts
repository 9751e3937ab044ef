import { describe, expect, test } from 'bun:test'
import { boundedFetch, MAX_ERROR_BYTES, MAX_JSON_BYTES, MAX_LINE_BYTES, MAX_STREAM_BYTES } from '../../src/llm/wire.ts'

const PIECE = 64 * 1024

/** A body of so many bytes; `sent` tells how many were asked for. */
function answer(bytes: number, options: { type?: string; status?: number; newline?: boolean } = {}) {
  const sent = { bytes: 0 }
  const piece = new Uint8Array(PIECE).fill(120)
  if (options.newline) piece[PIECE - 1] = 10
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent.bytes >= bytes) return controller.close()
      const size = Math.min(PIECE, bytes - sent.bytes)
      sent.bytes += size
      controller.enqueue(piece.slice(0, size))
    },
  })
  const headers = { 'content-type': options.type ?? 'text/event-stream' }
  const response = new Response(body, { status: options.status ?? 200, headers })
  return { sent, ask: boundedFetch(async () => response) }
}

const size = async (ask: ReturnType<typeof boundedFetch>) => (await (await ask('http://provider.test/')).bytes()).length

describe('what is read of a provider is bounded', () => {
  test.each([
    ['a stream of many lines', MAX_STREAM_BYTES, { newline: true }],
    ['one long line', MAX_LINE_BYTES, {}],
    ['a list of models', MAX_JSON_BYTES, { type: 'application/json; charset=utf-8' }],
  ])('%s passes whole up to its limit and fails above', async (_name, limit, options) => {
    expect(await size(answer(limit, options).ask)).toBe(limit)
    const above = answer(limit + PIECE * 40, options)
    await expect(size(above.ask)).rejects.toMatchObject({ code: 'output_limit' })
    expect(above.sent.bytes).toBeLessThan(limit + PIECE * 20)
  })

  test('an error page is cut and ends well, whatever its type', async () => {
    for (const type of ['text/html', 'application/json']) {
      const page = answer(50 * 1024 * 1024, { status: 502, type })
      expect(await size(page.ask)).toBe(MAX_ERROR_BYTES)
      expect(page.sent.bytes).toBeLessThan(PIECE * 20)
    }
  })

  test('status and headers stay; a body that is not there is no trouble', async () => {
    const empty = boundedFetch(async () => new Response(null, { status: 204, headers: { 'retry-after': '3' } }))
    const response = await empty('http://provider.test/')
    expect([response.status, response.headers.get('retry-after'), response.body]).toEqual([204, '3', null])
    const { ask } = answer(10, { status: 429, type: 'text/plain' })
    expect((await ask('http://provider.test/')).status).toBe(429)
  })
})
