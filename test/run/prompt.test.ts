/** The exact words a model is sent, by date and zone, and what they cost. */
import { describe, expect, test } from 'bun:test'
import type { ModelMessage } from '../../src/llm/provider.ts'
import { estimateTokens, requestTokens } from '../../src/llm/tokens.ts'
import { buildMessages } from '../../src/run/prompt.ts'
import { newTurn } from '../../src/run/turn.ts'
import type { PastRun, Turn } from '../../src/run/turn-store.ts'
import { createRegistry } from '../../src/tool/registry.ts'
import { createTaskTools } from '../../src/tool/task/index.ts'

const NOW = '2026-11-21T22:30:00.000Z'
const past = (run_id: string, more: Partial<PastRun> = {}): PastRun => ({
  run_id,
  created_at: new Date('2026-11-20T09:05:00Z'),
  words: `words of ${run_id}`,
  context: null,
  locale: null,
  provider: null,
  kept: [],
  turns: [],
  notes: [],
  ...more,
})
const build = (runs: PastRun[], more: object = {}) =>
  buildMessages({ runs, now: NOW, time_zone: 'Europe/Lisbon', wishes: undefined, ...more }, [])
const system = (time_zone: string) => build([past('a')], { time_zone })[0]?.content ?? ''
const users = (messages: ModelMessage[]) => messages.filter((message) => message.role === 'user')

describe('the system prompt', () => {
  test('is these words', () => {
    expect(system('Europe/Lisbon')).toMatchSnapshot()
  })

  test('has the person’s day, not ours', () => {
    expect(system('Europe/Lisbon')).toContain(
      'It is 22:30 on 2026-11-21 in Europe/Lisbon. The days: Sat 2026-11-21 today,',
    )
    expect(system('Asia/Tokyo')).toContain('It is 07:30 on 2026-11-22 in Asia/Tokyo. The days: Sun 2026-11-22 today,')
  })

  test('names fourteen days', () => {
    expect(system('UTC').match(/\d{4}-\d{2}-\d{2}/g)).toHaveLength(15)
    expect(system('UTC')).toContain('Fri 2026-12-04.')
  })

  test('costs at most 900 tokens, the tools with it at most 4,300', () => {
    const messages = build([past('a')])
    expect(estimateTokens(system('America/Argentina/Buenos_Aires'))).toBeLessThanOrEqual(900)
    expect(requestTokens({ messages, tools: createRegistry(createTaskTools(10_000)).specs() })).toBeLessThanOrEqual(
      4300,
    )
  })
})

test('a field that a tool left out is named beside its result', () => {
  const turn = newTurn(1, '', [{ id: 'c', name: 'add_task', arguments: '{"title":"x","colour":"red"}' }])
  const [call] = turn.calls
  if (call)
    Object.assign(call, { status: 'done', result: { output: { task: { id: 1 } }, said: '', ignored: ['colour'] } })
  const told = build([past('a', { turns: [turn] })]).find(({ role }) => role === 'tool')
  expect(told?.content).toBe('{"task":{"id":1},"ignored":"There is no field colour."}')
})

describe('data', () => {
  test('is never in a system message', () => {
    const runs = [past('a', { context: 'quoted', notes: ['The person stopped this answer.'] }), past('b')]
    const messages = build(runs, { open_tasks: 'Open tasks: 1. Milk' })
    expect(messages.filter(({ role }) => role === 'system')).toHaveLength(1)
    expect(messages[0]?.content).not.toMatch(/quoted|stopped this answer|Milk/)
  })

  test('belongs to its message; a note to the one after it; the open tasks to the newest', () => {
    const runs = [past('a', { context: 'quoted', notes: ['A note.'] }), past('b')]
    expect(users(build(runs, { open_tasks: 'Open tasks: 1. Milk' }))).toEqual([
      { role: 'user', content: 'words of a', context: ['quoted'], at: '2026-11-20 09:05' },
      { role: 'user', content: 'words of b', context: ['A note.', 'Open tasks: 1. Milk'] },
    ])
  })

  test('of an answer that is asked for again stays with its own message', () => {
    expect(users(build([past('a', { notes: ['Asked again.'] })]))[0]).toMatchObject({ context: ['Asked again.'] })
  })
})

describe('the newest answer’s turns', () => {
  const built = (turns: Turn[]) =>
    buildMessages({ runs: [past('a')], now: NOW, time_zone: 'UTC', wishes: undefined }, turns)

  test('a call stands beside its result, and a call without one says so', () => {
    const turn = newTurn(1, '', [
      { id: 'a', name: 'add_task', arguments: '{"title":"milk"}' },
      { id: 'b', name: 'list_tasks', arguments: '{}' },
    ])
    const [first] = turn.calls
    if (first) Object.assign(first, { status: 'done', result: { output: { task: { id: 1 } }, said: 'Added.' } })
    const [assistant, done, never] = built([turn]).slice(2)
    expect(assistant).toMatchObject({ role: 'assistant', tool_calls: [{ name: 'add_task' }, { name: 'list_tasks' }] })
    expect(done).toMatchObject({ role: 'tool', tool_call_id: first?.id, content: '{"task":{"id":1}}' })
    expect(never?.content).toContain('never carried out')
  })

  test('a result longer than the prompt can take is cut and says so', () => {
    const turn = newTurn(1, '', [{ id: 'a', name: 'list_tasks', arguments: '{}' }])
    const [call] = turn.calls
    if (call) Object.assign(call, { status: 'done', result: { output: { tasks: 'x'.repeat(40_000) }, said: '' } })
    const result = built([turn]).at(-1)
    expect(result?.content.length).toBeLessThan(20_000)
    expect(result?.content).toContain('cut')
  })

  test('a silent turn without calls is left out', () => {
    expect(built([newTurn(1, '', [])])).toHaveLength(2)
  })
})
