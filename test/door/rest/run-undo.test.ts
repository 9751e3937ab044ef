/** `POST …/runs/{rid}/undo`: all that an answer changed and nobody changed since. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'
import { type Chat, chatWith } from '../../support/chat.ts'

let chat: Chat
beforeAll(async () => {
  chat = await chatWith(await testApp())
})
afterAll(() => chat.it.close())

const undo = async (session_id: string, run_id: string, token = chat.who.token) => {
  const response = await chat.it.call('POST', `${chat.runs(session_id)}/${run_id}/undo`, { token })
  return { status: response.status, json: (await response.json()) as Record<string, never> }
}

test('takes back the answer, once, and redo brings it again', async () => {
  const { session_id, run } = await chat.ask('add:\n- milk\n- bread')
  expect(await undo(session_id, run.id)).toMatchObject({
    status: 200,
    json: {
      undone: [
        { task_id: 1, change: 'added' },
        { task_id: 2, change: 'added' },
      ],
    },
  })
  expect(await chat.tasks()).toEqual([])
  expect(await undo(session_id, run.id)).toMatchObject({ status: 409, json: { error: { code: 'nothing_to_undo' } } })
  await chat.it.call('POST', '/api/v1/tasks/redo', { token: chat.who.token })
  expect(await chat.tasks()).toHaveLength(2)
  expect((await undo(session_id, run.id)).status).toBe(200)
})

test('of somebody else is refused', async () => {
  const { session_id, run } = await chat.ask('add eggs')
  const { token } = await chat.it.signUp('luz')
  expect((await undo(session_id, run.id, token)).status).toBe(403)
  expect(await chat.tasks()).toHaveLength(1)
})
