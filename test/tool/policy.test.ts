import { describe, expect, test } from 'bun:test'
import { needsConfirmation } from '../../src/tool/policy.ts'
import { createRegistry } from '../../src/tool/registry.ts'
import { taskTools } from '../../src/tool/task/index.ts'

const registry = createRegistry(taskTools)

const asks = (name: string, input: object, changed: number[] = []) => {
  const { tool, args } = registry.check(name, input)
  return needsConfirmation(tool, args, new Set(changed))
}

describe('what waits for the person', () => {
  const rows: [string, object, number[], boolean][] = [
    // reading never
    ['list_tasks', {}, [1, 2, 3, 4, 5], false],
    // destroying always
    ['delete_task', { task_id: 1 }, [], true],
    ['delete_task', { task_ids: [1] }, [], true],
    // adding changes nothing that is there
    ['add_task', { title: 'x' }, [1, 2, 3, 4], false],
    ['add_task', { titles: ['a', 'b', 'c', 'd', 'e'] }, [], false],
    // three may change, four may not
    ['complete_task', { task_id: 1 }, [], false],
    ['complete_task', { task_ids: [1, 2, 3] }, [], false],
    ['complete_task', { task_ids: [1, 2, 3, 4] }, [], true],
    ['update_task', { task_ids: [1, 2, 3, 4], priority: 'high' }, [], true],
    ['toggle_task_status', { task_ids: [1, 2, 3, 4] }, [], true],
    // doubles are one task
    ['complete_task', { task_ids: [1, 1, 2, 2, 3, 3] }, [], false],
    // repeated single calls count, the same task only once
    ['complete_task', { task_id: 3 }, [1, 2], false],
    ['complete_task', { task_id: 4 }, [1, 2, 3], true],
    ['update_task', { task_id: 3, title: 'x' }, [1, 2, 3], false],
    ['toggle_task_status', { task_ids: [3, 4] }, [1, 2], true],
    ['toggle_task_status', { task_ids: [2, 3] }, [1, 2], false],
    // what it takes back shows only when it happens; it bounds itself
    ['undo_last_change', {}, [1, 2, 3, 4], false],
  ]
  test.each(rows)('%s %j after changing %j: %p', (name, args, changed, expected) => {
    expect(asks(name, args, changed)).toBe(expected)
  })
})
