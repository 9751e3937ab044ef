import { expect, test } from 'bun:test'
import { TASK_VERBS, verbOfTool, wordsForTool } from '../../src/task/verbs.ts'
import { createTaskTools } from '../../src/tool/task/index.ts'

const taskTools = createTaskTools(10_000)

test('each tool has the words of its verb', () => {
  for (const { name, verb } of taskTools) expect(TASK_VERBS[verb].tool).toBe(name)
  expect([verbOfTool('delete_task'), verbOfTool('undo_act')]).toEqual(['delete', 'undo'])
})

test('a tool that is gone is called a change', () => {
  expect(wordsForTool('constructor').infinitive).toBe('change')
})
