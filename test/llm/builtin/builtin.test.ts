/** The provider: streaming, pacing, abort, and that it is a function of its request. */
import { describe, expect, test } from 'bun:test'
import { createBuiltin } from '../../../src/llm/builtin/builtin.ts'
import type { ModelMessage, TurnEvent, TurnRequest } from '../../../src/llm/provider.ts'
import { errorOf } from '../../support/failure.ts'
import { Chat, FakeList, NOW, newTask } from './fake.ts'

const quick = createBuiltin({ pause: async () => {} })
const request = (...messages: ModelMessage[]): TurnRequest => ({ messages, tools: [], now: NOW, time_zone: 'UTC' })
const user = (content: string): ModelMessage => ({ role: 'user', content })
const collect = async (asked: TurnRequest, provider = quick) => {
  const events: TurnEvent[] = []
  for await (const event of provider.stream(asked, new AbortController().signal)) events.push(event)
  return events
}
const nothing_used = { input_tokens: 0, output_tokens: 0 }

test('it names itself', () => expect([quick.name, quick.model]).toEqual(['builtin', 'builtin']))

test('calls come whole and numbered, and the turn says so', async () => {
  const events = await collect(request(user('add milk tomorrow and call mum on friday')))
  expect(events).toEqual([
    {
      type: 'tool_call',
      call: { id: 'call_1', name: 'add_task', arguments: '{"title":"milk","due_on":"2026-11-21"}' },
    },
    {
      type: 'tool_call',
      call: { id: 'call_2', name: 'add_task', arguments: '{"title":"call mum","due_on":"2026-11-27"}' },
    },
    { type: 'done', finish: 'tool_calls', usage: nothing_used },
  ])
})

test('text comes word by word, joins to the whole, waits between words and costs nothing', async () => {
  let pauses = 0
  const pause = async () => {
    pauses++
  }
  const events = await collect(request(user('thanks')), createBuiltin({ pause }))
  expect(events).toEqual([
    { type: 'text', delta: 'You' },
    { type: 'text', delta: ' are' },
    { type: 'text', delta: ' welcome.' },
    { type: 'done', finish: 'stop', usage: nothing_used },
  ])
  expect(pauses).toBe(2)
})

test('call ids go on counting in the next turn', async () => {
  const looked: ModelMessage[] = [
    user('finish the milk one'),
    { role: 'assistant', content: '', tool_calls: [{ id: 'ours-1', name: 'list_tasks', arguments: '{"limit":30}' }] },
    {
      role: 'tool',
      tool_call_id: 'ours-1',
      name: 'list_tasks',
      content: JSON.stringify({ tasks: [newTask(7, 'milk')], total: 1 }),
    },
  ]
  const [first] = await collect(request(...looked))
  expect(first).toEqual({
    type: 'tool_call',
    call: { id: 'call_2', name: 'complete_task', arguments: '{"task_id":7}' },
  })
})

describe('abort', () => {
  test('before the start nothing is said', async () => {
    const reason = new Error('stopped by the person')
    const stream = quick.stream(request(user('hi')), AbortSignal.abort(reason))
    expect(await errorOf(stream[Symbol.asyncIterator]().next())).toBe(reason)
  })

  test('between two words it ends at once, with the reason', async () => {
    const stop = new AbortController()
    const reason = new Error('stopped by the person')
    const said: string[] = []
    const reading = (async () => {
      // The real pause: aborting must end it, not wait it out.
      for await (const event of createBuiltin().stream(request(user('help')), stop.signal)) {
        if (event.type === 'text') said.push(event.delta)
        if (said.length === 2) stop.abort(reason)
      }
    })()
    expect(await errorOf(reading)).toBe(reason)
    expect(said).toHaveLength(2)
  })
})

describe('the same request is the same turn', () => {
  const messages = [
    'add milk, eggs and bread',
    'finish the eggs one',
    'finish the second one',
    'delete everything',
    'show my list',
    'undo',
    'tag milk with x',
  ]

  test('asked again, by another instance, after every step of a conversation', async () => {
    const chat = new Chat(quick, new FakeList([newTask(1, 'milk'), newTask(2, 'oat milk')], { confirm: true }))
    for (const message of messages) {
      await chat.say(message)
      const last = chat.messages.findLastIndex(({ role }) => role === 'user')
      for (let end = last + 1; end < chat.messages.length; end++) {
        if (chat.messages[end]?.role === 'tool') continue
        const asked = request(...chat.messages.slice(0, end))
        const [one, other] = [
          await collect(asked),
          await collect(structuredClone(asked), createBuiltin({ pause: async () => {} })),
        ]
        expect(one).toEqual(other)
        const next = chat.messages[end]
        const text = one.flatMap((event) => (event.type === 'text' ? [event.delta] : [])).join('')
        expect(text).toBe(next?.role === 'assistant' ? next.content : '')
      }
    }
  })

  test('the request is not touched', async () => {
    const asked = request(user('finish 3 and show my list'))
    const before = structuredClone(asked)
    await collect(asked)
    expect(asked).toEqual(before)
  })
})

test('a history without any message of the person is answered too', async () => {
  const events = await collect(request({ role: 'system', content: 'x' }))
  expect(events.at(-1)).toEqual({ type: 'done', finish: 'stop', usage: nothing_used })
  expect(events.length).toBeGreaterThan(1)
})

test('turns end within the bounds of the engine, whatever is asked', async () => {
  const tasks = Array.from({ length: 200 }, (_, i) => newTask(i + 1, `chore ${i + 1}`))
  const chat = new Chat(quick, new FakeList(tasks))
  const many = Array.from({ length: 20 }, (_, i) => `finish the ${'abcdefghijklmnopqrst'[i]} one`).join('; ')
  for (const message of [
    many,
    'complete all and delete all',
    'add a then finish it, add b then finish it, add c then finish it, add d then finish it',
  ]) {
    await chat.say(message)
    expect(chat.turns.length).toBeLessThanOrEqual(9)
    expect(chat.calls.length).toBeLessThan(20)
  }
})
