import { describe, expect, test } from 'bun:test'
import type { TurnEvent } from '../../../src/llm/provider.ts'
import { type Completion, createAnswer } from '../../../src/llm/stream/completion.ts'

const NO_USAGE = { may_be_empty: false, usage: () => ({ input_tokens: 1, output_tokens: 1 }) }
const delta = (value: object) => ({ choices: [{ delta: value }] })
const end = (finish_reason: string) => ({ choices: [{ delta: {}, finish_reason }] })

const closed = (chunks: unknown[], options: Parameters<Completion['close']>[0] = NO_USAGE): TurnEvent[] => {
  const answer = createAnswer()
  for (const chunk of chunks) answer.take(chunk)
  return answer.close(options)
}
const callsOf = (events: TurnEvent[]) =>
  events.flatMap((event) => (event.type === 'tool_call' ? [[event.call.name, event.call.arguments]] : []))

const piece = (index: number | undefined, id: string | undefined, name: string | undefined, written: string) => ({
  ...(index !== undefined && { index }),
  ...(id !== undefined && { id }),
  function: { ...(name !== undefined && { name }), arguments: written },
})
const pieces = (...list: ReturnType<typeof piece>[]) => delta({ tool_calls: list })

describe('calls as different servers send them', () => {
  const wanted = [
    ['add_task', '{"title":"Milk"}'],
    ['add_task', '{"title":"Bread"}'],
  ]
  test.each([
    [
      'pieces by index',
      [
        pieces(piece(0, 'a', 'add_task', '{"title":')),
        pieces(piece(0, undefined, undefined, '"Milk"}')),
        pieces(piece(1, 'b', 'add_task', '{"title":"Bread"}')),
      ],
    ],
    [
      'the id again with every piece',
      [
        pieces(piece(0, 'a', 'add_task', '{"title":')),
        pieces(piece(0, 'a', undefined, '"Milk"}')),
        pieces(piece(1, 'b', 'add_task', '{"title":"Bread"}')),
      ],
    ],
    [
      'no index',
      [
        pieces(
          piece(undefined, 'a', 'add_task', '{"title":"Milk"}'),
          piece(undefined, 'b', 'add_task', '{"title":"Bread"}'),
        ),
      ],
    ],
    [
      'all numbered 0',
      [pieces(piece(0, 'a', 'add_task', '{"title":"Milk"}')), pieces(piece(0, 'b', 'add_task', '{"title":"Bread"}'))],
    ],
    [
      'a null id later',
      [
        pieces(piece(0, 'a', 'add_task', '{"title":"Mi')),
        delta({ tool_calls: [{ index: 0, id: null, function: { name: null, arguments: 'lk"}' } }] }),
        pieces(piece(1, 'b', 'add_task', '{"title":"Bread"}')),
      ],
    ],
  ])('%s', (_name, chunks) => {
    expect(callsOf(closed([...chunks, end('tool_calls')]))).toEqual(wanted)
  })

  test('finish reason stop with calls is still a turn of calls', () => {
    const events = closed([pieces(piece(0, 'a', 'list_tasks', '{}')), end('stop')])
    expect(events.at(-1)).toMatchObject({ type: 'done', finish: 'tool_calls' })
  })

  test('a missing id is made up, differently each time; missing arguments are an empty object', () => {
    const events = closed([
      pieces(piece(0, undefined, 'list_tasks', ''), piece(1, undefined, 'list_tasks', ' ')),
      end('stop'),
    ])
    const made = events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []))
    expect(made.map((call) => call.arguments)).toEqual(['{}', '{}'])
    expect(new Set(made.map((call) => call.id)).size).toBe(2)
    expect(made.every((call) => /^call_[\w-]{36}$/.test(call.id))).toBe(true)
  })
})

describe('progress', () => {
  test.each([
    ['text', { content: 'Hi' }, true],
    ['thinking', { reasoning: 'Hm' }, true],
    ['thinking by its other name', { reasoning_content: 'Hm' }, true],
    ['a piece of a call', { tool_calls: [{ index: 0 }] }, true],
    ['a role alone', { role: 'assistant', content: '' }, false],
    ['nothing', { content: null, tool_calls: null }, false],
  ])('%s → %p', (_name, value, progress) => {
    expect(createAnswer().take(delta(value)).progress).toBe(progress)
  })

  test('thinking is never text', () => {
    const answer = createAnswer()
    expect(answer.take(delta({ reasoning: 'The person is odd.' })).text).toBe('')
    answer.take(delta({ content: 'Hi' }))
    answer.take(end('stop'))
    expect(JSON.stringify(answer.close(NO_USAGE))).not.toContain('odd')
  })
})

describe('closing', () => {
  test('after tool results an empty answer is allowed', () => {
    expect(closed([end('stop')], { ...NO_USAGE, may_be_empty: true })).toMatchObject([{ type: 'done', finish: 'stop' }])
    expect(() => closed([end('stop')])).toThrow('could not be read')
  })

  test('odd usage is made whole numbers; half a count is none', () => {
    const half = closed([delta({ content: 'Hi' }), end('stop'), { choices: [], usage: { prompt_tokens: 10 } }])
    expect(half).toMatchObject([{ usage: { input_tokens: 1, output_tokens: 1 } }])
    const usage = { prompt_tokens: 10.6, completion_tokens: 3.2 }
    const events = closed([delta({ content: 'Hi' }), end('stop'), { choices: [], usage }])
    expect(events).toMatchObject([{ usage: { input_tokens: 11, output_tokens: 3 } }])
  })

  test('without usage the words and calls written are what is counted', () => {
    const seen: string[] = []
    const usage = (written: string) => {
      seen.push(written)
      return { input_tokens: 1, output_tokens: 1 }
    }
    closed([delta({ content: 'Hi' }), pieces(piece(0, 'a', 'list_tasks', '{}')), end('stop')], {
      may_be_empty: false,
      usage,
    })
    expect(seen).toEqual(['Hilist_tasks{}'])
  })

  test.each([
    ['null', null],
    ['text', 'text'],
    ['choices that are none', { choices: 'none' }],
    ['neither choices nor usage', { object: 'list' }],
  ])('a chunk of another shape is refused: %s', (_name, chunk) => {
    const answer = createAnswer()
    expect(() => answer.take(chunk)).toThrow('could not be read')
    expect(answer.begun).toBe(false)
  })
})
