/** `complete_task`: marks to-dos as done. */
import { Type } from '@sinclair/typebox'
import { changeIn } from '../../task/act.ts'
import { defineTool } from '../tool.ts'
import { answer, deedOf, idsOf, strict, TaskAnswer, taskIds } from './form.ts'
import { sayTasks } from './say.ts'

export const completeTask = defineTool({
  name: 'complete_task',
  title: 'Complete task',
  description:
    'Marks one task (task_id) or several (task_ids) as done; a repeating task gets its next occurrence. One that is done already stays done.',
  icon: '📝',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object(taskIds, strict),
  output: TaskAnswer,
  async execute(args, context) {
    const change = { status: 'completed' } as const
    const tasks = await changeIn(context.sql, context.caller, idsOf(args), change, deedOf(context))
    return answer(tasks, args.task_ids !== undefined)
  },
  targets: idsOf,
  say: (result) => sayTasks('Completed', result),
})
