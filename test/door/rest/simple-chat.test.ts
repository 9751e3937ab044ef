/** `POST /api/{user_id}/chat`: one request, one whole answer. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../../src/lib/id.ts'
import { testApp } from '../../support/app.ts'
import { type Chat, chatWith } from '../../support/chat.ts'

let chat: Chat
beforeAll(async () => {
  chat = await chatWith(await testApp())
})
afterAll(() => chat.it.close())

const say = (body: object, headers: Record<string, string> = {}) =>
  chat.it.call('POST', `/api/${chat.who.id}/chat`, { token: chat.who.token, body, headers })
// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects
const answer = async (response: Response): Promise<any> => {
  expect(response.status).toBe(200)
  return response.json()
}

describe('the one-shot chat', () => {
  test('answers with the words and what tools did', async () => {
    const said = await answer(await say({ message: 'add buy milk' }))
    expect(said.response).toContain('buy milk')
    expect(said.tool_calls).toMatchObject([
      {
        name: 'add_task',
        arguments: { title: 'buy milk' },
        result: { task: { title: 'buy milk', status: 'pending' } },
      },
    ])
    const session = await chat.get(`/api/v1/chatkit/sessions/${said.conversation_id}`)
    expect(session.messages.map((message: { role: string }) => message.role)).toEqual(['user', 'assistant'])
  })

  test('goes on in a conversation', async () => {
    const { conversation_id } = await answer(await say({ message: 'hello' }))
    const next = await answer(await say({ message: 'thanks', conversation_id }))
    expect(next.conversation_id).toBe(conversation_id)
    expect((await chat.get(`/api/v1/chatkit/sessions/${conversation_id}`)).message_count).toBe(4)
  })

  test('with one key happens once: one conversation, one task, one answer', async () => {
    const before = (await chat.tasks()).length
    const headers = { 'idempotency-key': newId() }
    const both = await Promise.all([1, 2, 3].map(() => say({ message: 'add feed the cat' }, headers)))
    const answers = await Promise.all(both.map(answer))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(both.filter((one) => one.headers.get('idempotent-replayed') === 'true')).toHaveLength(2)
    expect(await chat.tasks()).toHaveLength(before + 1)
  })

  test('refuses a message before it makes a conversation', async () => {
    const sessions = async () => (await chat.get('/api/v1/chatkit/sessions?limit=100')).sessions.length
    const before = await sessions()
    expect((await say({ message: 'x'.repeat(501) })).status).toBe(400)
    expect(await sessions()).toBe(before)
  })

  test('says when a tool call waits for the person', async () => {
    await say({ message: 'add old boots' })
    const said = await answer(await say({ message: 'delete old boots' }))
    expect(said.tool_calls.at(-1)).toMatchObject({ name: 'delete_task', result: { status: 'awaiting_confirmation' } })
    expect((await chat.tasks()).map((task) => task.title)).toContain('old boots')
  })
})
