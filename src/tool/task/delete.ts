/** `delete_task`: removes to-dos; the run engine asks the person first. */
import { type Static, Type } from '@sinclair/typebox'
import { removeIn } from '../../task/mutations.ts'
import { defineTool } from '../tool.ts'
import { idsOf, originOf, strict, taskIds } from './shapes.ts'
import { nameTasks } from './text.ts'

const removed = {
  task_id: Type.Integer({ description: 'Id the task had.' }),
  title: Type.String({ description: 'Title the task had.' }),
}
const Output = Type.Object(
  {
    deleted: Type.Boolean({ description: 'true: it is gone, and undo_last_change brings it back.' }),
    task_id: Type.Optional(removed.task_id),
    title: Type.Optional(removed.title),
    tasks: Type.Optional(
      Type.Array(Type.Object(removed, strict), { description: 'All that are gone; for calls with several.' }),
    ),
  },
  strict,
)

const goneOf = ({ task_id, title, tasks }: Static<typeof Output>) =>
  tasks ?? (task_id === undefined ? [] : [{ task_id, title: title ?? '' }])

export const deleteTask = defineTool({
  name: 'delete_task',
  verb: 'delete',
  title: 'Delete task',
  description:
    'Deletes one task (task_id) or several (task_ids). The person is asked first; the answer then says that it waits.',
  icon: '🗑️',
  tier: 'destroy',
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: Type.Object(taskIds, strict),
  output: Output,
  async execute(args, context): Promise<Static<typeof Output>> {
    const tasks = await removeIn(context.sql, context.caller, idsOf(args), originOf(context))
    const gone = tasks.map(({ id, title }) => ({ task_id: id, title }))
    return args.task_ids === undefined ? { deleted: true, ...gone[0] } : { deleted: true, tasks: gone }
  },
  targets: idsOf,
  say: (result) => {
    const names = goneOf(result).map(({ task_id, title }) => nameTasks({ id: task_id, title }))
    return names.length === 1 ? `Deleted task ${names[0]}.` : `Deleted ${names.length} tasks: ${names.join('; ')}.`
  },
})
