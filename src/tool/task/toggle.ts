/** `toggle_task_status`: open becomes done, done becomes open. */
import { Type } from '@sinclair/typebox'
import { toggleIn } from '../../task/act.ts'
import { defineTool } from '../tool.ts'
import { answer, deedOf, idsOf, strict, TaskAnswer, taskIds } from './form.ts'
import { sayTasks } from './say.ts'

export const toggleTaskStatus = defineTool({
  name: 'toggle_task_status',
  title: 'Complete or reopen task',
  description:
    'Completes what is open and reopens what is done: one task (task_id) or several (task_ids). To be sure that a task is done, call complete_task.',
  icon: '📝',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: Type.Object(taskIds, strict),
  output: TaskAnswer,
  async execute(args, context) {
    const tasks = await toggleIn(context.sql, context.caller, idsOf(args), deedOf(context))
    return answer(tasks, args.task_ids !== undefined)
  },
  targets: idsOf,
  say: (result) => sayTasks('Switched', result),
})
