import { describe, expect, test } from 'bun:test'
import type { ModelMessage } from '../../src/llm/provider.ts'
import { estimateTokens, fitHistory, messageTokens, requestTokens } from '../../src/llm/tokens.ts'

describe('estimate', () => {
  test.each([
    ['', 0],
    ['a', 1],
    ['Add buy milk tomorrow and call mum on Friday', 15],
    ['Завтра купить молоко', 13],
    ['明天买牛奶', 5],
    ['🥛🥛🥛', 4],
  ])('%p is about %p tokens, and a third of its bytes at least', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens)
    expect(tokens * 3).toBeGreaterThanOrEqual(new TextEncoder().encode(text).length)
  })

  test('calls and tools cost too', () => {
    const plain: ModelMessage = { role: 'assistant', content: 'Hi' }
    const calling: ModelMessage = {
      ...plain,
      tool_calls: [{ id: 'a', name: 'add_task', arguments: '{"title":"Milk"}' }],
    }
    expect(messageTokens(calling)).toBeGreaterThan(messageTokens(plain) + 7)
    const tools = [{ name: 'add_task', description: 'Adds a task.', parameters: {} }]
    expect(requestTokens({ messages: [plain], tools })).toBeGreaterThan(requestTokens({ messages: [plain], tools: [] }))
  })
})

// Every message below has 30 bytes of text: 10 tokens and 4 of its frame.
const COST = 14
const filled = (name: string) => name.padEnd(30, '.')
const system: ModelMessage = { role: 'system', content: filled('system') }
const user = (name: string): ModelMessage => ({ role: 'user', content: filled(name) })
const reply = (name: string): ModelMessage => ({ role: 'assistant', content: filled(name) })
const calling = (id: string, ...more: string[]): ModelMessage => ({
  role: 'assistant',
  content: '',
  tool_calls: [id, ...more].map((one) => ({ id: one, name: 'list_tasks', arguments: '{}' })),
})
const result = (id: string): ModelMessage => ({
  role: 'tool',
  tool_call_id: id,
  name: 'list_tasks',
  content: filled(id),
})

const names = (messages: ModelMessage[]) =>
  messages.map((message) => {
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : []
    return calls.length ? `calls ${calls.map((call) => call.id).join('+')}` : message.content.replace(/\.+$/, '')
  })
const fitted = (messages: ModelMessage[], budget: number) => names(fitHistory(messages, budget))

describe('fitting a history', () => {
  const talk = [system, user('q1'), reply('a1'), user('q2'), reply('a2'), user('q3')]
  test.each([
    ['everything fits', COST * 6, ['system', 'q1', 'a1', 'q2', 'a2', 'q3']],
    ['one token short drops the oldest exchange whole', COST * 6 - 1, ['system', 'q2', 'a2', 'q3']],
    ['room for one exchange', COST * 4, ['system', 'q2', 'a2', 'q3']],
    ['half an exchange is none', COST * 3, ['system', 'q3']],
    ['no room at all', 0, ['system', 'q3']],
  ])('%s', (_name, budget, kept) => {
    expect(fitted(talk, budget)).toEqual(kept)
  })

  test('a big old exchange does not make room for an older small one', () => {
    const big: ModelMessage = { role: 'assistant', content: 'x'.repeat(9000) }
    expect(fitted([system, user('q1'), reply('a1'), user('q2'), big, user('q3')], COST * 8)).toEqual(['system', 'q3'])
  })

  const run = [
    system,
    user('q1'),
    calling('c1', 'c2'),
    result('c1'),
    result('c2'),
    reply('a1'),
    user('q2'),
    calling('c3'),
    result('c3'),
    calling('c4'),
    result('c4'),
  ]
  test.each([
    [10_000, ['system', 'q1', 'calls c1+c2', 'c1', 'c2', 'a1', 'q2', 'calls c3', 'c3', 'calls c4', 'c4']],
    [COST * 7, ['system', 'q2', 'calls c3', 'c3', 'calls c4', 'c4']],
    [COST * 5, ['system', 'q2', 'calls c4', 'c4']],
    [0, ['system', 'q2', 'calls c4', 'c4']],
  ])('with %p tokens calls stay with their results and the newest step stays', (budget, kept) => {
    expect(fitted(run, budget)).toEqual(kept)
  })

  test('steps of the last exchange come before anything older', () => {
    const all = requestTokens({ messages: run, tools: [] })
    expect(fitted(run, all)[1]).toBe('q1')
    expect(fitted(run, all - 1)).toEqual(['system', 'q2', 'calls c3', 'c3', 'calls c4', 'c4'])
    const big: ModelMessage = { ...result('c3'), content: 'x'.repeat(9000) }
    const small = [user('q1'), reply('a1'), user('q2'), calling('c3'), big, calling('c4'), result('c4')]
    expect(fitted([system, ...small], COST * 9)).toEqual(['system', 'q2', 'calls c4', 'c4'])
  })

  test('whatever the budget, no call is without its result and none the other way round', () => {
    for (let budget = 0; budget < COST * 16; budget += 3) {
      const kept = fitHistory(run, budget)
      const called = kept.flatMap((message) => (message.role === 'assistant' ? (message.tool_calls ?? []) : []))
      const answered = kept.flatMap((message) => (message.role === 'tool' ? [message.tool_call_id] : []))
      expect(answered.toSorted()).toEqual(called.map((call) => call.id).toSorted())
      expect(kept).toContainEqual(user('q2'))
      expect(kept[0]).toEqual(system)
    }
  })

  test.each([
    ['calls without all results', [user('q1'), calling('c1', 'c2'), result('c1'), user('q2')], ['q1', 'q2']],
    ['a result without its call', [user('q1'), result('c9'), reply('a1'), user('q2')], ['q1', 'a1', 'q2']],
    ['a result at the very beginning', [result('c9'), user('q1')], ['q1']],
    ['a result nobody asked for', [user('q1'), calling('c1'), result('c1'), result('c9')], ['q1', 'calls c1', 'c1']],
  ])('%s is left out', (_name, messages, kept) => {
    expect(fitted(messages, 10_000)).toEqual(kept)
  })

  test('text beside unanswered calls is kept without them', () => {
    const torn: ModelMessage = {
      role: 'assistant',
      content: filled('a1'),
      tool_calls: [{ id: 'c1', name: 'x', arguments: '{}' }],
    }
    expect(fitHistory([user('q1'), torn, user('q2')], 10_000)).toEqual([user('q1'), reply('a1'), user('q2')])
  })

  test.each([
    ['nothing', [], []],
    ['a prompt alone', [system], ['system']],
    ['no question at all', [system, reply('a1'), reply('a2')], ['system', 'a1', 'a2']],
  ])('%s', (_name, messages, kept) => {
    expect(fitted(messages, 10_000)).toEqual(kept)
  })

  test('a note within the history goes with its exchange, the prompt does not', () => {
    const note: ModelMessage = { role: 'system', content: filled('note') }
    const messages = [system, user('q1'), reply('a1'), note, user('q2')]
    expect(fitted(messages, 10_000)).toEqual(['system', 'q1', 'a1', 'note', 'q2'])
    expect(fitted(messages, COST * 4)).toEqual(['system', 'q2'])
  })
})
