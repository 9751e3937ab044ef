/** When a run has gone on long enough. */
import { expect, test } from 'bun:test'
import { checkBounds } from '../../src/run/bounds.ts'
import type { ToolCall, Turn } from '../../src/run/turn-store.ts'

const call = (name: string, args = '{}', status: ToolCall['status'] = 'done'): ToolCall => ({
  ...{ turn: 1, position: 1, id: 'x', name, arguments: args, status },
  result: null,
})
const turn = (...calls: ToolCall[]): Turn => ({
  ...{ position: 1, text: '', created_at: '', workflow_id: null, reasoning: null, calls },
})
const LIST = call('list_tasks')
const bad = (args = '{') => call('add_task', args, 'failed')
const outcome = (turns: Turn[], max_turns = 10) => {
  try {
    checkBounds(turns, max_turns, (name) => name !== 'list_tasks')
    return 'goes on'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each<[string, Turn[], string]>([
  ['two bad calls in one turn are read by the model', [turn(bad('1'), bad('2'))], 'goes on'],
  ['two bad turns', [turn(bad('1')), turn(bad('2'))], 'goes on'],
  ['three bad turns', [turn(bad('1')), turn(bad('2')), turn(bad('3'))], 'model_bad_tool_call'],
  ['one good call between', [turn(bad('1')), turn(bad('2'), LIST), turn(bad('3'))], 'goes on'],
  [
    'look, do, look, do, look',
    [turn(LIST), turn(call('add_task')), turn(LIST), turn(call('complete_task')), turn(LIST)],
    'goes on',
  ],
  ['look, look, look', [turn(LIST), turn(LIST), turn(LIST)], 'repeated_tool_call'],
  [
    'the same change again and again',
    [1, 2, 3].map(() => turn(call('add_task', '{"title":"x"}'))),
    'repeated_tool_call',
  ],
  ['twenty calls', [turn(...Array.from({ length: 20 }, (_, at) => call('list_tasks', `${at}`)))], 'tool_call_limit'],
])('%s: %s', (_, turns, wanted) => {
  expect(outcome(turns)).toBe(wanted)
})

test('turns are counted', () => {
  expect(outcome([turn(LIST), turn(call('add_task'))], 2)).toBe('turn_limit')
})
