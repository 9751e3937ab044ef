/** Retry: what came later is set aside, what the answer changed is taken back and told, and nothing is done twice. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { testApp } from '../../support/app.ts'
import { type Chat, chatThrough } from '../../support/chat.ts'
import { calls, type FakeProvider, fakeProvider, says as replies } from '../../support/fake-provider.ts'
import { allEvents, finishedText } from '../../support/sse.ts'
import { closeAt, errorsOf, itemsOf, outline, says, threadOf, type Ui, uiOf } from './support.ts'

let fake: FakeProvider
let chat: Chat
let ui: Ui
beforeAll(async () => {
  fake = await fakeProvider(replies('hi'))
  chat = await chatThrough(fake.url)
  ui = uiOf(chat.it, chat.who.token)
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

const addMilk = calls([{ name: 'add_task', arguments: { title: 'Milk' } }])

const counts = async (thread_id: string) =>
  chat.it.db.query(async (sql) => {
    const [row] = await sql`
      select (select count(*)::integer from items where user_id = ${chat.who.id} and thread_id = ${thread_id}
          and type = 'user_message') as messages,
        (select count(*)::integer from runs where user_id = ${chat.who.id} and thread_id = ${thread_id}) as runs,
        (select count(*)::integer from task_changes where user_id = ${chat.who.id} and change = 'added') as added`
    return row as unknown as { messages: number; runs: number; added: number }
  })
const toldLast = () => JSON.stringify(fake.requests.at(-1)?.body.messages)
const newThread = async () => {
  fake.play(replies('hello'))
  return threadOf(await ui.create('hello'))
}

describe('Retry', () => {
  const messageOf = async (thread_id: string, text: string): Promise<string> => {
    const { data } = await ui.json('items.list', { thread_id, limit: 100, order: 'desc' })
    return data.find(
      (item: { type: string; content: { text: string }[] }) =>
        item.type === 'user_message' && item.content[0]?.text === text,
    ).id
  }

  test('sets aside what came later, takes back what the answer changed, says so and tells the model', async () => {
    const thread_id = await newThread()
    fake.play([addMilk, replies('Added.')])
    await ui.add(thread_id, 'add milk')
    fake.play([calls([{ name: 'add_task', arguments: { title: 'Later' } }]), replies('Added that too.')])
    await ui.add(thread_id, 'add later')
    fake.play(replies('It is on the list.'))
    const before = await counts(thread_id)
    const events = await ui.stream('threads.retry_after_item', {
      thread_id,
      item_id: await messageOf(thread_id, 'add milk'),
    })
    expect(outline(events).slice(0, 5)).toEqual([
      'stream_options',
      'notice',
      'thread.item.done task',
      'client_effect tasks.changed',
      'thread.item.added assistant_message',
    ])
    expect(events.find(({ data }) => data.type === 'notice')?.data.message).toBe('Taken back first: added “Milk”.')
    expect(outline(events)).not.toContain('thread.item.removed')
    expect(outline(events)).not.toContain('thread.item.done user_message')
    expect((await counts(thread_id)).added).toBe(before.added)
    const items = (await ui.json('threads.get_by_id', { thread_id })).items.data
    expect(items.map((item: { type: string }) => item.type)).toEqual([
      'user_message',
      'assistant_message',
      'user_message',
      'task',
      'assistant_message',
    ])
    const sent = fake.requests.at(-1)?.body.messages ?? []
    expect(sent.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(toldLast()).toContain('was taken back (added “Milk”)')
    expect(toldLast()).toContain('“Later”')
    expect(toldLast()).not.toContain('Added that too')
    const session = await chat.get(`/api/v1/chatkit/sessions/${thread_id}`)
    expect(session.message_count).toBe(4)
    expect(session.messages).toHaveLength(4)
  })

  test('after a stop between two calls begins anew, and each is there once', async () => {
    const it = await testApp({ settings: { OPENAI_BASE_URL: fake.url, LLM_PROVIDERS: 'openai' } })
    const own = uiOf(it, (await it.signUp()).token)
    fake.play([
      calls([
        { name: 'add_task', arguments: { title: 'First' } },
        { name: 'add_task', arguments: { title: 'Second' } },
      ]),
      replies('Both are there.'),
    ])
    const seen = await closeAt(
      await own.post('threads.create', { input: says('add first and second') }),
      ({ data }) => data.update?.type === 'workflow.task.updated',
    )
    const thread_id = threadOf(seen)
    const item_id = itemsOf(seen, 'user_message')[0].id
    // The stop comes by itself; until then the first answer would take what the second is to be given.
    const live = () => it.db.query((sql) => sql`select id from runs where status in ('queued', 'running')`)
    while ((await live()).length > 0) await Bun.sleep(10)
    fake.play([
      calls([
        { name: 'add_task', arguments: { title: 'First' } },
        { name: 'add_task', arguments: { title: 'Second' } },
      ]),
      replies('Both are there.'),
    ])
    const events = await own.stream('threads.retry_after_item', { thread_id, item_id })
    expect(errorsOf(events)).toEqual([])
    expect(finishedText(events)).toBe('Both are there.')
    const tasks = await it.db.query((sql) => sql`select title from tasks order by id`)
    expect(tasks.map(({ title }) => title)).toEqual(['First', 'Second'])
    await it.close()
  })

  test('by the built-in assistant does nothing twice', async () => {
    const it = await testApp()
    const own = uiOf(it, (await it.signUp()).token)
    const first = await own.create('add milk and add bread')
    const thread_id = threadOf(first)
    const item_id = itemsOf(first, 'user_message')[0].id
    for (let i = 0; i < 3; i++) {
      const events = await own.stream('threads.retry_after_item', { thread_id, item_id })
      expect(finishedText(events)).toMatch(/milk[\s\S]*bread/)
    }
    const tasks = await it.db.query((sql) => sql`select title from tasks order by id`)
    expect(tasks).toHaveLength(2)
    const opened = await own.json('threads.get_by_id', { thread_id })
    expect(opened.items.data.map(({ type }: { type: string }) => type)).toEqual([
      'user_message',
      'task',
      'workflow',
      'widget',
      'assistant_message',
    ])
    await it.close()
  })

  test('withdraws a question that waits and asks it anew, with a card that works', async () => {
    const it = await testApp()
    const own = uiOf(it, (await it.signUp()).token)
    const thread_id = threadOf(await own.create('add milk'))
    expect(itemsOf(await own.add(thread_id, 'complete milk'), 'widget')).toHaveLength(1)
    const asked = await own.add(thread_id, 'delete milk')
    const item_id = itemsOf(asked, 'user_message')[0].id
    const events = await own.stream('threads.retry_after_item', { thread_id, item_id })
    const [card] = itemsOf(events, 'widget')
    expect(card.id).not.toBe(itemsOf(asked, 'widget')[0].id)
    const waiting = await it.db.query((sql) => sql`select id, run_id from confirmations where status = 'pending'`)
    expect(waiting).toHaveLength(1)
    const statusNow = async () =>
      (await it.db.query((sql) => sql`select status from runs where id = ${waiting[0]?.run_id}`))[0]?.status
    expect(await statusNow()).toBe('awaiting_confirmation')
    const { action } = card.widget.confirm
    const settled = await own.stream('threads.custom_action', { thread_id, item_id: card.id, action })
    expect(outline(settled)).toContain('thread.item.done workflow')
    expect(await statusNow()).toBe('completed')
    await it.close()
  })

  test('after the person had approved: what they approved is taken back, and the model is told', async () => {
    const thread_id = await newThread()
    fake.play([addMilk, replies('Added.')])
    await ui.add(thread_id, 'add milk')
    const milk = async () => (await chat.tasks()).filter(({ title }) => title === 'Milk').length
    const before = await milk()
    const [task] = (await chat.tasks()).filter(({ title }) => title === 'Milk').toReversed()
    fake.play([calls([{ name: 'delete_task', arguments: { task_id: task.id } }]), replies('It waits.')])
    const asked = await ui.add(thread_id, 'delete milk')
    const card = itemsOf(asked, 'widget')[0]
    const { action } = card.widget.confirm
    await ui.stream('threads.custom_action', { thread_id, item_id: card.id, action })
    expect(await milk()).toBe(before - 1)
    fake.play(replies('What should go?'))
    const item_id = itemsOf(asked, 'user_message')[0].id
    await ui.stream('threads.retry_after_item', { thread_id, item_id })
    expect(await milk()).toBe(before)
    expect(toldLast()).toContain('was taken back (deleted “Milk”)')
    expect(toldLast()).not.toContain('The person approved')
  })

  test('of something that is no message of the person, or of another thread, changes nothing', async () => {
    const thread_id = await newThread()
    const other = await newThread()
    const before = await ui.json('threads.get_by_id', { thread_id })
    const answer = before.items.data[1].id
    const refused = await ui.stream('threads.retry_after_item', { thread_id, item_id: answer })
    expect(errorsOf(refused)[0]).toMatchObject({
      message: expect.stringContaining('Only a message'),
      allow_retry: false,
    })
    const strange = await ui.stream('threads.retry_after_item', { thread_id: other, item_id: before.items.data[0].id })
    expect(errorsOf(strange)[0].message).toContain('not found')
    expect(await ui.json('threads.get_by_id', { thread_id })).toEqual(before)
    expect(await counts(thread_id)).toMatchObject({ runs: 1 })
  })

  test('sent again by the UI is one retry', async () => {
    const thread_id = await newThread()
    const item_id = await messageOf(thread_id, 'hello')
    const gate = Promise.withResolvers<void>()
    fake.play({ steps: [{ until: gate.promise }, ...replies('again').steps] })
    const params = { thread_id, item_id }
    const sent = await Promise.all(Array.from({ length: 10 }, () => ui.post('threads.retry_after_item', params)))
    gate.resolve()
    const streams = await Promise.all(sent.map(allEvents))
    for (const events of streams) expect(finishedText(events)).toBe('again')
    expect(await counts(thread_id)).toMatchObject({ messages: 1, runs: 2 })
  })
})
