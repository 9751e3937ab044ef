import { expect, test } from 'bun:test'
import { lastGroup, lastList, lastNamed, lastTasks, readHistory } from '../../../src/llm/builtin/history.ts'
import type { Outcome } from '../../../src/llm/builtin/tool-result.ts'
import type { ModelMessage } from '../../../src/llm/provider.ts'
import { newTask } from './fake.ts'

const call = (id: string, name: string, args: object = {}) => ({ id, name, arguments: JSON.stringify(args) })
const result = (tool_call_id: string, name: string, content: object): ModelMessage => ({
  role: 'tool',
  tool_call_id,
  name,
  content: JSON.stringify(content),
})
const list = [newTask(4, 'a'), newTask(2, 'b')]

/** Two answers before the message; call ids repeat, as they do from run to run. */
const messages: ModelMessage[] = [
  { role: 'system', content: 'prompt' },
  { role: 'user', content: 'list' },
  { role: 'assistant', content: '', tool_calls: [call('call_1', 'list_tasks', { status: 'pending', limit: 20 })] },
  result('call_1', 'list_tasks', { tasks: list, total: 2 }),
  { role: 'assistant', content: 'Two.' },
  { role: 'user', content: 'add two' },
  {
    role: 'assistant',
    content: '',
    tool_calls: [call('call_1', 'list_tasks', { limit: 30 }), call('call_2', 'add_task'), call('call_3', 'add_task')],
  },
  result('call_1', 'list_tasks', { tasks: [newTask(8, 'x'), newTask(9, 'y')], total: 2 }),
  result('call_2', 'add_task', { task: newTask(5, 'c') }),
  result('call_3', 'add_task', { task: newTask(6, 'd') }),
  { role: 'assistant', content: 'Added.' },
  { role: 'system', content: 'The person approved something.' },
  { role: 'user', content: 'finish it' },
  { role: 'assistant', content: '', tool_calls: [call('call_1', 'complete_task'), call('call_2', 'complete_task')] },
  result('call_1', 'complete_task', { task: newTask(6, 'd') }),
]

test('the last message is what is said; turns since are read with their results', () => {
  const history = readHistory(messages)
  expect(history.said).toBe('finish it')
  expect(history.answered).toBe('Added.')
  expect(history.asked).toEqual(['add two', 'list'])
  expect(history.turns).toHaveLength(1)
  expect(history.turns[0]?.outcomes.map(({ kind }) => kind)).toEqual(['tasks', 'failed'])
})

test('what was spoken of last: our own looks do not count', () => {
  const { earlier } = readHistory(messages)
  expect(lastNamed(earlier)).toBe(6)
  expect(lastGroup(earlier)).toEqual([5, 6])
  expect(lastList(earlier)).toEqual([4, 2])
})

test('an empty conversation has nothing to point at', () => {
  const history = readHistory([])
  expect(history).toMatchObject({ said: '', turns: [], answered: '', asked: [] })
  expect([lastNamed(history.earlier), lastGroup(history.earlier), lastList(history.earlier)]).toEqual([
    undefined,
    [],
    undefined,
  ])
})

const about = (...ids: number[]): Outcome => ({ kind: 'tasks', tasks: ids.map((id) => newTask(id, `task ${id}`)) })

test.each<[string, Outcome[][], number, number[]]>([
  ['two answers about one each', [[about(2)], [about(1)]], 2, [2, 1]],
  ['one answer about both', [[about(1, 2)], [about(3)]], 2, [1, 2]],
  ['the same task twice counts once', [[about(2)], [about(2)], [about(1)]], 2, [2, 1]],
  ['fewer than were asked for', [[about(4)]], 3, [4]],
  ['a list only shown was not spoken of', [[{ kind: 'list', tasks: [newTask(8, 'x')], total: 1 }], [about(1)]], 2, [1]],
  ['nothing yet', [], 2, []],
])('the tasks spoken of last: %s', (_, earlier, count, expected) => expect(lastTasks(earlier, count)).toEqual(expected))
