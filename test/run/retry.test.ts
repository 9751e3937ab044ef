/** Answering a message again, or another one in its place: what was done is taken back, what was said is set aside. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { SCOPES } from '../../src/account/schema.ts'
import { newId } from '../../src/lib/id.ts'
import { type Chat, chatThrough, chatWith } from '../support/chat.ts'
import { errorOf } from '../support/failure.ts'
import { calls, type FakeProvider, fakeProvider, hangs, says } from '../support/fake-provider.ts'

let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(says('hi'))
  chat = await chatThrough(fake.url)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

const callerOf = (who: Chat): Caller => ({
  user_id: who.who.id,
  time_zone: 'UTC',
  scopes: SCOPES,
  by: 'jwt',
  credential_id: newId(),
})
interface Shown {
  id: string
  content: { text: string }[]
}
const sessionOf = async (id: string) =>
  (await chat.get(`/api/v1/chatkit/sessions/${id}`)) as { message_count: number; messages: Shown[] }
const messagesOf = async (id: string) => (await sessionOf(id)).messages
const wordsOf = async (id: string) => (await messagesOf(id)).map(({ content }) => content[0]?.text)
const ended = async (who: Chat, id: string) => who.it.core.run.finished(callerOf(who), id, new AbortController().signal)
const again = async (thread_id: string, item_id: string, who = chat) =>
  ended(who, (await who.it.core.run.retry(callerOf(who), thread_id, item_id)).run.id)
const edit = async (thread_id: string, item_id: string, text: string) =>
  ended(chat, (await chat.it.core.run.edit(callerOf(chat), { thread_id, item_id }, { text })).run.id)
const forksOf = async (id: string, who = chat) =>
  (await who.it.core.thread.open(callerOf(who), id, { limit: 100 })).forks
const titles = async () => (await chat.tasks()).map(({ title }) => title)
const toldLast = () => JSON.stringify(fake.requests.at(-1)?.body.messages)
const addTask = (title: string) => calls([{ name: 'add_task', arguments: { title } }])

describe('a message that is answered again', () => {
  test('has one answer, the new one; what followed is set aside, and no door shows or counts it', async () => {
    fake.play([says('First answer.'), says('Second exchange.'), says('Better answer.')])
    const { session_id } = await chat.ask('hello')
    await chat.ask('and more', session_id)
    const [message] = await messagesOf(session_id)
    expect((await again(session_id, message?.id ?? '')).status).toBe('completed')
    expect(await wordsOf(session_id)).toEqual(['hello', 'Better answer.'])
    expect((await sessionOf(session_id)).message_count).toBe(2)
    expect(toldLast()).not.toMatch(/First answer|and more/)
    const search = await chat.get('/api/v1/chatkit/sessions?q=Second%20exchange')
    expect(search.sessions).toEqual([])
  })

  test('first takes back what the earlier answer changed, says so, and tells the model', async () => {
    fake.play([addTask('Tea'), says('Added.'), addTask('Tea again'), says('Added anew.')])
    const { session_id } = await chat.ask('add tea')
    const [message] = await messagesOf(session_id)
    const run = await again(session_id, message?.id ?? '')
    expect(await titles()).toContain('Tea again')
    expect(await titles()).not.toContain('Tea')
    expect(JSON.stringify(run.items)).toContain('Taken back first: added “Tea”.')
    expect(toldLast()).toContain('was taken back (added “Tea”)')
  })

  test('leaves what was changed since, and says that', async () => {
    fake.play([addTask('Salt'), says('Added.'), says('It is there.')])
    const { session_id } = await chat.ask('add salt')
    const salt = (await chat.tasks()).find(({ title }) => title === 'Salt')
    await chat.it.call('PATCH', `/api/v1/tasks/${salt?.id}`, { token: chat.who.token, body: { priority: 'high' } })
    const [message] = await messagesOf(session_id)
    await again(session_id, message?.id ?? '')
    expect(await titles()).toContain('Salt')
  })

  test('withdraws a question that waits', async () => {
    fake.play([addTask('Rice'), says('Added.')])
    const { session_id } = await chat.ask('add rice')
    const rice = (await chat.tasks()).find(({ title }) => title === 'Rice')
    fake.play([calls([{ name: 'delete_task', arguments: { task_id: rice?.id } }]), says('It waits.'), says('No.')])
    await chat.ask('delete rice', session_id)
    expect((await chat.get('/api/v1/confirmations')).confirmations).toHaveLength(1)
    await again(session_id, (await messagesOf(session_id)).at(-2)?.id ?? '')
    expect((await chat.get('/api/v1/confirmations')).confirmations).toEqual([])
  })

  test('is refused while the thread answers, and for what is no message of the person', async () => {
    fake.play(hangs('Once upon'))
    const id = await chat.session()
    const response = await chat.send(id, 'tell me')
    const run_id = response.headers.get('x-run-id') ?? ''
    const [message] = await messagesOf(id)
    expect(await errorOf(again(id, message?.id ?? ''))).toMatchObject({ code: 'run_active' })
    await chat.it.call('POST', `${chat.runs(id)}/${run_id}/cancel`, { token: chat.who.token })
    await response.text()
    fake.play(says('Done.'))
    const answer = (await messagesOf(id)).at(-1)
    expect(await errorOf(again(id, answer?.id ?? ''))).toMatchObject({ code: 'validation_error' })
    expect(await errorOf(edit(id, answer?.id ?? '', 'x'))).toMatchObject({ code: 'validation_error' })
    expect(await errorOf(edit(id, message?.id ?? '', '  '))).toMatchObject({ code: 'validation_error' })
    for (const [thread, item] of [
      [id, newId()],
      [id, 'x'],
      ['x', newId()],
    ] as const)
      expect(await errorOf(again(thread, item))).toMatchObject({ code: 'not_found' })
  })

  test('is its person’s alone', async () => {
    fake.play(says('Mine.'))
    const { session_id } = await chat.ask('hello')
    const [message] = await messagesOf(session_id)
    const stranger = await chatWith(chat.it, 'eve')
    const code = expect.stringMatching(/forbidden|not_found/)
    expect(await errorOf(again(session_id, message?.id ?? '', stranger))).toMatchObject({ code })
    await again(session_id, message?.id ?? '')
    const [fork] = await forksOf(session_id)
    const { run } = stranger.it.core
    expect(await errorOf(run.takeUp(callerOf(stranger), session_id, fork?.id ?? ''))).toMatchObject({ code })
  })
})

describe('a message that is written anew', () => {
  test('stands in the place of the earlier one, which can be taken up again, and back', async () => {
    fake.play([says('One.'), says('Two.'), says('Three.')])
    const { session_id } = await chat.ask('first')
    await chat.ask('second', session_id)
    const [first] = await messagesOf(session_id)
    await edit(session_id, first?.id ?? '', 'first anew')
    expect(await wordsOf(session_id)).toEqual(['first anew', 'Three.'])
    const [fork] = await forksOf(session_id)
    await chat.it.core.run.takeUp(callerOf(chat), session_id, fork?.id ?? '')
    expect(await wordsOf(session_id)).toEqual(['first', 'One.', 'second', 'Two.'])
    expect((await sessionOf(session_id)).message_count).toBe(4)
    fake.play(says('Four.'))
    await chat.ask('third', session_id)
    expect(toldLast()).toContain('second')
    expect(toldLast()).not.toContain('first anew')
    const [back] = await forksOf(session_id)
    await chat.it.core.run.takeUp(callerOf(chat), session_id, back?.id ?? '')
    expect(await wordsOf(session_id)).toEqual(['first anew', 'Three.'])
    expect(await errorOf(chat.it.core.run.takeUp(callerOf(chat), session_id, newId()))).toMatchObject({
      code: 'not_found',
    })
  })

  test('has forks within forks, each reached from its own branch', async () => {
    fake.play([says('A1.'), says('B1.'), says('B2.'), says('A2.')])
    const { session_id } = await chat.ask('a')
    await chat.ask('b', session_id)
    const [a, , b] = await messagesOf(session_id)
    await edit(session_id, b?.id ?? '', 'b anew')
    expect(await forksOf(session_id)).toHaveLength(1)
    await again(session_id, a?.id ?? '')
    expect(await wordsOf(session_id)).toEqual(['a', 'A2.'])
    const [outer] = await forksOf(session_id)
    expect(await forksOf(session_id)).toHaveLength(1)
    await chat.it.core.run.takeUp(callerOf(chat), session_id, outer?.id ?? '')
    expect(await wordsOf(session_id)).toEqual(['a', 'A1.', 'b anew', 'B2.'])
    expect(await forksOf(session_id)).toHaveLength(2)
  })

  test('takes the tasks of the earlier answer with it', async () => {
    fake.play([addTask('Milk'), says('Added.'), addTask('Oat milk'), says('Added.')])
    const { session_id } = await chat.ask('add milk')
    const [message] = await messagesOf(session_id)
    const run = await edit(session_id, message?.id ?? '', 'add oat milk')
    expect(await titles()).toContain('Oat milk')
    expect(await titles()).not.toContain('Milk')
    expect(run.items[0]).toMatchObject({ type: 'user_message' })
  })
})
