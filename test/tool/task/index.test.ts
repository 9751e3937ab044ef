/** The tools as every prompt and list shows them. */
import { expect, test } from 'bun:test'
import { createTaskTools } from '../../../src/tool/task/index.ts'

test('come in a fixed order, each once', () => {
  expect(createTaskTools(10).map(({ name }) => name)).toEqual([
    'add_task',
    'list_tasks',
    'update_task',
    'complete_task',
    'toggle_task_status',
    'delete_task',
    'undo_last_change',
  ])
})
