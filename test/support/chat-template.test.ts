/** The check itself finds what strict templates refuse. */
import { describe, expect, test } from 'bun:test'
import { templateFaults } from './chat-template.ts'
import type { FakeMessage } from './fake-provider.ts'

const system: FakeMessage = { role: 'system', content: 'Rules.' }
const user: FakeMessage = { role: 'user', content: 'Hello.' }
const said: FakeMessage = { role: 'assistant', content: 'Fine.' }
const call = (id: string, args = '{}'): FakeMessage => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'list_tasks', arguments: args } }],
})
const result = (tool_call_id: string): FakeMessage => ({ role: 'tool', content: '{}', tool_call_id })

describe('a conversation', () => {
  test.each<[string, FakeMessage[]]>([
    ['a question', [system, user]],
    ['an answer and a question', [system, user, said, user]],
    ['calls, their results, and the next question', [system, user, call('aaaaaaaa1'), result('aaaaaaaa1'), said, user]],
    [
      'two turns with calls',
      [system, user, call('aaaaaaaa1'), result('aaaaaaaa1'), call('b12345678'), result('b12345678')],
    ],
  ])('with %s is taken', (_, messages) => {
    expect(templateFaults(messages)).toEqual([])
  })

  test.each<[string, FakeMessage[], string]>([
    ['no system message', [user], 'no system message at the beginning: user'],
    ['a second system message', [system, user, said, system, user], 'a second system message'],
    ['two users', [system, user, user], 'two of user'],
    ['two answers', [system, user, said, said, user], 'two of assistant'],
    ['an answer at the beginning', [system, said, user], 'no turns'],
    ['an answer at the end', [system, user, said], 'the last word'],
    ['a user after a tool', [system, user, call('aaaaaaaa1'), result('aaaaaaaa1'), user], 'a user after a tool'],
    ['a call without a result', [system, user, call('aaaaaaaa1'), said, user], 'calls aaaaaaaa1 with results '],
    ['a result without a call', [system, user, said, result('aaaaaaaa1')], 'calls  with results aaaaaaaa1'],
    ['a long id', [system, user, call('call_0123456'), result('call_0123456')], 'the call id call_0123456'],
    ['arguments that are none', [system, user, call('aaaaaaaa1', '{"t'), result('aaaaaaaa1')], '{"t'],
    ['an empty message', [system, { role: 'user', content: '' }], 'empty user'],
  ])('with %s is not', (_, messages, fault) => {
    expect(templateFaults(messages).join('; ')).toContain(fault)
  })
})
