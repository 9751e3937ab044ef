import { describe, expect, test } from 'bun:test'
import { frameText, streamResponse } from '../../src/lib/sse.ts'

async function* frames(...texts: string[]) {
  for (const text of texts) yield text
}

describe('frames', () => {
  test('text can never forge an event', () => {
    const text = frameText({ id: 'r:1', event: 'x', data: { text: 'a\n\nevent: forged\ndata: 1\r\n' } })
    expect(text.split('\n')).toHaveLength(5)
    expect(text).not.toContain('\nevent: forged')
    expect(text.endsWith('\n\n')).toBe(true)
  })

  test('without id and event there is only data', () => expect(frameText({ data: 1 })).toBe('data: 1\n\n'))
})

describe('streams', () => {
  test('begin with a comment, then the frames, then end', async () => {
    const response = streamResponse(frames('data: 1\n\n', 'data: 2\n\n'), { leave: new AbortController() })
    expect(response.headers.get('content-type')).toStartWith('text/event-stream')
    const text = await response.text()
    expect(text).toStartWith(':')
    expect(text).toEndWith('data: 1\n\ndata: 2\n\n')
  })

  test('say a notice once while they wait', async () => {
    const stop = new AbortController()
    const gate = Promise.withResolvers<void>()
    async function* slow() {
      yield 'data: 1\n\n'
      await gate.promise
      yield 'data: 2\n\n'
    }
    const notice = { signal: stop.signal, frame: 'event: n\ndata: {}\n\n' }
    const text = streamResponse(slow(), { leave: new AbortController(), notice }).text()
    await Bun.sleep(0)
    stop.abort()
    await Bun.sleep(0)
    gate.resolve()
    expect((await text).match(/event: n/g)).toHaveLength(1)
  })

  test('a reader that leaves stops the producer', async () => {
    const leave = new AbortController()
    const reader = streamResponse(frames('data: 1\n\n'), { leave }).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(leave.signal.aborted).toBe(true)
  })

  test.each([0, 1, 2, 3])('a reader that leaves after %p reads ends the generators behind it', async (reads) => {
    let ended = 0
    let begun = 0
    async function* endless() {
      begun++
      try {
        for (let n = 0; ; n++) yield `data: ${n}\n\n`
      } finally {
        ended++
      }
    }
    const reader = streamResponse(endless(), { leave: new AbortController() }).body?.getReader()
    for (let n = 0; n < reads; n++) await reader?.read()
    await reader?.cancel()
    await Bun.sleep(1)
    expect(ended).toBe(begun)
    expect(begun).toBe(reads > 1 ? 1 : 0)
  })

  test('a reader that leaves while nothing comes does not wait for the source', async () => {
    let ended = false
    const leave = new AbortController()
    async function* silent() {
      try {
        yield 'data: 1\n\n'
        await new Promise((resolve) => leave.signal.addEventListener('abort', resolve))
      } finally {
        ended = true
      }
    }
    const reader = streamResponse(silent(), { leave }).body?.getReader()
    await reader?.read()
    await reader?.read()
    const waiting = reader?.read()
    await Bun.sleep(1)
    await reader?.cancel()
    await waiting
    await Bun.sleep(1)
    expect(ended).toBe(true)
  })
})
