/** Retry: what came later goes, what was done stays and is told, and nothing is done twice. */
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
  chat.it.db.read(async (sql) => {
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

  test('drops what came later, keeps what tools did, shows it again and tells the model', async () => {
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
    expect(outline(events).slice(0, 4)).toEqual([
      'stream_options',
      'thread.item.done workflow',
      'thread.item.done widget',
      'thread.item.added assistant_message',
    ])
    expect(outline(events)).not.toContain('thread.item.removed')
    expect(outline(events)).not.toContain('thread.item.done user_message')
    expect((await counts(thread_id)).added).toBe(before.added)
    const items = (await ui.json('threads.get_by_id', { thread_id })).items.data
    expect(items.map((item: { type: string }) => item.type)).toEqual([
      'user_message',
      'assistant_message',
      'user_message',
      'workflow',
      'widget',
      'assistant_message',
    ])
    const sent = fake.requests.at(-1)?.body.messages ?? []
    expect(sent.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user', 'assistant', 'tool', 'system'])
    expect(toldLast()).toContain('do not do it again')
    expect(toldLast()).toContain('“Later”')
    expect(toldLast()).not.toContain('Added that too')
    const session = await chat.get(`/api/v1/chatkit/sessions/${thread_id}`)
    expect(session.message_count).toBe(4)
    expect(session.messages).toHaveLength(4)
  })

  test('after a stop between two calls carries out the one that never ran, once', async () => {
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
    fake.play(replies('Both are there.'))
    const events = await own.stream('threads.retry_after_item', { thread_id, item_id })
    expect(errorsOf(events)).toEqual([])
    expect(finishedText(events)).toBe('Both are there.')
    const tasks = await it.db.read((sql) => sql`select title from tasks order by id`)
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
      expect(finishedText(events)).toBe(finishedText(first))
    }
    const tasks = await it.db.read((sql) => sql`select title from tasks order by id`)
    expect(tasks).toHaveLength(2)
    const opened = await own.json('threads.get_by_id', { thread_id })
    expect(opened.items.data).toHaveLength(4)
    await it.close()
  })

  test('keeps a question that waits, and its card still works', async () => {
    const it = await testApp()
    const own = uiOf(it, (await it.signUp()).token)
    const thread_id = threadOf(await own.create('add milk'))
    expect(itemsOf(await own.add(thread_id, 'complete milk'), 'widget')).toHaveLength(1)
    const asked = await own.add(thread_id, 'delete milk')
    const item_id = itemsOf(asked, 'user_message')[0].id
    const card = itemsOf(asked, 'widget')[0]
    const events = await own.stream('threads.retry_after_item', { thread_id, item_id })
    expect(itemsOf(events, 'widget').map(({ id }) => id)).toEqual([card.id])
    const waiting = await it.db.read((sql) => sql`select id, run_id from confirmations where status = 'pending'`)
    expect(waiting).toHaveLength(1)
    const statusNow = async () =>
      (await it.db.read((sql) => sql`select status from runs where id = ${waiting[0]?.run_id}`))[0]?.status
    expect(await statusNow()).toBe('awaiting_confirmation')
    const { action } = card.widget.confirm
    const settled = await own.stream('threads.custom_action', { thread_id, item_id: card.id, action })
    expect(outline(settled)).toContain('thread.item.done workflow')
    expect(await statusNow()).toBe('completed')
    await it.close()
  })

  test('after the person had approved: the model is told that it is done', async () => {
    const thread_id = await newThread()
    fake.play([addMilk, replies('Added.')])
    await ui.add(thread_id, 'add milk')
    const [task] = (await chat.tasks()).filter(({ title }) => title === 'Milk').toReversed()
    fake.play([calls([{ name: 'delete_task', arguments: { task_id: task.id } }]), replies('It waits.')])
    const asked = await ui.add(thread_id, 'delete milk')
    const card = itemsOf(asked, 'widget')[0]
    const { action } = card.widget.confirm
    await ui.stream('threads.custom_action', { thread_id, item_id: card.id, action })
    fake.play(replies('It is gone.'))
    const item_id = itemsOf(asked, 'user_message')[0].id
    for (let time = 0; time < 2; time++) {
      const events = await ui.stream('threads.retry_after_item', { thread_id, item_id })
      expect(itemsOf(events, 'workflow')).toHaveLength(2)
      expect(toldLast()).toContain('The person approved delete_task')
      expect(toldLast()).not.toContain('stopped this answer')
      expect(toldLast().split('asked for this answer again')).toHaveLength(2)
    }
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
