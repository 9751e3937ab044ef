/**
 * The shipped UI’s rules against our streams: whatever happens in a conversation, what the UI shows while it streams is
 * what it shows after a reload, and what our own page shows.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Item } from '../../../src/thread/schema.ts'
import { Turns } from '../../../views/part/turn.tsx'
import { type Chat, chatThrough } from '../../support/chat.ts'
import {
  breaks,
  calls,
  cuts,
  type FakeProvider,
  fails,
  failsInStream,
  fakeProvider,
  type Reply,
  says,
} from '../../support/fake-provider.ts'
import { person } from '../../support/people.ts'
import { type Client, clientOf } from './client.ts'

let fake: FakeProvider
let chat: Chat
beforeAll(async () => {
  fake = await fakeProvider(says('hi'))
  chat = await chatThrough(fake.url, { AGENT_MAX_TURNS: '4' })
})
afterAll(async () => {
  await chat.it.close()
  await fake.stop()
})

/** A small generator of its own, so that a failing seed can be tried again. */
const randomOf = (seed: number) => {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}
type Random = ReturnType<typeof randomOf>

const TEXTS = [
  'Fine.',
  'One two three four five.',
  '**Bold** and `code`\n\n- a\n- b',
  '¡Olé! 漢字 🥛 done',
  'x'.repeat(300),
]
const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T
const call = (random: Random) =>
  pick(random, [
    { name: 'add_task', arguments: { title: `Task ${random(100)}` } },
    { name: 'add_task', arguments: { titles: ['a', 'b', 'c'] } },
    { name: 'list_tasks', arguments: {} },
    { name: 'complete_task', arguments: { task_id: 1 + random(5) } },
    { name: 'delete_task', arguments: { task_id: 1 + random(3) } },
    { name: 'update_task', arguments: '{"task_id": 1, "title"' },
    { name: 'no_such_tool', arguments: {} },
    { name: 'undo_last_change', arguments: {} },
  ])
const someReply = (random: Random): Reply => {
  const text = pick(random, TEXTS)
  const kind = random(10)
  if (kind < 4) return says(text)
  if (kind < 7) {
    const list = Array.from({ length: 1 + random(3) }, () => call(random))
    return calls(list, random(2) ? { text: `${text} ` } : {})
  }
  return pick(random, [
    cuts(text),
    breaks(text),
    failsInStream({ code: 500 }, text),
    fails(400),
    says(text, { finish: 'length' }),
  ])
}

const shown = (items: Item[]) => String(Turns({ items, pending: new Set() }))
const pageOf = async (thread_id: string) => {
  const caller = { ...(await person(chat.it.db, 'unused')), user_id: chat.who.id }
  return shown((await chat.it.core.thread.open(caller, thread_id, { limit: 1000 })).items)
}
const expectSame = async (client: Client) => {
  const fresh = clientOf(chat.it, chat.who.token)
  await fresh.open(client.thread().id)
  expect(client.items()).toEqual(fresh.items())
  expect(client.thread().title).toBe(fresh.thread().title)
  expect(shown(client.items())).toBe(await pageOf(client.thread().id))
  expect(client.heard.dropped).toEqual([])
  expect(client.heard.inert.size).toBe(0)
  expect(client.heard.tools).toBe(0)
  expect(new Set(client.items().map(({ id }) => id)).size).toBe(client.items().length)
}

describe('any conversation looks the same while it streams, after a reload and on our page', () => {
  for (let seed = 1; seed <= 20; seed++) {
    test(`seed ${seed}`, async () => {
      const random = randomOf(seed * 7919)
      const client = clientOf(chat.it, chat.who.token)
      for (let message = 0; message < 3; message++) {
        fake.play(Array.from({ length: 6 }, () => someReply(random)))
        await client.send(`message ${message} of ${seed}`)
        await expectSame(client)
      }
      const card = client.items().findLast(({ type }) => type === 'widget')
      if (card) {
        await client.act(card.id, { type: 'card.show', payload: {} })
        await expectSame(client)
      }
      fake.play(says('Once more.'))
      const first = client.items().find(({ type }) => type === 'user_message')
      await client.retry(first.id)
      await expectSame(client)
      expect(client.items().filter(({ type }) => type === 'user_message')).toHaveLength(1)
      expect(client.heard.statuses.every((status) => status === 200)).toBe(true)
    })
  }
})

test('after Stop the next message and a reload show the same', async () => {
  const client = clientOf(chat.it, chat.who.token)
  fake.play([calls([{ name: 'add_task', arguments: { title: 'Kept' } }]), says('a b c d e f g h', { pause: 5 })])
  await client.send('go', ({ data }) => data.update?.delta !== undefined)
  fake.play(says('Right.'))
  await client.send('what now?')
  const fresh = clientOf(chat.it, chat.who.token)
  await fresh.open(client.thread().id)
  expect(fresh.items().map(({ type }) => type)).toEqual(client.items().map(({ type }) => type))
  expect(fresh.items().at(-1).content[0].text).toBe('Right.')
})

test('the history panel comes to its end however many threads there are', async () => {
  const client = clientOf(chat.it, chat.who.token)
  const threads = await client.threads()
  expect(new Set(threads.map(({ id }) => id)).size).toBe(threads.length)
  expect(threads.length).toBeGreaterThan(10)
})

test('a long thread is fetched to its end, oldest first', async () => {
  const client = clientOf(chat.it, chat.who.token)
  fake.play(says('ok'))
  await client.send('begin')
  const { id } = client.thread()
  await chat.it.db.execute(
    (sql) => sql`
      insert into items (user_id, thread_id, position, id, type, data)
      select ${chat.who.id}, ${id}, 100 + n, gen_random_uuid(), 'assistant_message',
        jsonb_build_object('content', jsonb_build_array(jsonb_build_object('type', 'output_text', 'text', n::text,
          'annotations', '[]'::jsonb)))
      from generate_series(1, 1300) as n`,
  )
  await client.open(id)
  const texts = client.items().map(({ content }) => content[0].text)
  expect(texts).toEqual(['begin', 'ok', ...Array.from({ length: 1300 }, (_, n) => `${n + 1}`)])
})

test('a session of REST is listed, opened, continued and clicked here, and the page shows it', async () => {
  fake.play([calls([{ name: 'add_task', arguments: { title: 'From REST' } }]), says('Added.')])
  const { session_id } = await chat.ask('add it')
  const client = clientOf(chat.it, chat.who.token)
  expect((await client.threads()).map(({ id }) => id)).toContain(session_id)
  await client.open(session_id)
  fake.play(says('And on.'))
  await client.send('go on')
  const card = client.items().find(({ type }) => type === 'widget')
  const task = (await chat.tasks()).find(({ title }) => title === 'From REST')
  await client.act(card.id, { type: 'task.toggle', payload: { id: task.id, done: true } })
  expect(client.heard.effects).toContain('tasks.changed')
  await expectSame(client)
  expect(JSON.stringify(client.items())).toContain('lineThrough')
  const session = await chat.get(`/api/v1/chatkit/sessions/${session_id}`)
  expect(session.messages.map(({ content }: { content: { text: string }[] }) => content[0]?.text)).toEqual([
    'add it',
    'Added.',
    'go on',
    'And on.',
  ])
  const cookie = await chat.it.core.account.startLogin(chat.who.id, 'test')
  const page = await chat.it.call('GET', `/chat/${session_id}`, { headers: { cookie: `todochat=${cookie}` } })
  const html = await page.text()
  for (const words of ['From REST', 'And on.', 'go on']) expect(html).toContain(words)
})

test('bytes on the wire per streamed word stay small', async () => {
  const words = 200
  fake.play(says(Array.from({ length: words }, (_, n) => `word${n}`).join(' ')))
  const client = clientOf(chat.it, chat.who.token)
  const response = await client.post('threads.create', { input: { content: [{ type: 'input_text', text: 'talk' }] } })
  const bytes = Buffer.byteLength(await response.text())
  // Deltas are merged, so a word costs a fraction of an event; the text itself is in it three times.
  expect(bytes / words).toBeLessThan(150)
})
