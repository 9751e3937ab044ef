/** What a minute in which nothing comes costs on the wire, on a clock that is moved instead of waited for. */
import { afterEach, beforeEach, expect, jest, test } from 'bun:test'
import { HEARTBEAT_MS, streamResponse } from '../../src/lib/sse.ts'

const MINUTE_MS = 60_000
const MINUTE_MAX_BYTES = 200

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

/** A turn of the event loop without a timer, which would stand still. */
const turn = () => {
  const { port1, port2 } = new MessageChannel()
  return new Promise<void>((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage('')
  })
}

/** Ends when its reader leaves. */
async function* nothing(signal: AbortSignal): AsyncGenerator<string> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

/** A chunk of HTTP/1.1: its length in hexadecimal and two line ends around it. */
const onTheWire = (chunk: Uint8Array | undefined) => (chunk ? chunk.length + chunk.length.toString(16).length + 4 : 0)

test.each([false, true])('compressed: %p', async (gzip) => {
  const leave = new AbortController()
  const { body } = streamResponse(nothing(leave.signal), { leave, gzip })
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  expect(onTheWire((await reader.read()).value)).toBeGreaterThan(0)
  const began = performance.now()
  let [bytes, beats] = [0, 0]
  for (; performance.now() - began < MINUTE_MS; beats++) {
    let came: number | undefined
    reader.read().then(({ value }) => {
      came = onTheWire(value)
    })
    while (came === undefined) {
      if (jest.getTimerCount() > 0) jest.advanceTimersToNextTimer()
      await turn()
    }
    bytes += came
  }
  expect(beats).toBeGreaterThanOrEqual(MINUTE_MS / HEARTBEAT_MS)
  expect(bytes).toBeGreaterThan(beats)
  expect({ bytes, over: Math.max(0, bytes - MINUTE_MAX_BYTES) }).toEqual({ bytes, over: 0 })
  leave.abort()
  await reader.cancel()
})
