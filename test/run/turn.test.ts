/** Turns made of what a model gave, and the calls that an assistant message carries. */
import { describe, expect, test } from 'bun:test'
import { isId } from '../../src/lib/id.ts'
import { messageCalls, newTurn } from '../../src/run/turn.ts'

const call = (name: string, args = '{}') => ({ id: 'theirs', name, arguments: args })

describe('a turn', () => {
  test('numbers its calls from 1 and gives them ids of ours', () => {
    const { position, calls, workflow_id } = newTurn(3, 'Adding.', [call('add_task'), call('list_tasks')])
    expect(position).toBe(3)
    expect(isId(workflow_id ?? '')).toBe(true)
    expect(calls.map(({ turn, position: at, name, status }) => [turn, at, name, status])).toEqual([
      [3, 1, 'add_task', 'pending'],
      [3, 2, 'list_tasks', 'pending'],
    ])
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
    expect(calls.every(({ id }) => id.startsWith('call_') && !id.includes('theirs'))).toBe(true)
  })

  test('without calls has no card', () => {
    expect(newTurn(1, 'Hello.', []).workflow_id).toBeNull()
  })

  test('keeps only what Postgres can keep', () => {
    const [made] = newTurn(1, '', [call('add\0_task', '{"title":"\ud800\0"}')]).calls
    expect(made?.name).toBe('add_task')
    expect(made?.arguments.isWellFormed()).toBe(true)
    expect(made?.arguments).not.toContain('\0')
  })

  test('empty arguments are those of a call without any', () => {
    expect(newTurn(1, '', [call('list_tasks', '')]).calls[0]?.arguments).toBe('{}')
  })
})

describe('the calls of a message', () => {
  test('are its own and those of the silent turns right before it', () => {
    const spoken = newTurn(1, 'First.', [call('list_tasks')])
    const silent = newTurn(2, '', [call('add_task')])
    const last = newTurn(3, 'Done.', [call('complete_task')])
    const names = (earlier: (typeof last)[]) => messageCalls(earlier, last).map((one) => one.function.name)
    expect(names([spoken, silent])).toEqual(['add_task', 'complete_task'])
    expect(names([spoken])).toEqual(['complete_task'])
    expect(names([silent])).toEqual(['add_task', 'complete_task'])
  })
})
