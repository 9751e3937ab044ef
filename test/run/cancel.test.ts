/** Stopping: at once where the run is, within a second from elsewhere, once, and by its own person alone. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { type Chat, chatThrough, chatWith } from '../support/chat.ts'
import { type FakeProvider, fakeProvider, hangs, says } from '../support/fake-provider.ts'

let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(hangs('Once upon'))
  chat = await chatThrough(fake.url)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

const begun = async (id: string) => {
  const response = await chat.send(id, 'tell me')
  return { response, run_id: response.headers.get('x-run-id') ?? '' }
}
/** Reads on until the text holds the word, or to the end. */
const readTo = async (reader: ReadableStreamDefaultReader<Uint8Array>, word?: string) => {
  const words = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text
    text += words.decode(value, { stream: true })
    if (word !== undefined && text.includes(word)) return text
  }
}
const cancel = (session: string, run_id: string, who = chat) =>
  who.it.call('POST', `${who.runs(session)}/${run_id}/cancel`, { token: who.who.token })

describe('cancel', () => {
  test('ends the run, keeps its words, and says the same when it is asked again', async () => {
    const id = await chat.session()
    const { response, run_id } = await begun(id)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    expect(await readTo(reader, 'Once')).toContain('Once')
    const first = await cancel(id, run_id)
    expect([first.status, (await first.json()).status]).toEqual([200, 'cancelled'])
    expect((await (await cancel(id, run_id)).json()).status).toBe('cancelled')
    expect(await readTo(reader)).toContain('"cancelled"')
  })

  test('of a finished run changes nothing', async () => {
    fake.play(says('Done.'))
    const { session_id, run } = await chat.ask('hello')
    expect((await (await cancel(session_id, run.id)).json()).status).toBe('completed')
    fake.play(hangs('Once upon'))
  })

  test('is nobody else’s: the run is not found, and goes on', async () => {
    const id = await chat.session()
    const { response, run_id } = await begun(id)
    const stranger = await chatWith(chat.it, 'eve')
    const refused = await cancel(id, run_id, stranger)
    expect([403, 404]).toContain(refused.status)
    expect((await chat.get(`${chat.runs(id)}/${run_id}`)).status).toBe('running')
    await cancel(id, run_id)
    await response.text()
  })

  test.each(['x', newId()])('of «%s» finds nothing', async (run_id) => {
    expect((await cancel(await chat.session(), run_id)).status).toBe(404)
  })
})

test('a run stops before its session goes', async () => {
  const id = await chat.session()
  const { response } = await begun(id)
  const gone = await chat.it.call('DELETE', `/api/v1/chatkit/sessions/${id}`, { token: chat.who.token })
  expect(gone.status).toBe(200)
  expect(await response.text()).toContain('"status":"cancelled"')
})
