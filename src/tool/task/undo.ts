/** `undo_last_change`: takes back the newest act on the list. */
import { Type } from '@sinclair/typebox'
import { undidInRun } from '../../task/history/store.ts'
import { Task } from '../../task/schema.ts'
import { changedInRun } from '../../task/store.ts'
import { undoIn } from '../../task/undo.ts'
import { ToolFault } from '../fault.ts'
import { UNASKED_MAX_TASKS } from '../policy.ts'
import { defineTool, type ToolContext } from '../tool.ts'
import { deedOf, strict } from './form.ts'
import { describing } from './say.ts'

/**
 * What an undo would touch shows only when it happens, so no confirmation can be asked for it. One undo is what a
 * person means; a model that goes on and on would take the list apart, so a run that has touched enough must stop.
 */
const bound = async ({ sql, caller: { user_id }, run_id }: ToolContext) => {
  if (run_id === undefined || !(await undidInRun(sql, user_id, run_id))) return
  if ((await changedInRun(sql, user_id, run_id)).size >= UNASKED_MAX_TASKS)
    throw new ToolFault('Enough was undone in this answer. The person can take back more with Undo.')
}

export const undoLastChange = defineTool({
  name: 'undo_last_change',
  title: 'Undo',
  description:
    'Takes back the newest change of the list, whoever made it, in the last 30 days; a deleted task comes back with its id. Again: the change before.',
  icon: '📝',
  tier: 'change',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: Type.Object({}, strict),
  output: Type.Object(
    {
      undone: Type.String({ description: 'What was taken back, in words.' }),
      task: Type.Union([Task, Type.Null()], { description: 'The task as it is again; null when it was new.' }),
    },
    strict,
  ),
  async execute(_, context) {
    await bound(context)
    return undoIn(context.sql, context.caller, deedOf(context))
  },
  targets: () => [],
  say: ({ undone, task }) => `Undone: ${undone}.${task ? ` It is again ${describing(task)}.` : ''}`,
})
