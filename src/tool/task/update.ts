/** `update_task`: overwrites parts of to-dos. */
import { Type } from '@sinclair/typebox'
import { changeIn } from '../../task/act.ts'
import { TaskChange } from '../../task/schema.ts'
import { ToolFault } from '../fault.ts'
import { defineTool } from '../tool.ts'
import { answer, deedOf, idsOf, strict, TaskAnswer, taskIds } from './form.ts'
import { sayTasks } from './say.ts'

export const updateTask = defineTool({
  name: 'update_task',
  title: 'Change task',
  description:
    'Overwrites the given parts of one task (task_id) or of several alike (task_ids); what is not given stays, null clears. tags replaces all tags.',
  icon: '📝',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: Type.Object({ ...taskIds, ...TaskChange.properties }, strict),
  output: TaskAnswer,
  async execute({ task_id, task_ids, ...change }, { sql, caller, ...context }) {
    const ids = idsOf({ task_id, task_ids })
    if (Object.keys(change).length === 0) throw new ToolFault('Nothing to change: give at least one part, like title.')
    const tasks = await changeIn(sql, caller, ids, change, deedOf({ sql, caller, ...context }))
    return answer(tasks, task_ids !== undefined)
  },
  targets: idsOf,
  say: (result) => sayTasks('Changed', result),
})
