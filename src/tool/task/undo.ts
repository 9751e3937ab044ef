/** `undo_last_change`: takes back the newest act on the list. */
import { Type } from '@sinclair/typebox'
import { Task } from '../../task/schema.ts'
import { undoIn } from '../../task/undo.ts'
import { defineTool } from '../tool.ts'
import { originOf, strict } from './shapes.ts'
import { describeTask } from './text.ts'

export const undoLastChange = defineTool({
  name: 'undo_last_change',
  verb: 'undo',
  title: 'Undo',
  description:
    'Takes back, whole, what your last answer in this chat changed, else the newest change of the list, in the last 30 days; a deleted task comes back with its id. Again: the one before.',
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
    const { sql, caller, thread_id } = context
    const { undone, task } = await undoIn(sql, caller, originOf(context), thread_id === undefined ? {} : { thread_id })
    return { undone, task }
  },
  targets: () => [],
  say: ({ undone, task }) => `Undone: ${undone}.${task ? ` It is again ${describeTask(task)}.` : ''}`,
})
