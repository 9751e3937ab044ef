/** The two forms of a call: one task, answered by `{task}`, or several at once, answered by `{tasks}`. */
import { Type } from '@sinclair/typebox'
import { Task } from '../../task/schema.ts'
import { ToolFault } from '../fault.ts'
import type { ToolContext } from '../tool.ts'

/** Tasks in one call at most. */
export const BATCH_MAX_TASKS = 50
export const strict = { additionalProperties: false }

const TaskId = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description: 'Id of the task, from list_tasks.' })

/** How a call names existing tasks. */
export const taskIds = {
  task_id: Type.Optional(TaskId),
  task_ids: Type.Optional(
    Type.Array(TaskId, {
      minItems: 1,
      maxItems: BATCH_MAX_TASKS,
      description: `Ids of several tasks at once, instead of task_id; ${BATCH_MAX_TASKS} at most.`,
    }),
  ),
}

export const TaskAnswer = Type.Object(
  {
    task: Type.Optional(Task),
    tasks: Type.Optional(Type.Array(Task, { description: 'In the order asked for; for calls with several.' })),
  },
  strict,
)
export type TaskAnswer = { task?: Task; tasks?: Task[] }

/** What was given, as a list; doubles folded. @throws ToolFault  none given, or both */
export const oneForm = <T>(names: [string, string], one: T | undefined, several: T[] | undefined): T[] => {
  if ((one === undefined) === (several === undefined))
    throw new ToolFault(`Give either ${names[0]} or ${names[1]}, one of the two.`)
  return one === undefined ? [...new Set(several)] : [one]
}

export const idsOf = ({ task_id, task_ids }: { task_id?: number; task_ids?: number[] }) =>
  oneForm(['task_id', 'task_ids'], task_id, task_ids)

export const answer = (tasks: Task[], several: boolean): TaskAnswer => {
  const [task] = tasks
  return several || !task ? { tasks } : { task }
}

export const deedOf = ({ actor, run_id }: ToolContext) => ({ actor, ...(run_id !== undefined && { run_id }) })
