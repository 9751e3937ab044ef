import { afterAll, beforeAll, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import * as store from '../../src/run/branch-store.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type Chat, chatWith } from '../support/chat.ts'

let it: TestApp
let chat: Chat
beforeAll(async () => {
  it = await testApp()
  chat = await chatWith(it, 'ada')
})
afterAll(() => it.close())

/** A chat with two answers, and its runs as the store finds them. */
const scene = async () => {
  const { session_id, run } = await chat.ask('add milk')
  await chat.ask('add bread', session_id)
  const { messages } = await chat.get(`/api/v1/chatkit/sessions/${session_id}`)
  const branch = { user_id: chat.who.id, thread_id: session_id, id: newId() }
  const message_id = messages[0].id as string
  return { run, branch, message_id }
}

test('the answers to a message and to those behind it leave, and come back', async () => {
  const { run, branch, message_id } = await scene()
  const left = await it.db.transaction((sql) => store.leavingRuns(sql, branch, message_id, 1))
  expect(left).toMatchObject({ attempts: [run.id], later: { length: 1 } })
  const answers = () => it.db.query((sql) => store.answersTo(sql, chat.who.id, [message_id]))
  expect((await answers()).get(message_id)).toMatchObject({ id: run.id, provider: 'builtin' })
  expect((await answers()).get(message_id)).not.toHaveProperty('user_id')
  await it.db.transaction((sql) => store.setRunsAside(sql, branch, left.attempts))
  expect((await answers()).size).toBe(0)
  await it.db.transaction((sql) => store.takeUpRuns(sql, branch))
  expect((await answers()).size).toBe(1)
  expect(await it.db.query((sql) => store.doneIn(sql, chat.who.id, left.later))).toHaveLength(1)
})

test('a branch that is not there, or somebody else’s, is not held', async () => {
  const { branch } = await scene()
  expect(await it.db.transaction((sql) => store.holdBranch(sql, branch))).toBeUndefined()
})

test('the message belongs to the answer that is current', async () => {
  const { branch, message_id } = await scene()
  const run_id = newId()
  await it.db.transaction((sql) => store.adoptMessage(sql, branch.user_id, message_id, run_id))
  const [row] = await it.db.query((sql) => sql`select run_id from items where id = ${message_id}`)
  expect(row?.run_id).toBe(run_id)
})
