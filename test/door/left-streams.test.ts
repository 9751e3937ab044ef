/** Readers who leave at random moments, over real sockets: nothing of their streams stays behind. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { registry } from '../../src/metrics.ts'
import { OPEN_STREAMS_MAX } from '../../src/run/read.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { eventually } from '../support/watched.ts'

const openNow = async () => (await registry.getSingleMetric('open_streams')?.get())?.values[0]?.value ?? 0

let it: TestApp
let server: ReturnType<typeof Bun.serve>
beforeAll(async () => {
  it = await testApp({ pace_ms: 400 })
  server = Bun.serve({ port: 0, idleTimeout: 0, fetch: (request) => it.app.handle(request) })
})
afterAll(async () => {
  await server.stop(true)
  await it.close()
})

/** Reads for a moment, at times not even the head, and hangs up. */
const leaveSoon = async (path: string, headers: Record<string, string>, stay_ms: number) => {
  const hangUp = new AbortController()
  setTimeout(() => hangUp.abort(), stay_ms)
  try {
    const response = await fetch(new URL(path, server.url), { headers, signal: hangUp.signal })
    const reader = response.body?.getReader()
    // Some read on, some stop reading long before they leave.
    for (let reads = 0; reads < stay_ms % 5; reads++) if ((await reader?.read())?.done) break
    await Bun.sleep(stay_ms)
  } catch {
    // It has hung up.
  }
}

/** Ends once no stream is open; the test's own limit ends a wait in vain. */
const settled = async () => {
  await eventually(async () => (await openNow()) === 0)
  return openNow()
}

const LONG = 'help me with everything that you can do and tell me about it at length'

const scene = async () => {
  const ada = await it.signUp()
  const headers = { authorization: `Bearer ${ada.token}` }
  const session = async () =>
    ((await (await it.call('POST', '/api/v1/chatkit/sessions', { token: ada.token })).json()) as { id: string }).id
  const send = async (id: string) =>
    it.call('POST', `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`, {
      token: ada.token,
      body: { message: { content: [{ type: 'input_text', text: LONG }] } },
    })
  return { ada, headers, session, send }
}

describe('readers who leave', () => {
  test('a thousand of them leave no stream open, and the person still sends', async () => {
    const { ada, headers, session, send } = await scene()
    for (let round = 0; round < 20; round++) {
      const id = await session()
      const sent = await send(id)
      expect(sent.status).toBe(200)
      const run_id = sent.headers.get('x-run-id')
      await sent.body?.cancel()
      const path = `/api/v1/chatkit/sessions/${id}/threads/${id}/runs/${run_id}/events`
      await Promise.all(Array.from({ length: 50 }, () => leaveSoon(path, headers, Math.ceil(Math.random() * 200))))
      await it.call('DELETE', `/api/v1/chatkit/sessions/${id}`, { token: ada.token })
    }
    expect(await settled()).toBe(0)
    const again = await session()
    for (let n = 0; n < 70; n++) {
      const sent = await send(again)
      expect(sent.status).toBe(200)
      const run_id = sent.headers.get('x-run-id')
      await sent.body?.cancel()
      await it.call('POST', `/api/v1/chatkit/sessions/${again}/threads/${again}/runs/${run_id}/cancel`, {
        token: ada.token,
      })
    }
    expect(await settled()).toBe(0)
  })
})

test('when every stream is taken a send is refused before it is kept; its own stream never is', async () => {
  const { ada, session, send } = await scene()
  const first = await session()
  const sent = await send(first)
  const events = `/api/v1/chatkit/sessions/${first}/threads/${first}/runs/${sent.headers.get('x-run-id')}/events`
  const readers: ReadableStreamDefaultReader[] = []
  const open = async (response: Response) => {
    const reader = response.body?.getReader()
    if (!reader) throw new Error('no body')
    readers.push(reader)
    await reader.read()
    await reader.read()
  }
  await open(sent)
  while (readers.length < OPEN_STREAMS_MAX - 1) await open(await it.call('GET', events, { token: ada.token }))
  const [second, third] = [await session(), await session()]
  const last = await send(second)
  expect(last.status).toBe(200)
  await open(last)
  const refused = await send(third)
  expect([refused.status, (await refused.json()).error.code]).toEqual([429, 'stream_limit_reached'])
  const kept = await it.call('GET', `/api/v1/chatkit/sessions/${third}`, { token: ada.token })
  expect((await kept.json()).message_count).toBe(0)
  for (const reader of readers) await reader.cancel()
  expect(await settled()).toBe(0)
  expect((await send(third)).status).toBe(200)
})
