/** `toggle_task_status`: open becomes done, done becomes open. */
import { Type } from '@sinclair/typebox'
import { toggleIn } from '../../task/mutations.ts'
import { defineTool } from '../tool.ts'
import { answer, idsOf, originOf, strict, TaskAnswer, taskIds } from './shapes.ts'
import { summarizeTasks } from './text.ts'

export const toggleTaskStatus = defineTool({
  name: 'toggle_task_status',
  verb: 'toggle',
  title: 'Complete or reopen task',
  description:
    'Completes what is open and reopens what is done: one task (task_id) or several (task_ids). To be sure that a task is done, call complete_task.',
  icon: '📝',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: Type.Object(taskIds, strict),
  output: TaskAnswer,
  async execute(args, context) {
    const tasks = await toggleIn(context.sql, context.caller, idsOf(args), originOf(context))
    return answer(tasks, args.task_ids !== undefined, context.caller)
  },
  targets: idsOf,
  say: (result) => summarizeTasks('Switched', result),
})
