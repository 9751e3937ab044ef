/** Reading a run: from any event, before and after its log was pruned, and only by its person. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { newId } from '../../src/lib/id.ts'
import { type Chat, chatThrough, endOf } from '../support/chat.ts'
import { calls, type FakeProvider, fakeProvider, says } from '../support/fake-provider.ts'
import { allEvents } from '../support/sse.ts'

let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(says('Hello there, friend.'))
  chat = await chatThrough(fake.url)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

const events = (session: string, run_id: string, after: number) =>
  chat.it.call('GET', `${chat.runs(session)}/${run_id}/events?after=${after}`, { token: chat.who.token })
const numbers = (list: { id?: string }[]) => list.map(({ id }) => Number(id?.split(':')[1]))

describe('a finished run', () => {
  test('gives exactly the rest after any event, and nothing after its last one', async () => {
    const { session_id, events: all, run } = await chat.ask('hello')
    expect(numbers(all)).toEqual(all.map((_, at) => at + 1))
    for (const after of [0, 1, all.length - 1])
      expect(await allEvents(await events(session_id, run.id, after))).toEqual(all.slice(after))
    expect((await events(session_id, run.id, all.length)).status).toBe(204)
    expect((await events(session_id, run.id, all.length + 1)).status).toBe(400)
  })

  test('whose log was pruned gives its items and its end', async () => {
    const { session_id, run } = await chat.ask('hello')
    await chat.it.db.execute((sql) => sql`delete from run_events where run_id = ${run.id}`)
    const told = await allEvents(await events(session_id, run.id, 0))
    expect(new Set(told.map(({ data }) => data.type))).toEqual(new Set(['thread.item.done', 'run.done']))
    expect(endOf(told)).toMatchObject({ id: run.id, status: 'completed' })
  })

  test('that is not there is not found', async () => {
    expect((await events(await chat.session(), newId(), 0)).status).toBe(404)
  })
})

test('what tools did in a run can be listed, arguments as the model wrote them', async () => {
  fake.play([calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }]), says('Added.')])
  const body = { message: 'add milk' }
  const answer = await chat.it.call('POST', `/api/${chat.who.id}/chat`, { token: chat.who.token, body })
  const { tool_calls } = await answer.json()
  expect(tool_calls).toMatchObject([{ name: 'add_task', arguments: { title: 'Buy milk' } }])
  expect(tool_calls[0].result).toMatchObject({ task: { title: 'Buy milk' } })
  fake.play(says('Hello there, friend.'))
})

test('a person who has as many streams as allowed may still read what is finished', async () => {
  const { session_id, run } = await chat.ask('hello')
  const many = Array.from({ length: 70 }, () => events(session_id, run.id, 0))
  expect(new Set((await Promise.all(many)).map(({ status }) => status))).toEqual(new Set([200]))
})
