/** The body of a completion, read: events, whole objects, errors in place of either. */
import { expect, test } from 'bun:test'
import { DONE, readChunks } from '../../../src/llm/stream/sse.ts'
import { errorOf } from '../../support/failure.ts'

const body = (parts: string[], type = 'text/event-stream') =>
  new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    }),
    { headers: { 'content-type': type } },
  )
const read = async (response: Response) => {
  let heard = 0
  const chunks: unknown[] = []
  await readChunks(response, { onBytes: () => heard++, onChunk: (chunk) => chunks.push(chunk) })
  return { chunks, heard }
}

test.each([
  ['events', ['data: {"a":1}\n\ndata: [DONE]\n\n'], [{ a: 1 }, DONE]],
  ['cut anywhere', ['da', 'ta: {"a"', ':1}\n', '\ndata:{"b":2}\n\n'], [{ a: 1 }, { b: 2 }]],
  ['with CRLF, comments, names and ids', [': hello\r\nevent: x\r\nid: 1\r\ndata: {"a":1}\r\n\r\n'], [{ a: 1 }]],
  ['without a last line end', ['data: {"a":1}'], [{ a: 1 }]],
  ['a page', ['<!doctype html>\n<p>data: no</p>\n'], []],
])('%s', async (_, parts, chunks) => {
  expect((await read(body(parts))).chunks).toEqual(chunks)
})

test('one object of a server that does not stream is whole', async () => {
  expect((await read(body(['{"choices":', '[]}'], 'application/json'))).chunks).toEqual([{ choices: [] }, DONE])
})

test('every byte is a sign of life, comments too', async () => {
  expect((await read(body([': one\n\n', ': two\n\n']))).heard).toBe(2)
})

test.each([
  ['in a stream', body(['data: {"error":{"message":"busy","code":429}}\n\n'])],
  ['in place of one', body(['{"error":"busy"}'], 'application/json')],
])('an error object %s is an error', async (_, response) => {
  expect(String(await errorOf(read(response)))).toContain('busy')
})

test('a line or an object without end is refused', async () => {
  const piece = 'x'.repeat(300 * 1024)
  expect(String(await errorOf(read(body(['data: ', piece, piece]))))).toContain('too long')
  expect(String(await errorOf(read(body(Array(5).fill(piece), 'application/json'))))).toContain('too long')
})
