/** Over a real socket: a browser that closes its request stops the answer, and one that reads on does not. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../support/app.ts'
import { type FakeProvider, fakeProvider, hangs, says as replies } from '../../support/fake-provider.ts'
import { allEvents, finishedText, sentEvents } from '../../support/sse.ts'
import { says } from './support.ts'

let fake: FakeProvider
let it: TestApp
let url = ''
let token = ''
beforeAll(async () => {
  fake = await fakeProvider(replies('hi'))
  it = await testApp({ settings: { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai' } })
  token = (await it.signUp()).token
  it.app.listen({ port: 0, hostname: '127.0.0.1' })
  url = `http://127.0.0.1:${it.app.server?.port}/chatkit`
})
afterAll(async () => {
  await it.app.server?.stop(true)
  await it.close()
  await fake.stop()
})

const post = (text: string, signal?: AbortSignal) =>
  fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'chatkit-frame-instance-id': crypto.randomUUID(),
    },
    body: JSON.stringify({ type: 'threads.create', params: { input: says(text) } }),
    ...(signal && { signal }),
  })
const statusOf = async (run_id: string) => {
  const [row] = await it.db.query((sql) => sql`select status from runs where id = ${run_id}`)
  return row?.status as string
}

describe('a request over the wire', () => {
  test('that is closed stops the answer; what was written stays', async () => {
    fake.play(hangs('Half of it'))
    const leave = new AbortController()
    const response = await post('tell me', leave.signal)
    const run_id = response.headers.get('x-run-id') ?? ''
    for await (const { data } of sentEvents(response)) if (data.update?.delta) break
    leave.abort()
    while ((await statusOf(run_id)) === 'running') await Bun.sleep(10)
    expect(await statusOf(run_id)).toBe('cancelled')
    const [item] = await it.db.query(
      (sql) => sql`select words from items where run_id = ${run_id} and type = 'assistant_message'`,
    )
    expect(item?.words).toStartWith('Half')
  })

  test('that is read to its end is not stopped, and its connection can be used again', async () => {
    fake.play(replies('All of it, word for word.', { pause: 5 }))
    for (let time = 0; time < 3; time++) {
      const response = await post(`again ${time}`)
      expect(finishedText(await allEvents(response))).toBe('All of it, word for word.')
      expect(await statusOf(response.headers.get('x-run-id') ?? '')).toBe('completed')
    }
  })
})
