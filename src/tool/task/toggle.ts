/** `toggle_task_status`: open becomes done, done becomes open. */
import { Type } from '@sinclair/typebox'
import { toggleIn } from '../../task/mutations.ts'
import { defineTool } from '../tool.ts'
import { answer, idsOf, nextOf, originOf, strict, TaskAnswer, taskIds } from './shapes.ts'
import { sayNext, summarizeTasks } from './text.ts'

/** Where they went, in a word, when all went the same way. */
const movedTo = ({ task, tasks = [] }: TaskAnswer) => {
  const states = new Set([...(task ? [task] : []), ...tasks].map(({ status }) => status))
  if (states.size > 1) return 'Switched (done or open again)'
  return states.has('completed') ? 'Completed' : 'Reopened'
}

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
    return { ...answer(tasks, args.task_ids !== undefined, context.caller), ...nextOf(context) }
  },
  targets: idsOf,
  say: (result) => summarizeTasks(movedTo(result), result) + sayNext(result),
})
