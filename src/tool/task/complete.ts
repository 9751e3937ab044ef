/** `complete_task`: marks to-dos as done. */
import { Type } from '@sinclair/typebox'
import { changeIn } from '../../task/mutations.ts'
import { defineTool } from '../tool.ts'
import { answer, idsOf, nextOf, originOf, strict, TaskAnswer, taskIds } from './shapes.ts'
import { sayNext, summarizeTasks } from './text.ts'

export const completeTask = defineTool({
  name: 'complete_task',
  verb: 'complete',
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
    const tasks = await changeIn(context.sql, context.caller, idsOf(args), change, originOf(context))
    return { ...answer(tasks, args.task_ids !== undefined, context.caller), ...nextOf(context) }
  },
  targets: idsOf,
  say: (result) => summarizeTasks('Completed', result) + sayNext(result),
})
