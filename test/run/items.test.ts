/** The card of a turn's calls: one line a call, its state as an icon, its result in words, never too long. */
import { describe, expect, test } from 'bun:test'
import { workflowItem, workflowTask } from '../../src/run/items.ts'
import type { ToolCall } from '../../src/run/turn-store.ts'
import { createRegistry } from '../../src/tool/registry.ts'
import { createTaskTools } from '../../src/tool/task/index.ts'
import { taskWith } from '../views/fixtures.tsx'

const registry = createRegistry(createTaskTools(10_000))
const call = (over: Partial<ToolCall>): ToolCall => ({
  turn: 1,
  position: 1,
  id: 'call_1',
  name: 'add_task',
  arguments: '{}',
  status: 'pending',
  result: null,
  ...over,
})
const when = { now: '2026-11-21T12:00:00Z', time_zone: 'UTC' }
const milk = {
  ...taskWith('Milk'),
  priority: 'none' as const,
  due_on: '2026-11-22',
  due_time: null,
  repeat: 'FREQ=WEEKLY;BYDAY=MO',
  tags: [],
}
const waiting: ToolCall['result'] = {
  status: 'awaiting_confirmation',
  confirmation_id: 'c',
  item_id: 'i',
  tool: 'delete_task',
  titles: [],
  created_at: '2026-11-21T00:00:00Z',
}

describe('the line of a call', () => {
  test.each([
    ['pending', call({}), 'loading', undefined],
    [
      'done',
      call({ status: 'done', result: { output: { task: milk }, said: '' } }),
      'complete',
      '“Milk” · tomorrow · every Monday',
    ],
    [
      'failed',
      call({ status: 'failed', result: { error: 'Call list_tasks.', shown: 'No task 9.' } }),
      'complete',
      'No task 9.',
    ],
    ['waiting', call({ status: 'awaiting_confirmation', result: waiting }), 'none', 'Waits for your confirmation.'],
  ] as const)('%s', (_, one, indicator, content) => {
    const line = workflowTask(registry, one, when)
    expect([line.status_indicator, line.content]).toEqual([indicator, content])
  })

  test('a failed one and one of an unknown tool are marked, and no tool name is shown', () => {
    expect(workflowTask(registry, call({ status: 'failed', result: { error: 'no' } }), when).title).toBe(
      '⚠️ Failed: add task',
    )
    const unknown = workflowTask(registry, call({ name: 'drop_tables' }), when)
    expect(unknown.title).toBe('⚠️ Unknown tool')
  })

  test('a long result is bounded', () => {
    const long = call({
      status: 'done',
      result: { output: { tasks: Array(50).fill({ ...milk, title: 'x'.repeat(80) }) }, said: '' },
    })
    expect(workflowTask(registry, long, when).content?.length).toBeLessThanOrEqual(1001)
  })
})

test('the card has a line for each call, under the id that the turn keeps', () => {
  const turn = {
    position: 1,
    text: '',
    created_at: '2026-11-21T00:00:00Z',
    workflow_id: 'w',
    reasoning: null,
    calls: [call({}), call({ position: 2 })],
  }
  const item = workflowItem(registry, turn, 't', when)
  expect(item).toMatchObject({ id: 'w', thread_id: 't', type: 'workflow', created_at: turn.created_at })
  expect(item.workflow.tasks).toHaveLength(2)
})
